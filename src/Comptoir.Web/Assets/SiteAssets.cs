using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Assets;

/// <summary>Style sheets, scripts and icons embedded in this room, served under addresses that change with their content.</summary>
public sealed class SiteAssets
{
    private const string Prefix = "assets/";

    private readonly FrozenDictionary<string, string> _addresses;
    private readonly FrozenDictionary<string, Asset> _assets;

    public SiteAssets()
    {
        var assembly = typeof(SiteAssets).Assembly;
        var all = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => Read(n[Prefix.Length..], assembly.GetManifestResourceStream(n)!))
            .ToList();
        _addresses = all.ToFrozenDictionary(a => a.Name, a => a.Address);
        _assets = all.ToFrozenDictionary(a => a.Address, a => a);
    }

    /// <summary>The address of an asset by its file name, for example <c>site.css</c>.</summary>
    public string Url(string name) => _addresses[name];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, HttpContext http, SiteAssets assets) =>
        {
            if (!assets._assets.TryGetValue("/assets/" + name, out var asset)) return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.ContentType);
        });

    private static Asset Read(string name, Stream stream)
    {
        using var copy = new MemoryStream();
        using (stream) stream.CopyTo(copy);
        var content = copy.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        var extension = Path.GetExtension(name);
        return new Asset(name, $"/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{extension}", TypeOf(extension), content);
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    private sealed record Asset(string Name, string Address, string ContentType, byte[] Content);
}
