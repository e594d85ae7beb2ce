using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Comptoir.DemoShop;

/// <summary>The demo shop's drawings: SVG with a main colour that the address chooses.</summary>
internal static partial class DemoPictures
{
    private const string DefaultColor = "7a8f5a";

    /// <summary>Path of a drawing in a colour (<c>#rrggbb</c>).</summary>
    public static string Path(string name, string? color) => $"/pictures/{name}.svg?c={(color is not null && ColorPattern().IsMatch(color) ? color[1..].ToLowerInvariant() : DefaultColor)}";

    public static void MapDemoPictures(this IEndpointRouteBuilder routes)
    {
        var drawings = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        routes.MapGet("/pictures/{name}.svg", Results<ContentHttpResult, NotFound> (string name, string? c, HttpContext context) =>
        {
            if (!NamePattern().IsMatch(name)) return TypedResults.NotFound();
            if (!drawings.TryGetValue(name, out var drawing)) drawing = Load(name) is { } found ? drawings.GetOrAdd(name, found) : null;
            if (drawing is null) return TypedResults.NotFound();
            var color = c is not null && ColorPattern().IsMatch("#" + c) ? c : DefaultColor;
            context.Response.Headers.CacheControl = "public, max-age=604800";
            return TypedResults.Text(Paint(drawing, color), "image/svg+xml");
        });
    }

    private static string Paint(string drawing, string color) => drawing
        .Replace("{{color}}", "#" + color, StringComparison.Ordinal)
        .Replace("{{dark}}", Mix(color, 0, 0.22), StringComparison.Ordinal)
        .Replace("{{light}}", Mix(color, 255, 0.35), StringComparison.Ordinal);

    /// <summary>The colour moved towards black (0) or white (255) by a share.</summary>
    private static string Mix(string color, int towards, double share)
    {
        var mixed = "#";
        for (var i = 0; i < 6; i += 2)
        {
            var part = int.Parse(color.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            mixed += ((int)Math.Round(part + (towards - part) * share)).ToString("x2", CultureInfo.InvariantCulture);
        }

        return mixed;
    }

    private static string? Load(string name)
    {
        using var stream = typeof(DemoPictures).Assembly.GetManifestResourceStream($"DemoShop/pictures/{name}.svg");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[a-z0-9-]{1,60}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex ColorPattern();
}
