using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Mcp.Tools;

/// <summary>
/// What an agent may send, as JSON Schema: the request side of UCP 2026-04-08 with the descriptions that a model needs. Everything is
/// written in place, since not every client follows references. A model reads all of it before its first word, so members that matter
/// only to platforms (attribution, signals, means of payment before the end) stand where they are most useful; they are accepted elsewhere too.
/// </summary>
internal static class RequestSchemas
{
    private const string Agent = """
        "ucp-agent": {
          "type": "object",
          "description": "Who calls. Leave it out when you have no UCP profile.",
          "properties": { "profile": { "type": "string", "description": "Address of the calling platform's UCP profile." } },
          "required": ["profile"]
        }
        """;

    private const string MetaOfReads = $$"""
        "meta": { "type": "object", "description": "About the request itself.", "properties": { {{Agent}} } }
        """;

    private const string Meta = $$"""
        "meta": {
          "type": "object",
          "description": "About the request itself.",
          "properties": {
            {{Agent}},
            "idempotency-key": { "type": "string", "maxLength": 255, "description": "A fresh UUID for each new intention; send the same one again when you repeat a request whose answer you did not get." }
          }
        }
        """;

    private const string MetaWithKey = $$"""
        "meta": {
          "type": "object",
          "description": "About the request itself.",
          "properties": {
            {{Agent}},
            "idempotency-key": { "type": "string", "minLength": 1, "maxLength": 255, "description": "A fresh UUID for this intention. When you repeat the request because its answer did not arrive, send the same key, so that it happens only once." }
          },
          "required": ["idempotency-key"]
        }
        """;

    private const string Context = """
        "context": {
          "type": "object",
          "description": "What is known of the buyer's circumstances.",
          "properties": {
            "language": { "type": "string", "description": "Language of the answer, for example en or fr-CA." },
            "address_country": { "type": "string", "description": "Two-letter ISO 3166-1 code of the country to deliver to." },
            "address_region": { "type": "string" },
            "postal_code": { "type": "string" },
            "currency": { "type": "string", "description": "ISO 4217 code in which price limits are meant. Prices always come in the shop's own currency." },
            "intent": { "type": "string", "description": "What the buyer is after, in a few words." }
          }
        }
        """;

    private const string Postal = """
        "first_name": { "type": "string" },
        "last_name": { "type": "string" },
        "street_address": { "type": "string", "description": "Street and number." },
        "extended_address": { "type": "string", "description": "Flat, building, care of." },
        "address_locality": { "type": "string", "description": "Town." },
        "address_region": { "type": "string", "description": "State or province, where the country has them." },
        "postal_code": { "type": "string" },
        "address_country": { "type": "string", "description": "Two-letter ISO 3166-1 code." },
        "phone_number": { "type": "string" }
        """;

    private const string LineItems = """
        "line_items": {
          "type": "array",
          "maxItems": 200,
          "description": "All lines as they should be: what is left out is removed.",
          "items": {
            "type": "object",
            "properties": {
              "id": { "type": "string", "description": "On updates: the line's id, to keep it." },
              "item": {
                "type": "object",
                "properties": { "id": { "type": "string", "description": "Id of the variant, from products[].variants[].id. Prices and titles are the shop's and need not be sent." } },
                "required": ["id"]
              },
              "quantity": { "type": "integer", "minimum": 1 }
            },
            "required": ["item", "quantity"]
          }
        }
        """;

    private const string Discounts = """
        "discounts": {
          "type": "object",
          "properties": { "codes": { "type": "array", "maxItems": 20, "items": { "type": "string", "maxLength": 64 }, "description": "All discount codes; an empty list removes them." } }
        }
        """;

    private const string Buyer = """
        "buyer": {
          "type": "object",
          "description": "Only what the buyer told you.",
          "properties": {
            "first_name": { "type": "string" },
            "last_name": { "type": "string" },
            "email": { "type": "string", "description": "Where the confirmation goes. Needed before a checkout can be completed." },
            "phone_number": { "type": "string", "description": "E.164." },
            "consent": {
              "type": "object",
              "description": "Only what the buyer agreed to in so many words.",
              "properties": { "analytics": { "type": "boolean" }, "preferences": { "type": "boolean" }, "marketing": { "type": "boolean" }, "sale_of_data": { "type": "boolean" } }
            }
          }
        }
        """;

