using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp;

/// <summary>2026-01-11 wants addresses of documents about each payment handler: these are they.</summary>
internal static class UcpHandlerPages
{
    /// <param name="page">Null: about the handler; else <c>config.json</c> or <c>instrument.json</c>, JSON Schemas.</param>
    public static JsonObject? Find(IReadOnlyList<PaymentHandler> handlers, string id, string? page)
    {
        if (handlers.FirstOrDefault(h => h.Id == id) is not { } handler) return null;
        return page switch
        {
            null => new()
            {
                ["id"] = handler.Id,
                ["name"] = handler.Name,
                ["version"] = handler.Version,
                ["instrument_types"] = WireWriter.Array(handler.InstrumentTypes),
            },
            "config.json" => new()
            {
                ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
                ["type"] = "object",
                ["properties"] = new JsonObject((handler.Config ?? []).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)new JsonObject()))),
            },
            "instrument.json" => new()
            {
                ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
                ["type"] = "object",
                ["required"] = new JsonArray { "id", "handler_id", "type" },
                ["properties"] = new JsonObject
                {
                    ["handler_id"] = new JsonObject { ["const"] = handler.Id },
                    ["type"] = new JsonObject { ["enum"] = WireWriter.Array(handler.InstrumentTypes) },
                },
            },
            _ => null,
        };
    }
}
