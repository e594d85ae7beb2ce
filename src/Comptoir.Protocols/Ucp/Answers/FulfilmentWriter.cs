using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>Writes how goods reach the buyer: what can be chosen, what is expected, what happened.</summary>
internal static class FulfilmentWriter
{
    public static JsonObject? Methods(IReadOnlyList<FulfilmentMethod> methods, LinesWriter lines, bool typed = false) => methods.Count == 0 ? null : new()
    {
        ["methods"] = WireWriter.Array(methods.Select(m => new JsonObject
        {
            ["id"] = m.Id,
            ["type"] = m.Type,
            ["line_item_ids"] = WireWriter.Array(m.LineIds),
            ["groups"] = WireWriter.Array(m.Groups.Select(g => Group(g, lines, typed))),
        }
        .Maybe("destinations", WireWriter.Array(m.Destinations.Select(d => Destination(d, typed))).OrNothing())
        .Maybe("selected_destination_id", m.SelectedDestinationId))),
    };

    /// <summary>One for each group: what the buyer may expect, and where.</summary>
    public static JsonArray Expectations(Order order)
    {
        var quantities = order.Lines.ToDictionary(l => l.Item.Id, l => l.Item.Quantity);
        return WireWriter.Array(order.Fulfilment.SelectMany(m => m.Groups.Select(g =>
        {
            var ids = g.LineIds.Count > 0 ? g.LineIds : m.LineIds;
            var place = m.Destinations.FirstOrDefault(d => d.Id == m.SelectedDestinationId) ?? m.Destinations.FirstOrDefault();
            var option = g.Options.FirstOrDefault(o => o.Id == g.SelectedOptionId) ?? g.Options.FirstOrDefault();
            return new JsonObject
            {
                ["id"] = $"exp_{g.Id}",
                ["line_items"] = WireWriter.Array(ids.Where(quantities.ContainsKey).Select(id => new JsonObject { ["id"] = id, ["quantity"] = quantities[id] })),
                ["method_type"] = m.Type,
                ["destination"] = place is null ? [] : Postal(place.Address),
            }.Maybe("description", option?.Title);
        })));
    }

    public static JsonArray Events(IReadOnlyList<FulfilmentEvent> events) => WireWriter.Array(events.Select(e => new JsonObject
    {
        ["id"] = e.Id,
        ["occurred_at"] = WireWriter.Moment(e.At),
        ["type"] = e.Type,
        ["line_items"] = WireWriter.Array(e.Lines.Select(l => new JsonObject { ["id"] = l.LineId, ["quantity"] = l.Quantity })),
    }
    .Maybe("tracking_number", e.TrackingNumber)
    .Maybe("tracking_url", WireWriter.Absolute("", e.TrackingUrl))
    .Maybe("carrier", e.Carrier)
    .Maybe("description", e.Description)));

    public static JsonObject Postal(Address a) => new JsonObject()
        .Maybe("first_name", a.FirstName)
        .Maybe("last_name", a.LastName)
        .Maybe("street_address", a.Street)
        .Maybe("extended_address", a.Extended)
        .Maybe("address_locality", a.City)
        .Maybe("address_region", a.Region)
        .Maybe("postal_code", a.PostalCode)
        .Maybe("address_country", a.Country)
        .Maybe("phone_number", a.Phone);

    private static JsonObject Destination(Destination d, bool typed)
    {
        var written = d.Name is not null ? new() { ["name"] = d.Name, ["address"] = Postal(d.Address) } : Postal(d.Address);
        written.Insert(0, "id", d.Id);
        return written.Maybe("type", typed ? d.Name is not null ? "business_location" : "shipping_address" : null);
    }

    private static JsonObject Group(FulfilmentGroup g, LinesWriter lines, bool typed) => new JsonObject
    {
        ["id"] = g.Id,
        ["line_item_ids"] = WireWriter.Array(g.LineIds),
    }
    .Maybe("options", WireWriter.Array(g.Options.Select(o => new JsonObject
    {
        ["id"] = o.Id,
        ["title"] = o.Title,
        ["totals"] = new JsonArray { lines.Entry("subtotal", o.FullAmount), lines.Entry("total", o.Amount) },
    }
    .Maybe("description", typed && o.Description is not null ? new JsonObject { ["plain"] = o.Description } : o.Description)
    .Maybe("carrier", o.Carrier)
    .Maybe("earliest_fulfillment_time", o.Earliest is { } earliest ? WireWriter.Moment(earliest) : null)
    .Maybe("latest_fulfillment_time", o.Latest is { } latest ? WireWriter.Moment(latest) : null))).OrNothing())
    .Maybe("selected_option_id", g.SelectedOptionId);
}
