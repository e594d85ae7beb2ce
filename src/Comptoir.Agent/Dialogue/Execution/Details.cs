using Comptoir.Agent.Understanding;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Reads and checks the form with the buyer's details.</summary>
internal static class Details
{
    public const string Email = "email";
    public const string FirstName = "first_name";
    public const string LastName = "last_name";
    public const string Street = "street";
    public const string PostalCode = "postal_code";
    public const string City = "city";
    public const string Country = "country";
    public const string Delivery = "delivery";

    /// <summary>The value that stands for collecting at the shop.</summary>
    public const string Pickup = "pickup";

    private const int Longest = 200;

    private static readonly string[] Required = [Email, FirstName, LastName, Street, PostalCode, City, Country];

    /// <summary>Known fields only, trimmed and bounded.</summary>
    public static IReadOnlyDictionary<string, string> Clean(IReadOnlyDictionary<string, string> fields) =>
        Required.Append(Delivery).Where(fields.ContainsKey).ToDictionary(f => f, f => OneLine(fields[f]), StringComparer.Ordinal);

    /// <summary>Ids of the fields that are missing or wrong.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> countries) =>
    [
        .. Required.Where(f => fields.GetValueOrDefault(f) is not { Length: > 0 } value
            || (f == Email && Particulars.Email(value) != value)
            || (f == Country && !countries.Contains(value.ToUpperInvariant()))),
    ];

    public static Buyer BuyerOf(IReadOnlyDictionary<string, string> fields) => new(fields[FirstName], fields[LastName], fields[Email]);

    public static Address AddressOf(IReadOnlyDictionary<string, string> fields) => new(
        FirstName: fields[FirstName], LastName: fields[LastName], Street: fields[Street], City: fields[City], PostalCode: fields[PostalCode], Country: fields[Country].ToUpperInvariant());

    /// <summary>What the checkout already knows, to fill the form with.</summary>
    public static IReadOnlyDictionary<string, string> Of(Checkout checkout, string country)
    {
        var address = checkout.Fulfilment.FirstOrDefault(m => m.Type == "shipping") is { } method
            ? method.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId)?.Address
            : null;
        var known = new Dictionary<string, string?>
        {
            [Email] = checkout.Buyer?.Email,
            [FirstName] = checkout.Buyer?.FirstName ?? address?.FirstName,
            [LastName] = checkout.Buyer?.LastName ?? address?.LastName,
            [Street] = address?.Street,
            [PostalCode] = address?.PostalCode,
            [City] = address?.City,
            [Country] = address?.Country ?? country,
        };
        return known.Where(k => !string.IsNullOrEmpty(k.Value)).ToDictionary(k => k.Key, k => k.Value!, StringComparer.Ordinal);
    }

    private static string OneLine(string? text)
    {
        var line = new string([.. (text ?? "").Take(Longest * 2).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length <= Longest ? line : line[..Longest];
    }
}
