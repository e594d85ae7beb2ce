using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Payments;
using Comptoir.Protocols.Acp.Answers;

namespace Comptoir.Protocols.Acp;

/// <summary>The document at <c>/.well-known/acp.json</c>: what is really wired, and nothing about anybody.</summary>
internal static class AcpDiscovery
{
    public static JsonObject Of(Shop shop, string baseUrl, IReadOnlyList<PaymentHandler> handlers, bool mcp)
    {
        var delegates = AcpCapabilities.Authenticates(handlers);
        var services = new JsonArray { "checkout", "orders", "carts" };
        if (delegates) services.Add("delegate_payment");
        var transports = new JsonArray { "rest" };
        if (mcp) transports.Add("mcp");
        var capabilities = new JsonObject
        {
            ["services"] = services,
            ["extensions"] = new JsonArray { new JsonObject { ["name"] = AcpCapabilities.Discount } },
            ["supported_currencies"] = new JsonArray { shop.Currency.ToLowerInvariant() },
            ["supported_locales"] = WireWriter.Array(shop.Languages.Distinct(StringComparer.Ordinal)),
        };
        if (delegates) capabilities["intervention_types"] = new JsonArray { AcpCapabilities.ThreeDs };
        return new()
        {
            ["protocol"] = new JsonObject { ["name"] = "acp", ["version"] = AcpVersions.V2026_04_17, ["supported_versions"] = WireWriter.Array(AcpVersions.Supported) },
            ["api_base_url"] = baseUrl + AcpEndpoints.Base,
            ["transports"] = transports,
            ["capabilities"] = capabilities,
        };
    }
}
