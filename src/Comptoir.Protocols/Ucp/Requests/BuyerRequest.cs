using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads people and addresses.</summary>
internal static class BuyerRequest
{
    public static Buyer? Read(WireReader read, JsonObject? from)
    {
        const string path = "$.buyer";
        if (read.Object(from, "buyer", "$") is not { } o) return null;
        var (first, last) = Names(read, o, path);
        var consent = read.Object(o, "consent", path);
        return new(
            first,
            last,
            read.Text(o, "email", path, 254),
            read.Text(o, "phone_number", path, 40),
            consent is null ? null : new(
                read.Boolean(consent, "analytics", "$.buyer.consent"),
                read.Boolean(consent, "preferences", "$.buyer.consent"),
                read.Boolean(consent, "marketing", "$.buyer.consent"),
                read.Boolean(consent, "sale_of_data", "$.buyer.consent")));
    }

    /// <summary>A postal address, with its id where it is a destination.</summary>
    public static Address Address(WireReader read, JsonObject o, string path)
    {
        var (first, last) = Names(read, o, path);
        var country = read.Text(o, "address_country", path, 60)?.Trim().ToUpperInvariant();
        if (country is { Length: > 0 } and not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            read.Refuse("invalid_country", $"{path}.address_country must be a two-letter ISO 3166-1 code.", $"{path}.address_country");
        return new(
            read.Text(o, "id", path, 100),
            first,
            last,
            read.Text(o, "street_address", path, 200),
            read.Text(o, "extended_address", path, 200),
            read.Text(o, "address_locality", path, 100),
            read.Text(o, "address_region", path, 100),
            read.Text(o, "postal_code", path, 20),
            country is { Length: > 0 } ? country : null,
            read.Text(o, "phone_number", path, 40));
    }

    /// <summary>2026-01-11 also knew a full name; its last word is taken for the family name.</summary>
    private static (string? First, string? Last) Names(WireReader read, JsonObject o, string path)
    {
        var (first, last) = (read.Text(o, "first_name", path, 100), read.Text(o, "last_name", path, 100));
        if (first is not null || last is not null) return (first, last);
        var full = read.Text(o, "full_name", path, 200)?.Trim();
        return full?.LastIndexOf(' ') is int space and > 0 ? (full[..space], full[(space + 1)..]) : (full, null);
    }
}
