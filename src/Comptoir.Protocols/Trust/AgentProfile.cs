using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Trust;

/// <summary>What matters in a platform's UCP profile.</summary>
/// <param name="Version">The release it is written in.</param>
/// <param name="Capabilities">The versions of each capability by its name; an empty list: none is named. Null when the profile lists no capabilities.</param>
/// <param name="WebhookUrl">Where it wants order events, unchecked; null when nowhere.</param>
internal sealed record AgentProfile(string Version, IReadOnlyDictionary<string, IReadOnlyList<string>>? Capabilities, string? WebhookUrl)
{
    private const int MostCapabilities = 500;

    /// <summary>It lets its buyers choose delivery for each group of goods (<c>supports_multi_group</c>).</summary>
    public bool SplitsGroups { get; init; }

    /// <summary>Reads both shapes of the registry, keyed by name (2026-04-08) and listed (2026-01-11); null when it is no profile.</summary>
    public static AgentProfile? Parse(string json) => Document(json) is { } document ? Read(document) : null;

    /// <summary>The JSON object in a text; null when there is none.</summary>
    public static JsonObject? Document(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: WireReader.Limits) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Parse"/>
    public static AgentProfile? Read(JsonObject document)
    {
        try
        {
            var ucp = document["ucp"] as JsonObject ?? document;
            if (Text(ucp["version"]) is not { } version || !DateOnly.TryParseExact(version, "yyyy-MM-dd", out _)) return null;
            if (ucp["capabilities"] is not { } registry) return new(version, null, null);
            var entries = registry switch
            {
                JsonObject named => named.SelectMany(e => (e.Value as JsonArray ?? []).Select(v => (e.Key, Entry: v as JsonObject))),
                JsonArray listed => listed.OfType<JsonObject>().Select(e => (Key: Text(e["name"]) ?? "", Entry: (JsonObject?)e)),
                _ => null,
            };
            if (entries?.Take(MostCapabilities).ToList() is not { } all) return null;
            var webhook = all.Where(e => e.Key == UcpCapabilities.Order).Select(e => Text((e.Entry?["config"] as JsonObject)?["webhook_url"])).FirstOrDefault(u => u is not null);
            return new(version, all.GroupBy(e => e.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(e => Text(e.Entry?["version"])).OfType<string>()], StringComparer.Ordinal), webhook)
            {
                SplitsGroups = all.Any(e => e.Key == UcpCapabilities.Fulfilment && (e.Entry?["config"] as JsonObject)?["supports_multi_group"]?.GetValueKind() == JsonValueKind.True),
            };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null; // a member that stands twice shows when it is first looked at
        }
    }

    /// <summary>The keys that a profile publishes (<c>signing_keys</c>, from 2026-08-25 on <c>keys</c>, which is also what a plain key set has).</summary>
    public static IReadOnlyList<VerificationKey> Keys(JsonObject document)
    {
        try
        {
            var ucp = document["ucp"] as JsonObject;
            return [.. new[] { document["signing_keys"], ucp?["signing_keys"], document["keys"], ucp?["keys"] }.SelectMany(VerificationKey.ReadSet)];
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