    private const string Fulfilment = $$"""
        "fulfillment": {
          "type": "object",
          "description": "How the goods reach the buyer. First send a method with a destination; the answer lists groups[].options with prices; then send the method again with selected_option_id.",
          "properties": {
            "methods": {
              "type": "array",
              "maxItems": 10,
              "items": {
                "type": "object",
                "properties": {
                  "id": { "type": "string", "description": "From the answer; on updates." },
                  "type": { "type": "string", "enum": ["shipping", "pickup"] },
                  "line_item_ids": { "type": "array", "items": { "type": "string" } },
                  "destinations": {
                    "type": "array",
                    "items": { "type": "object", "properties": { "id": { "type": "string" }, {{Postal}} } }
                  },
                  "selected_destination_id": { "type": ["string", "null"] },
                  "groups": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": { "id": { "type": "string" }, "selected_option_id": { "type": ["string", "null"], "description": "An id from the group's options." } }
                    }
                  }
                }
              }
            }
          }
        }
        """;

    private const string Instruments = $$"""
        "payment": {
          "type": "object",
          "properties": {
            "instruments": {
              "type": "array",
              "maxItems": 10,
              "items": {
                "type": "object",
                "properties": {
                  "id": { "type": "string" },
                  "handler_id": { "type": "string", "description": "Id of one of the checkout's ucp.payment_handlers." },
                  "type": { "type": "string", "description": "One of the handler's available_instruments, for example card." },
                  "selected": { "type": "boolean" },
                  "credential": {
                    "type": "object",
                    "description": "As the handler wants it, for example { type: token, token: … }. Never a bare card number.",
                    "properties": { "type": { "type": "string" }, "token": { "type": "string" } },
                    "required": ["type"]
                  },
                  "display": {
                    "type": "object",
                    "properties": { "brand": { "type": "string" }, "last_digits": { "type": "string", "maxLength": 4 }, "expiry_month": { "type": "integer" }, "expiry_year": { "type": "integer" } }
                  },
                  "billing_address": { "type": "object", "properties": { {{Postal}} } }
                },
                "required": ["id", "handler_id", "type"]
              }
            }
          },
          "required": ["instruments"]
        }
        """;

    private const string Platform = """
        "attribution": { "type": "object", "description": "Campaign and click ids of the platform.", "additionalProperties": { "type": "string" } },
        "signals": { "type": "object", "description": "What the platform itself observed, under reverse-domain names." }
        """;

    private const string Id = """
        "id": { "type": "string", "minLength": 1 }
        """;

    private const string CartContent = $$"""{{LineItems}}, {{Buyer}}, {{Context}}, {{Discounts}}""";

    private const string CheckoutContent = $$"""{{LineItems}}, {{Buyer}}, {{Context}}, {{Discounts}}, {{Fulfilment}}""";

    public const string CreateCheckout = $$"""
        { "type": "object", "properties": { {{Meta}}, "checkout": {
          "type": "object",
          "description": "Needs line_items or cart_id.",
          "properties": { "cart_id": { "type": "string", "description": "Check this cart out: its lines, buyer and codes are taken over." }, {{CheckoutContent}}, {{Platform}} }
        } }, "required": ["checkout"] }
        """;

    public const string UpdateCheckout = $$"""
        { "type": "object", "properties": { {{Meta}}, {{Id}}, "checkout": {
          "type": "object",
          "description": "The whole checkout as it should be: what is left out is removed.",
          "properties": { {{CheckoutContent}} },
          "required": ["line_items"]
        } }, "required": ["id", "checkout"] }
        """;

    public const string CompleteCheckout = $$"""
        { "type": "object", "properties": { {{MetaWithKey}}, {{Id}}, "checkout": {
          "type": "object",
          "properties": { {{Instruments}} },
          "required": ["payment"]
        } }, "required": ["meta", "id", "checkout"] }
        """;

    public const string CreateCart = $$"""
        { "type": "object", "properties": { {{Meta}}, "cart": {
          "type": "object",
          "properties": { {{CartContent}} },
          "required": ["line_items"]
        } }, "required": ["cart"] }
        """;

