using System.Text.Json.Nodes;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>
/// ACP's three members about delivery (where to, which option for which items, which groups) as the methods that the services know.
/// What a request leaves out stays as it is.
/// </summary>
internal static class FulfilmentRequest
{
    private const int Most = 50;
    private const string ShipTo = "ship_to";

    /// <summary>Items that travel together.</summary>
    /// <param name="Lines">Ids of lines or items; null: all.</param>
    /// <param name="Option">Our id of the option, without the place.</param>
    private sealed record Part(string Type, IReadOnlyList<string>? Lines, Address? Address, string? Place = null, string? Option = null);

    /// <summary>Null: nothing was said.</summary>
    public static IReadOnlyList<MethodRequest>? Read(WireReader read, JsonObject body, Checkout? current)
    {
        var told = body.ContainsKey("fulfillment_details") || body.ContainsKey("fulfillment_groups") || body.ContainsKey("selected_fulfillment_options");
        if (!told) return null;
        var address = Where(read, read.Object(body, "fulfillment_details", "$"), "$.fulfillment_details");
        var groups = read.Objects(body, "fulfillment_groups", "$", Most);
        var selected = read.Objects(body, "selected_fulfillment_options", "$", Most);
        var cleared = body.ContainsKey("fulfillment_details") && body["fulfillment_details"] is null;

        var parts = groups is { Count: > 0 } ? [.. groups.Select((g, i) => Group(read, g, $"$.fulfillment_groups[{i}]", address ?? Present(current)))]
            : Parts(current) is { Count: > 0 } present ? present
            : (IReadOnlyList<Part>)[new("shipping", null, null)];
        if (groups is null && (address is not null || cleared)) parts = [.. parts.Select(p => p.Type == "shipping" ? p with { Address = address } : p)];
        if (body.ContainsKey("selected_fulfillment_options")) parts = Select(read, parts, selected ?? [], address ?? Present(current), current);
        return [.. parts.Select(Method)];
    }

    private static Address? Where(WireReader read, JsonObject? details, string path) => read.Object(details, "address", path) is { } address
        ? PeopleRequest.Address(read, address, $"{path}.address", read.Text(details, "phone_number", path, 100))
        : null;

    private static Part Group(WireReader read, JsonObject o, string path, Address? fallback)
    {
        var type = read.Text(o, "destination_type", path, 30) ?? "shipping";
        if (type is not ("shipping" or "pickup")) read.Refuse("unsupported", $"{path}.destination_type must be shipping or pickup: nothing else is offered here.", $"{path}.destination_type");
        var items = read.Texts(o, "item_ids", path, 200) ?? [];
        if (items.Count == 0) read.Refuse("missing_required_field", $"{path}.item_ids must name at least one item.", $"{path}.item_ids");
        return new(type, items, Where(read, read.Object(o, "fulfillment_details", path), $"{path}.fulfillment_details") ?? fallback, read.Text(o, "location_id", path, 200));
    }

    private static IReadOnlyList<Part> Select(WireReader read, IReadOnlyList<Part> parts, IReadOnlyList<JsonObject> selected, Address? address, Checkout? current)
    {
        var choices = selected.Select((o, i) =>
        {
            // the specification's own OpenAPI examples put the members below the type
            var path = $"$.selected_fulfillment_options[{i}]";
            var type = read.Text(o, "type", path, 30) ?? "shipping";
            var from = o["option_id"] is null && o[type] is JsonObject below ? below : o;
            var id = read.Text(from, "option_id", path, 300);
            if (string.IsNullOrWhiteSpace(id)) read.Refuse("missing_required_field", $"{path}.option_id is required.", $"{path}.option_id");
            var (place, option) = FulfilmentOptionId.Read(id ?? "");
            return new Part(place is null ? "shipping" : "pickup", read.Texts(from, "item_ids", path, 200) is { Count: > 0 } items ? items : null, address, place, option);
        }).ToList();
        if (choices.Count == 0) return [.. parts.Select(p => p with { Option = null })];
        if (parts.Count == 1 && parts[0].Lines is null)
            return choices.Count == 1 ? [choices[0] with { Lines = null }] : choices;
        return [.. parts.Select(p => choices.FirstOrDefault(c => Meets(c.Lines, p.Lines, current)) is { } chosen
            ? p with { Type = chosen.Type, Option = chosen.Option, Place = chosen.Place ?? p.Place, Address = p.Address ?? address }
            : p)];
    }

    private static bool Meets(IReadOnlyList<string>? chosen, IReadOnlyList<string>? part, Checkout? current)
    {
        if (chosen is null || part is null) return true;
        var known = current?.Lines.Where(l => part.Contains(l.Id) || part.Contains(l.ItemId)).SelectMany(l => new[] { l.Id, l.ItemId }) ?? [];
        return chosen.Any(c => part.Contains(c) || known.Contains(c));
    }

    /// <summary>What the checkout has now.</summary>
    private static IReadOnlyList<Part> Parts(Checkout? current) =>
        [.. (current?.Fulfilment ?? []).Select(m => new Part(
            m.Type,
            current!.Fulfilment.Count > 1 ? m.LineIds : null,
            m.Type == "shipping" && m.Destinations.FirstOrDefault(d => d.Id == m.SelectedDestinationId) is { } place ? place.Address with { Id = null } : null,
            m.Type == "pickup" ? m.SelectedDestinationId : null,
            m.Groups.FirstOrDefault()?.SelectedOptionId))];

    /// <summary>Where it goes now, also while everything is collected.</summary>
    private static Address? Present(Checkout? current) => SessionMemory.Address(current?.Carried)
        ?? Parts(current).Select(p => p.Address).FirstOrDefault(a => a is not null);

    private static MethodRequest Method(Part p) => p.Type == "pickup"
        ? new(null, "pickup", p.Lines, [], p.Place, [new(null, p.Option)])
        : new(null, "shipping", p.Lines, p.Address is null ? [] : [p.Address with { Id = ShipTo }], p.Address is null ? null : ShipTo, [new(null, p.Option)]);
}

/// <summary>ACP lists all options side by side: one that is collected carries its place in its id.</summary>
internal static class FulfilmentOptionId
{
    private const string Pickup = "pickup:";

    public static string Of(string? place, string option) => place is null ? option : $"{Pickup}{place}:{option}";

    public static (string? Place, string Option) Read(string id) =>
        id.StartsWith(Pickup, StringComparison.Ordinal) && id.LastIndexOf(':') is var at && at >= Pickup.Length ? (id[Pickup.Length..at], id[(at + 1)..]) : (null, id);
}
