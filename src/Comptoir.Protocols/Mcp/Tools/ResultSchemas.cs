namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>
/// What comes back, as JSON Schema. Only what every answer holds is required: an outcome such as an unknown id has <c>ucp</c> and
/// <c>messages</c> and nothing else.
/// </summary>
internal static class ResultSchemas
{
    private const string Ucp = """
        "ucp": {
          "type": "object",
          "description": "Release, outcome and the capabilities at work; for checkouts also the payment_handlers to pay with.",
          "properties": { "version": { "type": "string" }, "status": { "type": "string", "enum": ["success", "error"] } },
          "required": ["version"],
          "additionalProperties": true
        }
        """;

    private const string Messages = """
        "messages": {
          "type": "array",
          "description": "What stands in the way (error), what to tell the buyer (warning, info).",
          "items": {
            "type": "object",
            "properties": { "type": { "type": "string" }, "code": { "type": "string" }, "content": { "type": "string" }, "severity": { "type": "string" }, "path": { "type": "string" } },
            "required": ["type", "content"],
            "additionalProperties": true
          }
        }
        """;

    private const string Money = """
        "type": "object",
        "properties": { "amount": { "type": "integer", "description": "Minor units (cents)." }, "currency": { "type": "string" } },
        "required": ["amount", "currency"],
        "additionalProperties": true
        """;

    private const string Priced = """
        "id": { "type": "string" },
        "line_items": { "type": "array", "items": { "type": "object", "additionalProperties": true } },
        "currency": { "type": "string" },
        "totals": {
          "type": "array",
          "description": "Amounts in minor units (cents); the entry of type total is what the buyer pays.",
          "items": {
            "type": "object",
            "properties": { "type": { "type": "string" }, "display_text": { "type": "string" }, "amount": { "type": "integer" } },
            "required": ["type", "amount"],
            "additionalProperties": true
          }
        }
        """;

    private const string ProductShape = $$"""
        "type": "object",
        "properties": {
          "id": { "type": "string" },
          "title": { "type": "string" },
          "variants": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "id": { "type": "string", "description": "What a line item names." },
                "price": { {{Money}} },
                "availability": { "type": "object", "properties": { "available": { "type": "boolean" } }, "additionalProperties": true }
              },
              "required": ["id", "price"],
              "additionalProperties": true
            }
          }
        },
        "required": ["id", "title", "variants"],
        "additionalProperties": true
        """;

    public const string Checkout = $$"""
        { "type": "object", "properties": { {{Ucp}}, {{Priced}},
          "status": { "type": "string", "enum": ["incomplete", "requires_escalation", "ready_for_complete", "complete_in_progress", "completed", "canceled"] },
          "continue_url": { "type": "string", "description": "Where the buyer can go on by themselves." },
          "order": { "type": "object", "description": "Once completed.", "properties": { "id": { "type": "string" }, "permalink_url": { "type": "string" } }, "additionalProperties": true },
          {{Messages}}
        }, "required": ["ucp"], "additionalProperties": true }
        """;

    public const string Cart = $$"""
        { "type": "object", "properties": { {{Ucp}}, {{Priced}}, {{Messages}} }, "required": ["ucp"], "additionalProperties": true }
        """;

    public const string Products = $$"""
        { "type": "object", "properties": { {{Ucp}},
          "products": { "type": "array", "items": { {{ProductShape}} } },
          "pagination": { "type": "object", "properties": { "has_next_page": { "type": "boolean" }, "cursor": { "type": "string" }, "total_count": { "type": "integer" } }, "additionalProperties": true },
          {{Messages}}
        }, "required": ["ucp"], "additionalProperties": true }
        """;

    public const string Product = $$"""
        { "type": "object", "properties": { {{Ucp}}, "product": { {{ProductShape}} }, {{Messages}} }, "required": ["ucp"], "additionalProperties": true }
        """;

    public const string Order = $$"""
        { "type": "object", "properties": { {{Ucp}}, {{Priced}},
          "checkout_id": { "type": "string" },
          "permalink_url": { "type": "string" },
          "fulfillment": { "type": "object", "description": "expectations: when it should arrive; events: what happened so far.", "additionalProperties": true },
          "adjustments": { "type": "array", "description": "Returns, refunds and cancellations.", "items": { "type": "object", "additionalProperties": true } },
          {{Messages}}
        }, "required": ["ucp"], "additionalProperties": true }
        """;

    public const string Comparison = $$"""
        { "type": "object", "properties": {
          "products": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": { "id": { "type": "string" }, "variant_id": { "type": "string" }, "title": { "type": "string" }, "price": { {{Money}} }, "available": { "type": "boolean" } },
              "required": ["id", "variant_id", "title", "price", "available"],
              "additionalProperties": true
            }
          },
          "rows": {
            "type": "array",
            "description": "One property each, those that differ first.",
            "items": {
              "type": "object",
              "properties": {
                "name": { "type": "string" },
                "values": { "type": "array", "description": "One a product, in their order; null: the shop does not say.", "items": { "type": ["string", "null"] } },
                "differs": { "type": "boolean" }
              },
              "required": ["name", "values", "differs"],
              "additionalProperties": true
            }
          },
          "unknown_ids": { "type": "array", "items": { "type": "string" } }
        }, "required": ["products", "rows"], "additionalProperties": true }
        """;
}
