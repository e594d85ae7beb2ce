using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// The business profile: what this server really offers, in each release's shape. The shop's keys for signatures are added by the endpoint.
/// </summary>
internal static class UcpProfile
{
    private const string Service = "dev.ucp.shopping";
    private const string Site = "https://ucp.dev";

    /// <summary>Address of the REST endpoint of a release.</summary>
    public static string Endpoint(string baseUrl, string version) => $"{baseUrl}/ucp/{version}";

    /// <summary>The profile of one release; it names no others.</summary>
    /// <param name="mcp">The MCP endpoint is there.</param>
    public static JsonObject Leaf(string version, string baseUrl, IReadOnlyList<PaymentHandler> handlers, bool mcp) =>
        version == UcpVersions.V2026_01_11 ? Of0111(baseUrl, handlers) : Of0408(baseUrl, handlers, mcp);

    /// <summary>What <c>/.well-known/ucp</c> shows: one release, and where to find the others.</summary>
    public static JsonObject WellKnown(string version, string baseUrl, IReadOnlyList<PaymentHandler> handlers, bool mcp)
    {
        var profile = Leaf(version, baseUrl, handlers, mcp);
        profile["ucp"]!["supported_versions"] = new JsonObject(UcpVersions.Supported.Where(v => v != version)
            .Select(v => KeyValuePair.Create(v, (JsonNode?)$"{Endpoint(baseUrl, v)}/profile")));
        return profile;
    }

    private static JsonObject Of0408(string baseUrl, IReadOnlyList<PaymentHandler> handlers, bool mcp)
    {
        const string version = UcpVersions.V2026_04_08;
        JsonObject Transport(string name, string endpoint, string schema) => new()
        {
            ["version"] = version,
            ["transport"] = name,
            ["endpoint"] = endpoint,
            ["spec"] = $"{Site}/{version}/specification/overview",
            ["schema"] = $"{Site}/{version}/services/shopping/{schema}",
        };
        var transports = new JsonArray { Transport("rest", Endpoint(baseUrl, version), "rest.openapi.json") };
        if (mcp) transports.Add(Transport("mcp", $"{baseUrl}/mcp", "mcp.openrpc.json"));
        return new()
        {
            ["ucp"] = new JsonObject
            {
                ["version"] = version,
                ["services"] = new JsonObject { [Service] = transports },
                ["capabilities"] = new JsonObject(UcpCapabilities.In(version).Select(c => KeyValuePair.Create(c.Name, (JsonNode?)new JsonArray { Described(V2026_04_08.Presenter.Capability(c), c, version) }))),
                ["payment_handlers"] = V2026_04_08.Presenter.Handlers(new(baseUrl, handlers, [])),
            },
        };
    }

    private static JsonObject Of0111(string baseUrl, IReadOnlyList<PaymentHandler> handlers)
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
                            ["endpoint"] = Endpoint(baseUrl, version),
                        },
                    },
                },
                ["capabilities"] = WireWriter.Array(UcpCapabilities.In(version).Select(c => Described(new JsonObject { ["name"] = c.Name, ["version"] = version }
                    .Maybe("extends", c.Extends.Count > 0 ? c.Extends[0] : null), c, version))),
            },
            ["payment"] = new JsonObject { ["handlers"] = V2026_01_11.Presenter.Handlers(handlers, baseUrl) },
        };
    }

    private static JsonObject Described(JsonObject entry, UcpCapability c, string version)
    {
        entry["spec"] = $"{Site}/{version}/specification/{c.Page}";
        entry["schema"] = $"{Site}/{version}/schemas/{(c.Name == UcpCapabilities.IdentityLinking ? "common" : "shopping")}/{c.Schema}.json";
        if (c.Name == UcpCapabilities.IdentityLinking && version == UcpVersions.V2026_04_08)
            entry["config"] = new JsonObject { ["scopes"] = new JsonObject(LinkScopes.Gates.Select(s => KeyValuePair.Create(s, (JsonNode?)new JsonObject { ["description"] = new JsonObject { ["plain"] = LinkScopes.Describe(s) } }))) };
        return entry;
    }
}
