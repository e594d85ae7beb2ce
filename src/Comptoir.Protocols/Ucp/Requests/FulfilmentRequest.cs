using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads how and where the goods should go. Ids may be left out; the service matches by place and order.</summary>
internal static class FulfilmentRequest
{
    private const int Most = 50;

    /// <summary>Null when the member is absent.</summary>
    public static IReadOnlyList<MethodRequest>? Read(WireReader read, JsonObject body)
    {
        if (read.Object(body, "fulfillment", "$") is not { } fulfilment) return null;
        var methods = read.Objects(fulfilment, "methods", "$.fulfillment", 10) ?? [];
        return [.. methods.Select((m, i) => Method(read, m, $"$.fulfillment.methods[{i}]"))];
    }

    private static MethodRequest Method(WireReader read, JsonObject o, string path)
    {
        var type = read.Text(o, "type", path, 20) ?? "shipping";
        if (type is not ("shipping" or "pickup")) read.Refuse("invalid_request", $"{path}.type must be shipping or pickup.", $"{path}.type");
        return new(
            read.Text(o, "id", path, 100),
            type,
            read.Texts(o, "line_item_ids", path, 200),
            [.. (read.Objects(o, "destinations", path, Most) ?? []).Select((d, i) => Destination(read, d, $"{path}.destinations[{i}]"))],
            read.Text(o, "selected_destination_id", path, 100),
            [.. (read.Objects(o, "groups", path, Most) ?? []).Select((g, i) =>
                new GroupRequest(read.Text(g, "id", $"{path}.groups[{i}]", 100), read.Text(g, "selected_option_id", $"{path}.groups[{i}]", 100)))]);
    }

    /// <summary>An address, or a place to collect whose address is a member of its own.</summary>
    private static Address Destination(WireReader read, JsonObject o, string path) =>
        read.Object(o, "address", path) is { } place
            ? BuyerRequest.Address(read, place, $"{path}.address") with { Id = read.Text(o, "id", path, 100) }
            : BuyerRequest.Address(read, o, path);
}
