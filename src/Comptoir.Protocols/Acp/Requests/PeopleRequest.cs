using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>Reads buyers and addresses.</summary>
internal static class PeopleRequest
{
    /// <summary>Null when the member is absent or null.</summary>
    public static Buyer? Buyer(WireReader read, JsonObject body, Consent? consent)
    {
        if (read.Object(body, "buyer", "$") is not { } buyer) return null;
        var (first, last) = (read.Text(buyer, "first_name", "$.buyer", 200), read.Text(buyer, "last_name", "$.buyer", 200));
        if (first is null && last is null) (first, last) = Split(read.Text(buyer, "full_name", "$.buyer", 400));
        return new(first, last, read.Text(buyer, "email", "$.buyer", 300), read.Text(buyer, "phone_number", "$.buyer", 100), consent);
    }

    /// <summary>An address; what the schema requires may be empty, since many countries have no states.</summary>
    public static Address Address(WireReader read, JsonObject o, string path, string? phone = null)
    {
        var (first, last) = Split(read.Text(o, "name", path, 300));
        return new(
            null,
            first,
            last,
            Given(read.Text(o, "line_one", path, 300)),
            Given(read.Text(o, "line_two", path, 300)) ?? Given(read.Text(o, "company", path, 300)),
            Given(read.Text(o, "city", path, 200)),
            Given(read.Text(o, "state", path, 200)),
            Given(read.Text(o, "postal_code", path, 50)),
            Given(read.Text(o, "country", path, 60)),
            Given(phone));
    }

    /// <summary>The last word is taken for the family name.</summary>
    public static (string? First, string? Last) Split(string? name)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name)) return (null, null);
        var space = name.LastIndexOf(' ');
        return space < 0 ? (name, null) : (name[..space].TrimEnd(), name[(space + 1)..]);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
