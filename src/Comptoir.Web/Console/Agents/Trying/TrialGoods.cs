using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Web.Console.Agents.Trying;

/// <summary>What a purchase is made of, in the words of the protocols.</summary>
/// <param name="Title">Of the product, to search for it.</param>
internal sealed record TrialGoods(Shop Shop, string VariantId, string ProductId, string Title, string Language)
{
    private string Email => Shop.Email ?? "buyer@example.com";

    private (string Street, string City, string Code) Home => Shop.Country == "FR" ? ("1 rue de l’Essai", "Paris", "75002") : ("1 Trial Street", "Trial", "10000");

    public JsonObject Buyer => new() { ["email"] = Email, ["first_name"] = "Try", ["last_name"] = "Comptoir" };

    public JsonArray Lines => [new JsonObject { ["item"] = new JsonObject { ["id"] = VariantId }, ["quantity"] = 1 }];

    /// <summary>A UCP checkout with an address; with the first option of each group when a checkout is given that offers some.</summary>
    public JsonObject Checkout(JsonObject? offered)
    {
        var destination = new JsonObject { ["id"] = "home", ["street_address"] = Home.Street, ["address_locality"] = Home.City, ["postal_code"] = Home.Code, ["address_country"] = Shop.Country, ["first_name"] = "Try", ["last_name"] = "Comptoir" };
        var method = new JsonObject { ["type"] = "shipping", ["destinations"] = new JsonArray(destination), ["selected_destination_id"] = "home" };
        if (offered?["fulfillment"]?["methods"]?[0] is JsonObject known)
        {
            method["id"] = known["id"]?.DeepClone();
            method["groups"] = new JsonArray([.. (known["groups"] as JsonArray ?? []).Select(g => (JsonNode)new JsonObject { ["id"] = g?["id"]?.DeepClone(), ["selected_option_id"] = g?["options"]?[0]?["id"]?.DeepClone() })]);
        }

        return new() { ["line_items"] = Lines, ["buyer"] = Buyer, ["fulfillment"] = new JsonObject { ["methods"] = new JsonArray(method) } };
    }

    public static JsonObject Instrument => new()
    {
        ["id"] = "card",
        ["handler_id"] = TestPaymentProvider.Handler,
        ["type"] = "card",
        ["selected"] = true,
        ["credential"] = new JsonObject { ["type"] = "token", ["token"] = "success_token" },
    };

    public static JsonObject Payment => new() { ["payment"] = new JsonObject { ["instruments"] = new JsonArray(Instrument) } };

    /// <summary>What ACP asks to begin with.</summary>
    public JsonObject Session => new()
    {
        ["line_items"] = new JsonArray(new JsonObject { ["id"] = VariantId, ["quantity"] = 1 }),
        ["currency"] = Shop.Currency.ToLowerInvariant(),
        ["capabilities"] = new JsonObject(),
        ["fulfillment_details"] = new JsonObject
        {
            ["name"] = "Try Comptoir",
            ["email"] = Email,
            ["address"] = new JsonObject { ["name"] = "Try Comptoir", ["line_one"] = Home.Street, ["city"] = Home.City, ["state"] = "", ["country"] = Shop.Country, ["postal_code"] = Home.Code },
        },
    };


    public JsonObject SessionPayment(string token) => new()
    {
        ["buyer"] = Buyer,
        ["payment_data"] = new JsonObject { ["handler_id"] = TestPaymentProvider.Handler, ["instrument"] = new JsonObject { ["type"] = "card", ["credential"] = new JsonObject { ["type"] = "spt", ["token"] = token } } },
    };

    /// <summary>The form of the shop's checkout page, as a buyer fills it in.</summary>
    public IEnumerable<KeyValuePair<string, string>> Form(string option, string shown) => new Dictionary<string, string>
    {
        ["email"] = Email,
        ["first"] = "Try",
        ["last"] = "Comptoir",
        ["method"] = "shipping",
        ["street"] = Home.Street,
        ["postal"] = Home.Code,
        ["city"] = Home.City,
        ["country"] = Shop.Country,
        ["option"] = option,
        ["card"] = "success",
        ["shown"] = shown,
        ["do"] = "pay",
    };
}