    public const string UpdateCart = $$"""
        { "type": "object", "properties": { {{Meta}}, {{Id}}, "cart": {
          "type": "object",
          "description": "The whole cart as it should be: what is left out is removed.",
          "properties": { {{CartContent}} },
          "required": ["line_items"]
        } }, "required": ["id", "cart"] }
        """;

    public const string ById = $$"""
        { "type": "object", "properties": { {{MetaOfReads}}, {{Id}} }, "required": ["id"] }
        """;

    public const string ByIdWithKey = $$"""
        { "type": "object", "properties": { {{MetaWithKey}}, {{Id}} }, "required": ["meta", "id"] }
        """;

    public const string SearchCatalog = $$"""
        { "type": "object", "properties": { {{MetaOfReads}}, "catalog": {
          "type": "object",
          "description": "Needs a query or filters.",
          "properties": {
            "query": { "type": "string", "maxLength": 1000, "description": "What the buyer wants, in their own words and language. Limits may stand in it: waterproof jacket for a 6 year old, under 60 euros, not pink." },
            {{Context}},
            "filters": {
              "type": "object",
              "properties": {
                "categories": { "type": "array", "maxItems": 20, "items": { "type": "string" }, "description": "Values from products[].categories; any of them." },
                "price": {
                  "type": "object",
                  "description": "In minor units (cents) of context.currency.",
                  "properties": { "min": { "type": "integer", "minimum": 0 }, "max": { "type": "integer", "minimum": 0 } }
                }
              }
            },
            "pagination": {
              "type": "object",
              "properties": {
                "limit": { "type": "integer", "minimum": 1, "default": 10, "description": "At most 100." },
                "cursor": { "type": "string", "description": "pagination.cursor of the previous answer." }
              }
            }
          }
        } }, "required": ["catalog"] }
        """;

    public const string LookupCatalog = $$"""
        { "type": "object", "properties": { {{MetaOfReads}}, "catalog": {
          "type": "object",
          "properties": {
            "ids": { "type": "array", "minItems": 1, "maxItems": 50, "items": { "type": "string" }, "description": "Ids of products or variants, SKUs, GTINs or handles." },
            {{Context}}
          },
          "required": ["ids"]
        } }, "required": ["catalog"] }
        """;

    public const string GetProduct = $$"""
        { "type": "object", "properties": { {{MetaOfReads}}, "catalog": {
          "type": "object",
          "properties": {
            "id": { "type": "string", "description": "Id of a product or variant." },
            "selected": {
              "type": "array",
              "maxItems": 20,
              "description": "Options chosen so far.",
              "items": {
                "type": "object",
                "properties": { "name": { "type": "string", "description": "Name of the option, for example Colour." }, "id": { "type": "string" }, "label": { "type": "string", "description": "The value, for example Blue." } },
                "required": ["name", "label"]
              }
            },
            "preferences": { "type": "array", "maxItems": 20, "items": { "type": "string" }, "description": "Names of options, the most important first: when not all choices can be had together, the last are given up first." },
            {{Context}}
          },
          "required": ["id"]
        } }, "required": ["catalog"] }
        """;

    public const string CompareProducts = $$"""
        { "type": "object", "properties": {
          "ids": { "type": "array", "minItems": 2, "maxItems": 4, "items": { "type": "string" }, "description": "Ids of two to four products or variants." },
          {{Context}}
        }, "required": ["ids"] }
        """;

    /// <summary>The request of an extension, with what every tool takes beside its own members.</summary>
    /// <param name="key">It does something that must happen once.</param>
    public static string Of(JsonObject request, bool key)
    {
        var members = (JsonObject)JsonNode.Parse($"{{ {(key ? MetaWithKey : MetaOfReads)} }}")!;
        foreach (var (name, schema) in (JsonObject)request["properties"]!) members[name] = schema!.DeepClone();
        members["context"] = JsonNode.Parse($"{{ {Context} }}")!["context"]!.DeepClone();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray([.. key ? ["meta"] : Enumerable.Empty<JsonNode?>(), .. ((JsonArray)request["required"]!).Select(r => r!.DeepClone())]),
        }.ToJsonString();
    }
}
