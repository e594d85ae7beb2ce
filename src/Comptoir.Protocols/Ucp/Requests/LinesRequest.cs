using System.Text.Json.Nodes;
using Comptoir.Ordering.Carts;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads what is wanted and with which codes: the part that carts and checkouts share.</summary>
internal static class LinesRequest
{
    private const int MostLines = 200;
    private const int MostCodes = 20;

    /// <summary>Null when the member is absent. Only the item's id and the quantity count; titles and prices are the shop's.</summary>
    public static IReadOnlyList<LineRequest>? Read(WireReader read, JsonObject from)
    {
        if (read.Objects(from, "line_items", "$", MostLines) is not { } lines) return null;
        return [.. lines.Select((line, i) => Line(read, line, $"$.line_items[{i}]"))];
    }

    public static IReadOnlyList<string>? Codes(WireReader read, JsonObject from) =>
        read.Object(from, "discounts", "$") is { } discounts ? read.Texts(discounts, "codes", "$.discounts", MostCodes, 64) ?? [] : null;

    private static LineRequest Line(WireReader read, JsonObject line, string path)
    {
        var item = read.Object(line, "item", path);
        var id = read.Text(item, "id", $"{path}.item", 200);
        if (string.IsNullOrWhiteSpace(id)) read.Refuse("invalid_request", $"{path}.item.id is required.", $"{path}.item.id");
        var quantity = read.Integer(line, "quantity", path);
        if (quantity is null or < 1) read.Refuse("invalid_quantity", $"{path}.quantity must be a whole number of at least 1.", $"{path}.quantity");
        return new(id ?? "", (int)Math.Clamp(quantity ?? 1, 1, int.MaxValue), null, read.Text(line, "id", path, 100));
    }
}
