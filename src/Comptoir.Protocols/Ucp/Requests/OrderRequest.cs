using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads what 2026-01-11's order PUT may add to an order.</summary>
internal static class OrderRequest
{
    private const int Most = 200;

    public static IReadOnlyList<FulfilmentEvent> Events(WireReader read, JsonObject body)
    {
        var fulfilment = read.Object(body, "fulfillment", "$");
        return [.. (read.Objects(fulfilment, "events", "$.fulfillment", Most) ?? []).Select((e, i) =>
        {
            var path = $"$.fulfillment.events[{i}]";
            return new FulfilmentEvent(
                Required(read, e, "id", path),
                Required(read, e, "type", path),
                Moment(read, e, path),
                Lines(read, e, path),
                read.Text(e, "description", path),
                read.Text(e, "carrier", path, 100),
                read.Text(e, "tracking_number", path, 100),
                WireWriter.Absolute("", read.Text(e, "tracking_url", path, 1000)));
        })];
    }

    public static IReadOnlyList<Adjustment> Adjustments(WireReader read, JsonObject body) =>
        [.. (read.Objects(body, "adjustments", "$", Most) ?? []).Select((a, i) =>
        {
            var path = $"$.adjustments[{i}]";
            var status = Required(read, a, "status", path);
            if (status is not ("pending" or "completed" or "failed")) read.Refuse("invalid_request", $"{path}.status must be pending, completed or failed.", $"{path}.status");
            return new Adjustment(Required(read, a, "id", path), Required(read, a, "type", path), status, Moment(read, a, path), Lines(read, a, path), Math.Abs(Math.Clamp(read.Integer(a, "amount", path) ?? 0, -1_000_000_000_000, 1_000_000_000_000)), read.Text(a, "description", path));
        })];

    private static IReadOnlyList<LineQuantity> Lines(WireReader read, JsonObject o, string path) =>
        [.. (read.Objects(o, "line_items", path, Most) ?? []).Select((l, i) => new LineQuantity(
            Required(read, l, "id", $"{path}.line_items[{i}]"),
            (int)Math.Clamp(read.Integer(l, "quantity", $"{path}.line_items[{i}]") ?? 0, 0, int.MaxValue)))];

    private static DateTimeOffset Moment(WireReader read, JsonObject o, string path)
    {
        if (DateTimeOffset.TryParse(Required(read, o, "occurred_at", path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return at;
        read.Refuse("invalid_request", $"{path}.occurred_at must be a moment such as 2026-01-11T08:30:00Z.", $"{path}.occurred_at");
        return default;
    }

    private static string Required(WireReader read, JsonObject o, string name, string path)
    {
        if (read.Text(o, name, path, 200) is { Length: > 0 } text) return text;
        read.Refuse("invalid_request", $"{path}.{name} is required.", $"{path}.{name}");
        return "";
    }
}
