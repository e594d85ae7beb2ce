using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>The buyer's circumstances as the agent tells them. They guide, they do not bind.</summary>
/// <param name="Language">One of the shop's languages; null when not said or not spoken here.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null when not said.</param>
/// <param name="Currency">The currency wished for; null when not said.</param>
/// <param name="Claims">What the buyer claims to be; null when not said.</param>
internal sealed record ContextRequest(string? Language, string? Country, string? Currency, IReadOnlyList<string>? Claims)
{
    public static ContextRequest Read(WireReader read, JsonObject? from, Shop shop)
    {
        const string path = "$.context";
        var o = read.Object(from, "context", "$");
        var country = read.Text(o, "address_country", path, 60)?.Trim().ToUpperInvariant();
        var currency = CurrencyOf(read, o, path);
        return new(Spoken(shop, read.Text(o, "language", path, 35)), country is { Length: 2 } ? country : null, currency, read.Texts(o, "eligibility", path, 20));
    }

    /// <summary>A member <c>currency</c>; refused when it is no currency.</summary>
    public static string? CurrencyOf(WireReader read, JsonObject? o, string path)
    {
        var currency = read.Text(o, "currency", path, 10);
        if (currency is not null && !Currencies.IsKnown(currency))
            read.Refuse("invalid_currency", $"{path}.currency must be an ISO 4217 code such as EUR.", $"{path}.currency");
        return currency;
    }

    /// <summary>The shop's language that fits a tag such as <c>fr-CA</c>; null when it has none.</summary>
    public static string? Spoken(Shop shop, string? tag) =>
        tag is null ? null : shop.Languages.FirstOrDefault(l => tag.Equals(l, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(l + "-", StringComparison.OrdinalIgnoreCase));
}
