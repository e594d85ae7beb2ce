using System.Reflection;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.A2a;

/// <summary>How the shop introduces itself to other agents.</summary>
internal static class AgentCard
{
    public static readonly string Extension = $"https://ucp.dev/{UcpVersions.V2026_04_08}/specification/reference";

    private static readonly string Version = typeof(AgentCard).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static JsonObject Of(Shop shop, ShopFace face, string language) => new()
    {
        ["protocolVersion"] = "0.3.0",
        ["name"] = shop.Name,
        ["description"] = shop.Tagline.In(language) is { Length: > 0 } tagline ? tagline : shop.Name,
        ["url"] = face.BaseUrl + A2aEndpoints.Calls,
        ["preferredTransport"] = "JSONRPC",
        ["version"] = Version,
        ["capabilities"] = new JsonObject
        {
            ["streaming"] = false,
            ["pushNotifications"] = false,
            ["extensions"] = new JsonArray
            {
                new JsonObject
                {
                    ["uri"] = Extension,
                    ["description"] = "Universal Commerce Protocol: checkouts in data parts.",
                    ["params"] = new JsonObject
                    {
                        ["capabilities"] = V2026_04_08Capabilities(face),
                    },
                },
            },
        },
        // none is needed to look around; a token of a customer's account opens what needs one
        ["securitySchemes"] = new JsonObject
        {
            ["account"] = new JsonObject
            {
                ["type"] = "oauth2",
                ["oauth2MetadataUrl"] = face.BaseUrl + IdentityEndpoints.MetadataPath,
                ["flows"] = new JsonObject
                {
                    ["authorizationCode"] = new JsonObject
                    {
                        ["authorizationUrl"] = face.BaseUrl + IdentityEndpoints.AuthorizePath,
                        ["tokenUrl"] = face.BaseUrl + IdentityEndpoints.TokenPath,
                        ["scopes"] = new JsonObject(LinkScopes.All.Select(s => KeyValuePair.Create(s, (JsonNode?)LinkScopes.Describe(s)))),
                    },
                },
            },
        },
        ["security"] = new JsonArray { new JsonObject(), new JsonObject { ["account"] = new JsonArray() } },
        ["defaultInputModes"] = new JsonArray { "text/plain", "application/json" },
        ["defaultOutputModes"] = new JsonArray { "text/plain", "application/json" },
        ["skills"] = new JsonArray
        {
            Skill("find", "Find products", "Answers a sentence with products of this shop, their ids and prices.", "waterproof jacket for a child"),
            Skill("checkout", "Buy", "Fills, changes, completes and cancels a checkout by data parts with an action.", """{"action":"add_to_checkout","product_id":"…","quantity":1}"""),
        },
    };

    private static JsonObject V2026_04_08Capabilities(ShopFace face) =>
        Ucp.V2026_04_08.Presenter.Capabilities(UcpCapabilities.Relevant(UcpCapabilities.Checkout, UcpVersions.V2026_04_08, null, face), UcpVersions.V2026_04_08);

    private static JsonObject Skill(string id, string name, string description, string example) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["description"] = description,
        ["tags"] = new JsonArray { "commerce", "ucp" },
        ["examples"] = new JsonArray { example },
    };
}
