using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>
/// Reads what is wanted. The released schemas have no place for a quantity in a request (issue 264 of the specification), their own
/// examples use one: it is taken when it is there, one piece otherwise, and an item named twice counts twice. Lines in the form of an
/// answer (<c>{"id": line, "item": {"id": item}, "quantity": 2}</c>) and the older name <c>items</c> are understood too.
/// </summary>
internal static class LinesRequest
{
    private const int MostLines = 200;
    private const int MostCodes = 20;

    /// <summary>Null when the member is absent.</summary>
    public static IReadOnlyList<LineRequest>? Read(WireReader read, JsonObject body, bool required)
    {
        var name = body.ContainsKey("line_items") || !body.ContainsKey("items") ? "line_items" : "items";
        var lines = read.Objects(body, name, "$", MostLines);
        if ((lines is null && (required || body.ContainsKey(name))) || lines is { Count: 0 })
            read.Refuse("missing_required_field", $"$.{name} must name at least one item.", $"$.{name}");
        return lines is null ? null : [.. lines.Select((line, i) => Line(read, line, $"$.{name}[{i}]"))];
    }

    /// <summary>Codes from <c>discounts.codes</c> and the older <c>coupons</c>; null when neither is there. Null clears.</summary>
    public static IReadOnlyList<string>? Codes(WireReader read, JsonObject body)
    {
        if (!body.ContainsKey("discounts") && !body.ContainsKey("coupons")) return null;
        var codes = read.Texts(read.Object(body, "discounts", "$"), "codes", "$.discounts", MostCodes, 64) ?? [];
        var coupons = read.Texts(body, "coupons", "$", MostCodes, 64) ?? [];
        return [.. codes, .. coupons.Where(c => !codes.Contains(c, StringComparer.OrdinalIgnoreCase))];
    }

    private static LineRequest Line(WireReader read, JsonObject line, string path)
    {
        var nested = read.Object(line, "item", path);
        var id = nested is null ? read.Text(line, "id", path, 200) : read.Text(nested, "id", $"{path}.item", 200);
        if (string.IsNullOrWhiteSpace(id)) read.Refuse("missing_required_field", $"{path}.id is required.", nested is null ? $"{path}.id" : $"{path}.item.id");
        var quantity = read.Integer(line, "quantity", path) ?? read.Integer(nested, "quantity", $"{path}.item") ?? 1;
        if (quantity < 1) read.Refuse("invalid_quantity", $"{path}.quantity must be a whole number of at least 1.", $"{path}.quantity");
        var seen = read.Integer(line, "unit_amount", path) ?? read.Integer(nested, "unit_amount", $"{path}.item");
        return new(id ?? "", (int)Math.Clamp(quantity, 1, int.MaxValue), seen, nested is null ? null : read.Text(line, "id", path, 100));
    }
}
