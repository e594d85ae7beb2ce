using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

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
            null => new JsonObject
            {
                ["id"] = handler.Id,
                ["name"] = handler.Name,
                ["version"] = handler.Version,
                ["instrument_types"] = WireWriter.Array(handler.InstrumentTypes),
            }.Maybe("tokenization", handler.Id == TestPaymentProvider.Handler ? Tokenization((string)handler.Config!["endpoint"]!) : null),
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

    /// <summary>What UCP's tokenization guide wants a handler to say of itself.</summary>
    private static JsonObject Tokenization(string endpoint) => new()
    {
        ["openapi"] = "https://ucp.dev/2026-04-08/handlers/tokenization/openapi.json",
        ["tokenize"] = $"{endpoint}/tokenize",
        ["detokenize"] = $"{endpoint}/detokenize",
        ["environment"] = "sandbox",
        ["accepts"] = "card (fpan, network_token, dpan); published test card numbers only",
        ["gives"] = "token",
        ["lifecycle"] = "single use: it pays for the checkout that it is bound to once, or is detokenized once, within 15 minutes",
        ["binding"] = "checkout_id is required; identity, when it is sent, must be the one in the handler's config; a token is given back only to the caller who made it",
        ["authentication"] = "as for checkouts of this shop: UCP-Agent with a profile, and a signature or a token",
        ["onboarding"] = "none: no money moves",
        ["security"] = "This is a test provider. Do not send real cards; it refuses them.",
    };
}
