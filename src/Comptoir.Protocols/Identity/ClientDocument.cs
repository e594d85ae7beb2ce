using System.Text.Json.Nodes;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Identity;

/// <summary>What a platform says of itself at the address that is its <c>client_id</c> (OAuth Client ID Metadata Document).</summary>
/// <param name="Id">As the document names it.</param>
/// <param name="Method">How it proves itself: none or private_key_jwt; null: in a way that is not possible without a shared secret.</param>
internal sealed record ClientDocument(string Id, string? Name, IReadOnlyList<string> RedirectUris, string? Method, string? KeysUrl, string? Keys)
{
    private const int MostAddresses = 20;

    /// <summary>Null when it describes no client that could be served.</summary>
    public static ClientDocument? Read(JsonObject document)
    {
        try
        {
            // a secret that is published is none
            if (Text(document["client_id"]) is not { } id || document["client_secret"] is not null) return null;
            var redirects = (document["redirect_uris"] as JsonArray ?? []).Select(Text).OfType<string>().Take(MostAddresses).ToList();
            if (redirects.Count == 0 || !redirects.All(RedirectAddress.MayBeRegistered)) return null;
            var method = Text(document["token_endpoint_auth_method"]) ?? "none";
            return new(id, Text(document["client_name"]), redirects, method is "none" or ClientProof.ByKey ? method : null, Text(document["jwks_uri"]), (document["jwks"] as JsonObject)?.ToJsonString());
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null; // a member that stands twice, or half a character, shows when it is looked at
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

/// <summary>Platforms that nobody entered: described by a document that is fetched as agents' profiles are, within the same bounds.</summary>
internal sealed class ClientDocuments(AgentProfiles profiles, GuardedHttp http, IOptions<UcpOptions> options, TimeProvider time)
{
    private const int LongestName = 60;

    /// <param name="stored">What is known of it from a customer's earlier yes; null: nothing.</param>
    public async Task<LinkClient?> FindAsync(string shopId, string id, LinkClient? stored, CancellationToken ct)
    {
        if (!options.Value.ClientDocuments || !IsAddress(id)) return null;
        if ((await profiles.FindAsync(id, ct)).Client is not { Method: not null } document || document.Id != id) return null;
        return new()
        {
            ShopId = shopId,
            Id = id,
            Version = stored?.Version ?? 0,

            // the name is only claimed, the host is not; in letters that cannot look like others
            Name = $"{Clean(document.Name)}{new Uri(id).IdnHost}",
            RedirectUris = document.RedirectUris,
            FromDocument = true,
            ProvesByKey = document.Method == ClientProof.ByKey,
            KeysUrl = document.KeysUrl,
            Keys = document.Keys,
            CreatedAt = stored?.CreatedAt ?? time.GetUtcNow(),
        };
    }

    /// <summary>https (or what development allows) with a path, and written as it will be compared: no dots to resolve, no fragment, no user.</summary>
    private bool IsAddress(string id) =>
        http.Parse(id) is { AbsolutePath.Length: > 1, Fragment.Length: 0 } uri && uri.AbsoluteUri == id && !id.Contains("/../", StringComparison.Ordinal) && !id.Contains("/./", StringComparison.Ordinal);

    private static string Clean(string? name)
    {
        var plain = new string([.. (name ?? "").Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return plain.Length == 0 ? "" : $"{(plain.Length <= LongestName ? plain : plain[..LongestName])} · ";
    }
}
