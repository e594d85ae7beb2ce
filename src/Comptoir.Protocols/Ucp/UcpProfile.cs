using System.Text.Json.Nodes;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp;

/// <summary>A transport that is mapped here.</summary>
/// <param name="Name">rest, mcp, a2a or embedded.</param>
/// <param name="Endpoint">For embedded what the <c>continue_url</c> of every checkout begins with.</param>
/// <param name="Schema">File on ucp.dev that describes it; null: it has none.</param>
internal sealed record UcpTransport(string Name, string Endpoint, string? Schema);

/// <summary>The business profile: what this server really offers for one shop, in each release's shape. The shop's keys for signatures are added by the endpoint.</summary>
internal static class UcpProfile
{
    private const string Service = "dev.ucp.shopping";
    private const string Site = "https://ucp.dev";

    /// <summary>Address of the REST endpoint of a release.</summary>
    public static string Endpoint(string baseUrl, string version) => $"{baseUrl}/ucp/{version}";

    /// <summary>The profile of one release; it names no others.</summary>
    /// <param name="others">Transports besides REST, for 2026-04-08.</param>
    public static JsonObject Leaf(string version, ShopFace shop, IReadOnlyList<UcpTransport> others) => version switch
    {
        UcpVersions.V2026_01_11 => Of0111(shop),
        UcpVersions.V2026_08_25 => Keyed(version, V2026_08_25.SplitPayments.With(shop), [new("rest", Endpoint(shop.BaseUrl, version), "rest.openapi.json")]),
        UcpVersions.V2026_01_23 => Keyed(version, shop, [new("rest", Endpoint(shop.BaseUrl, version), "openapi.json")]),
        _ => Keyed(version, shop, [new("rest", Endpoint(shop.BaseUrl, version), "rest.openapi.json"), .. others]),
    };

    /// <summary>What <c>/.well-known/ucp</c> shows: one release, and where to find the others.</summary>
    public static JsonObject WellKnown(string version, ShopFace shop, IReadOnlyList<UcpTransport> others, IReadOnlyList<string> offered)
    {
        var profile = Leaf(version, shop, others);
        profile["ucp"]!["supported_versions"] = new JsonObject(offered.Where(v => v != version)
            .Select(v => KeyValuePair.Create(v, (JsonNode?)$"{Endpoint(shop.BaseUrl, v)}/profile")));
        return profile;
    }

    private static JsonObject Keyed(string version, ShopFace shop, IReadOnlyList<UcpTransport> transports) => new()
    {
        ["ucp"] = new JsonObject
        {
            ["version"] = version,
            ["services"] = new JsonObject
            {
                [Service] = WireWriter.Array(transports.Select(t => new JsonObject
                {
                    ["version"] = version,
                    ["transport"] = t.Name,
                    ["endpoint"] = t.Endpoint,
                    ["spec"] = $"{Site}/{version}/specification/overview",
                }.Maybe("schema", t.Schema is null ? null : $"{Site}/{version}/services/shopping/{t.Schema}"))),
            },
            ["capabilities"] = new JsonObject(UcpCapabilities.In(version, shop).Select(c => KeyValuePair.Create(c.Name, (JsonNode?)new JsonArray { Described(V2026_04_08.Presenter.Capability(c, version), c, version, shop) }))),
            ["payment_handlers"] = V2026_04_08.Presenter.Handlers(shop),
        },
    };

    private static JsonObject Of0111(ShopFace shop)
    {
        const string version = UcpVersions.V2026_01_11;
        return new()
        {
            ["ucp"] = new JsonObject
            {
                ["version"] = version,
                ["services"] = new JsonObject
                {
                    [Service] = new JsonObject
                    {
                        ["version"] = version,
                        ["spec"] = $"{Site}/{version}/specification/overview",
                        ["rest"] = new JsonObject
                        {
                            ["schema"] = $"{Site}/{version}/services/shopping/openapi.json",
                            ["endpoint"] = Endpoint(shop.BaseUrl, version),
                        },
                    },
                },
                ["capabilities"] = WireWriter.Array(UcpCapabilities.In(version, shop).Select(c => Described(new JsonObject { ["name"] = c.Name, ["version"] = version }
                    .Maybe("extends", c.Extends.Count > 0 ? c.Extends[0] : null), c, version, shop))),
            },
            ["payment"] = new JsonObject { ["handlers"] = V2026_01_11.Presenter.Handlers(shop.PaymentHandlers, shop.BaseUrl) },
        };
    }

    private static JsonObject Described(JsonObject entry, UcpCapability c, string version, ShopFace shop)
    {
        entry["spec"] = $"{Site}/{version}/specification/{(version == UcpVersions.V2026_08_25 ? c.LaterPage ?? c.Page : c.Page)}";
        entry["schema"] = $"{Site}/{version}/schemas/{(c.Name == UcpCapabilities.IdentityLinking ? "common" : "shopping")}/{c.Schema}.json";
        if (c.Name == UcpCapabilities.Ap2) entry["config"] = new JsonObject { ["vp_formats_supported"] = new JsonObject { ["dc+sd-jwt"] = new JsonObject() } };
        if (c.Name == UcpCapabilities.Permalinks) entry["config"] = new JsonObject { ["endpoint"] = shop.BaseUrl + V2026_08_25.Permalink.Path };
        if (c.Name == UcpCapabilities.SplitPayments) entry["config"] = V2026_08_25.SplitPayments.Config(shop);
        if (c.Name == UcpCapabilities.Fulfilment && !UcpVersions.IsOld(version)) entry["config"] = Destinations(shop);
        if (c.Name != UcpCapabilities.IdentityLinking) return entry;

        // the releases before 2026-04-08 describe it in words only
        if (UcpVersions.IsOld(version)) entry["schema"] = entry["spec"]!.DeepClone();
        else entry["config"] = new JsonObject { ["scopes"] = new JsonObject(LinkScopes.Gates.Select(s => KeyValuePair.Create(s, (JsonNode?)new JsonObject { ["description"] = new JsonObject { ["plain"] = LinkScopes.Describe(s) } }))) };
        return entry;
    }

    /// <summary>Goods of one checkout may go to several addresses, and some of them may be collected.</summary>
    private static JsonObject Destinations(ShopFace shop) => new JsonObject
    {
        ["allows_multi_destination"] = new JsonObject { ["shipping"] = true, ["pickup"] = shop.PickupPlaces > 1 },
    }.Maybe("allows_method_combinations", shop.PickupPlaces > 0 ? new JsonArray { new JsonArray { "shipping", "pickup" } } : null);
}
