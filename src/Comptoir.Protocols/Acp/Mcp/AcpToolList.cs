using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Acp.Mcp;

/// <summary>
/// The five tools of ACP's MCP binding under their own names. Payloads are those of REST; the schemas say what matters and leave the rest to
/// the released ones, whose mistakes would otherwise keep quantities out.
/// </summary>
internal static class AcpToolList
{
    private const string Meta = """
        "meta": { "type": "object", "required": ["api_version"], "properties": {
          "api_version": { "type": "string", "enum": ["2026-01-30", "2026-04-17"], "description": "Release of ACP." },
          "idempotency_key": { "type": "string", "maxLength": 255, "description": "A fresh UUID for each new intention; the same one for its repetition." },
          "request_id": { "type": "string" }, "user_agent": { "type": "string" }, "accept_language": { "type": "string" },
          "signature": { "type": "string", "description": "As the header Signature of the REST operation that the tool stands for." }, "timestamp": { "type": "string", "format": "date-time" } } }
        """;

    private const string Id = """ "id": { "type": "string", "description": "Id of the checkout session." } """;

    private const string Content = """
        "buyer": { "type": "object", "properties": { "first_name": { "type": "string" }, "last_name": { "type": "string" }, "email": { "type": "string" }, "phone_number": { "type": "string" } } },
        "line_items": { "type": "array", "items": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string", "description": "Id of the item." }, "quantity": { "type": "integer", "minimum": 1, "description": "Pieces; 1 when left out." } } } },
        "fulfillment_details": { "type": "object", "properties": { "name": { "type": "string" }, "phone_number": { "type": "string" }, "email": { "type": "string" },
          "address": { "type": "object", "properties": { "name": { "type": "string" }, "line_one": { "type": "string" }, "line_two": { "type": "string" }, "city": { "type": "string" }, "state": { "type": "string" }, "country": { "type": "string", "description": "ISO 3166-1 alpha-2." }, "postal_code": { "type": "string" } } } } },
        "discounts": { "type": "object", "properties": { "codes": { "type": "array", "items": { "type": "string" } } } },
        "order_notes": { "type": "string", "maxLength": 5000 }
        """;

    private const string Session = """
        { "type": "object", "required": ["id", "capabilities", "status", "currency", "line_items", "fulfillment_options", "totals", "messages", "links"],
          "properties": { "id": { "type": "string" }, "status": { "type": "string" }, "currency": { "type": "string" }, "line_items": { "type": "array" }, "fulfillment_options": { "type": "array" },
            "totals": { "type": "array", "items": { "type": "object", "required": ["type", "display_text", "amount"], "properties": { "type": { "type": "string" }, "display_text": { "type": "string" }, "amount": { "type": "integer", "description": "Minor units." } } } },
            "messages": { "type": "array" }, "links": { "type": "array" }, "capabilities": { "type": "object" }, "order": { "type": "object" } } }
        """;

    public static IReadOnlyList<Tool> All { get; } =
    [
        Make("create_checkout_session", "Start a checkout", "Start a checkout session for items. Nothing is bought yet: status and messages say what is missing, fulfillment_options what may be chosen, totals what it costs.",
            $$""" "payload": { "type": "object", "required": ["line_items"], "properties": { {{Content}}, "currency": { "type": "string" }, "capabilities": { "type": "object" } } } """, ["meta", "payload"]),
        Make("get_checkout_session", "Read a checkout", "Read a checkout session as it is now; after the purchase with its order, parcels and refunds.", Id, ["meta", "id"], reads: true),
        Make("update_checkout_session", "Change a checkout", "Change a session: what is left out stays, null clears. Choose delivery with selected_fulfillment_options.",
            $$""" {{Id}}, "payload": { "type": "object", "properties": { {{Content}}, "selected_fulfillment_options": { "type": "array", "items": { "type": "object", "required": ["option_id"], "properties": { "type": { "type": "string" }, "option_id": { "type": "string" }, "item_ids": { "type": "array", "items": { "type": "string" } } } } } } } """, ["meta", "id", "payload"]),
        Make("complete_checkout_session", "Buy", "Pay and place the order. This spends the buyer's money: call it only when status is ready_for_payment and the buyer has said yes to the exact total.",
            $$""" {{Id}}, "payload": { "type": "object", "required": ["payment_data"], "properties": { "buyer": { "type": "object" }, "payment_data": { "type": "object" }, "authentication_result": { "type": "object" }, "order_notes": { "type": "string" } } } """, ["meta", "id", "payload"], ends: true),
        Make("cancel_checkout_session", "Cancel a checkout", "Give up an open session. payload.intent_trace may say why. An order that was placed is not cancelled by this.",
            $$""" {{Id}}, "payload": { "type": "object", "properties": { "intent_trace": { "type": "object" } } } """, ["meta", "id"], ends: true),
    ];

    private static Tool Make(string name, string title, string description, string members, string[] required, bool reads = false, bool ends = false) => new()
    {
        Name = name,
        Title = title,
        Description = description,
        InputSchema = JsonElement.Parse($$"""{ "type": "object", "required": ["{{string.Join("\", \"", required)}}"], "properties": { {{Meta}}, {{members}} } }"""),
        OutputSchema = JsonElement.Parse(Session),
        Annotations = new() { Title = title, ReadOnlyHint = reads, DestructiveHint = ends, IdempotentHint = reads, OpenWorldHint = name == "complete_checkout_session" },
    };
}
