using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Trust;

/// <summary>What matters in a platform's UCP profile.</summary>
/// <param name="Version">The release it is written in.</param>
/// <param name="Capabilities">Names; null when the profile lists none.</param>
/// <param name="WebhookUrl">Where it wants order events, unchecked; null when nowhere.</param>
internal sealed record AgentProfile(string Version, IReadOnlySet<string>? Capabilities, string? WebhookUrl)
{
    /// <summary>Reads both shapes of the registry, keyed by name (2026-04-08) and listed (2026-01-11); null when it is no profile.</summary>
    public static AgentProfile? Parse(string json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: WireReader.Limits) is not JsonObject document) return null;
            var ucp = document["ucp"] as JsonObject ?? document;
            if (Text(ucp["version"]) is not { } version || !DateOnly.TryParseExact(version, "yyyy-MM-dd", out _)) return null;
            if (ucp["capabilities"] is not { } registry) return new(version, null, null);
            var entries = registry switch
            {
                JsonObject named => named.SelectMany(e => (e.Value as JsonArray ?? []).Select(v => (e.Key, Entry: v as JsonObject))),
                JsonArray listed => listed.OfType<JsonObject>().Select(e => (Key: Text(e["name"]) ?? "", Entry: (JsonObject?)e)),
                _ => null,
            };
            if (entries?.ToList() is not { } all) return null;
            var webhook = all.Where(e => e.Key == UcpCapabilities.Order).Select(e => Text((e.Entry?["config"] as JsonObject)?["webhook_url"])).FirstOrDefault(u => u is not null);
            return new(version, all.Select(e => e.Key).ToHashSet(StringComparer.Ordinal), webhook);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
