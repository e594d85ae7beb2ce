using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Extensions;

/// <summary>The extensions' JSON Schemas: what is published, and what the tools of MCP say of their arguments and answers, is the same text.</summary>
internal static class ExtensionSchemas
{
    private static readonly FrozenDictionary<string, JsonObject> Files = ComptoirExtensions.All.ToFrozenDictionary(ComptoirExtensions.FileOf, name => Read($"Schemas.{ComptoirExtensions.FileOf(name)}.json"));

    /// <summary>A whole file with its address; null when there is none of that name.</summary>
    public static JsonObject? File(string file, string url)
    {
        if (!Files.TryGetValue(file, out var schema)) return null;
        var copy = (JsonObject)schema.DeepClone();
        copy.Insert(1, "$id", url);
        return copy;
    }

    /// <summary>One definition with everything that it refers to written in place, since not every client follows references.</summary>
    public static JsonObject Inlined(string file, string definition)
    {
        var definitions = (JsonObject)Files[file]["$defs"]!;
        return (JsonObject)InPlace(definitions[definition]!, definitions);
    }

    private static JsonNode InPlace(JsonNode node, JsonObject definitions)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(n => n is null ? null : InPlace(n, definitions))]);
            case JsonObject o when (string?)o["$ref"] is { } reference:
                var target = (JsonObject)InPlace(definitions[reference["#/$defs/".Length..]]!, definitions);
                if (o["description"] is { } own) target["description"] = own.DeepClone();
                return target;
            case JsonObject o:
                return new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, m.Value is null ? null : InPlace(m.Value, definitions))));
            default:
                return node.DeepClone();
        }
    }

    private static JsonObject Read(string name)
    {
        using var stream = typeof(ExtensionSchemas).Assembly.GetManifestResourceStream(typeof(ExtensionSchemas), name) ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
