using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Protocols.Acp.Requests;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>Writes where goods can go, by which options, and what was chosen.</summary>
internal sealed class AcpFulfilment(AcpLines lines, string language)
{
    /// <summary>All options of the methods side by side, each once.</summary>
    public JsonArray Options(IEnumerable<FulfilmentMethod> methods) => WireWriter.Array(methods
        .SelectMany(m => m.Groups.SelectMany(g => g.Options).Select(o => (Method: m, Option: o, Id: IdOf(m, o.Id))))
        .DistinctBy(o => o.Id, StringComparer.Ordinal)
        .Select(o => o.Method.Type == "pickup" ? Pickup(o.Method, o.Option, o.Id) : Shipping(o.Option, o.Id)));

    public static JsonArray Selected(IReadOnlyList<FulfilmentMethod> methods, Func<string, string> itemOfLine) => WireWriter.Array(methods
        .SelectMany(m => m.Groups.Where(g => g.SelectedOptionId is not null).Select(g => new JsonObject
        {
            ["type"] = m.Type,
            ["option_id"] = IdOf(m, g.SelectedOptionId!),
            ["item_ids"] = WireWriter.Array((g.LineIds.Count > 0 ? g.LineIds : m.LineIds).Select(itemOfLine)),
        })));

    /// <summary>An address with every member that the schema requires; what the country does not have is empty.</summary>
    public static JsonObject Address(Address a) => new JsonObject
    {
        ["name"] = string.Join(' ', new[] { a.FirstName, a.LastName }.Where(n => !string.IsNullOrWhiteSpace(n))),
        ["line_one"] = a.Street ?? "",
        ["city"] = a.City ?? "",
        ["state"] = a.Region ?? "",
        ["country"] = a.Country ?? "",
        ["postal_code"] = a.PostalCode ?? "",
    }.Maybe("line_two", a.Extended);

    /// <summary>The details as told; null: none.</summary>
    public static JsonObject? Details(JsonObject? carried)
    {
        if (SessionMemory.Of(carried)?["details"] is not JsonObject told) return null;
        var details = new JsonObject()
            .Maybe("name", SessionMemory.Text(told["name"]))
            .Maybe("phone_number", SessionMemory.Text(told["phone_number"]))
            .Maybe("email", AcpPeople.Email(SessionMemory.Text(told["email"])))
            .Maybe("address", SessionMemory.Address(carried) is { } address ? Address(address) : null);
        return details.Count > 0 ? details : null;
    }

    /// <summary>The groups as told, where they hold what the schema wants.</summary>
    public static JsonArray? Groups(JsonObject? carried) => WireWriter.Array((SessionMemory.Of(carried)?["groups"] as JsonArray ?? []).OfType<JsonObject>().Select((g, i) => new JsonObject
    {
        ["id"] = SessionMemory.Text(g["id"]) ?? $"group_{i + 1}",
        ["item_ids"] = WireWriter.Array((g["item_ids"] as JsonArray ?? []).Select(SessionMemory.Text).OfType<string>()),
        ["destination_type"] = SessionMemory.Text(g["destination_type"]) ?? "shipping",
    }
    .Maybe("location_id", SessionMemory.Text(g["location_id"]))
    .Maybe("instructions", SessionMemory.Text(g["instructions"])))).OrNothing();

    private static string IdOf(FulfilmentMethod m, string option) => FulfilmentOptionId.Of(m.Type == "pickup" ? m.SelectedDestinationId : null, option);

    private JsonObject Shipping(FulfilmentOption o, string id) => Common("shipping", o, id)
        .Maybe("carrier", o.Carrier)
        .Maybe("earliest_delivery_time", o.Earliest is { } earliest ? WireWriter.Moment(earliest) : null)
        .Maybe("latest_delivery_time", o.Latest is { } latest ? WireWriter.Moment(latest) : null);

    private JsonObject Pickup(FulfilmentMethod m, FulfilmentOption o, string id)
    {
        var place = m.Destinations.First(d => d.Id == m.SelectedDestinationId);
        var address = Address(place.Address);
        address["name"] = place.Name ?? "";
        var option = Common("pickup", o, id);
        option["location"] = new JsonObject { ["name"] = place.Name ?? place.Id, ["address"] = address };
        option["pickup_type"] = "in_store";
        return option.Maybe("ready_by", o.Earliest is { } ready ? WireWriter.Moment(ready) : null);
    }

    private JsonObject Common(string type, FulfilmentOption o, string id)
    {
        var totals = new JsonArray();
        if (o.FullAmount > o.Amount)
        {
            totals.Add(lines.Entry("fulfillment", o.FullAmount));
            totals.Add(lines.Entry("discount", o.FullAmount - o.Amount));
        }

        totals.Add(lines.Entry("total", o.Amount));
        return new JsonObject { ["type"] = type, ["id"] = id, ["title"] = o.Title, ["totals"] = totals }
            .Maybe("description", o.Description ?? (type == "pickup" ? language == "fr" ? "À retirer sur place" : "Collect it there" : null));
    }
}
