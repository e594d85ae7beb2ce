using System.Text.Json.Serialization;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.Ordering.Rules;

/// <summary>How a shop ships, taxes, discounts and takes money. Edited in the console.</summary>
public sealed record SellingRules
{
    public IReadOnlyList<ShippingRate> Shipping { get; init; } = [];

    public IReadOnlyList<TaxRate> Taxes { get; init; } = [];

    public IReadOnlyList<Promotion> Promotions { get; init; } = [];

    /// <summary>What buyers may claim to be (a member, a student), for promotions that ask for it.</summary>
    public IReadOnlyList<EligibilityClaim> Claims { get; init; } = [];

    public IReadOnlyList<PaymentHandler> PaymentHandlers { get; init; } = [];

    public CaptureTime Capture { get; init; }

    public ReturnPolicy Returns { get; init; } = new();

    public IReadOnlyList<SubscriptionOffer> Subscriptions { get; init; } = [];

    /// <summary>Most pieces of one line.</summary>
    public int MaxQuantity { get; init; } = 999;

    public long Version { get; init; }

    /// <summary>The shop takes money by this handler: any while it lists none, and always what it owes its own customers.</summary>
    /// <param name="lines">What is paid for; null: bought already.</param>
    public bool Takes(string handlerId, IReadOnlyList<LineItem>? lines = null) =>
        PaymentHandlers.Count == 0 || BalanceAccounts.Owns(handlerId) || PaymentHandlers.Any(h => h.Id == handlerId && (lines is null || h.Pays(lines)));
}

/// <summary>When money that a buyer promised is taken: with the order, for shops that ship at once, or with each shipment (with the first one all, where a provider captures only once).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptureTime>))]
public enum CaptureTime { AtOrder, AtShipment }

/// <summary>A shipping price. For each service level the rate that names the country wins over the one for all others.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2; empty: every country that no other rate of the level names.</param>
/// <param name="Price">Minor units of the shop's currency.</param>
/// <param name="FreeFrom">Subtotal after discounts from which it is free, minor units; null: never.</param>
/// <param name="MinDays">Working days to delivery, at the earliest; null: not promised.</param>
/// <param name="Type">shipping or pickup.</param>
/// <param name="LocationId">The place of a pickup.</param>
/// <param name="Goods">Ids of categories, products or variants that travel apart from the rest, by this rate and others that name them alone; empty: everything that no rate names.</param>
public sealed record ShippingRate(
    string Id,
    LocalizedText Title,
    string ServiceLevel,
    IReadOnlyList<string> Countries,
    long Price,
    long? FreeFrom = null,
    int? MinDays = null,
    int? MaxDays = null,
    string? Carrier = null,
    string Type = "shipping",
    string? LocationId = null,
    IReadOnlyList<string>? Goods = null);

/// <param name="Country">ISO 3166-1 alpha-2, or <c>*</c> for all others.</param>
/// <param name="Region">State or province; null: the whole country.</param>
/// <param name="BasisPoints">2000 is 20 %.</param>
public sealed record TaxRate(string Country, string? Region, string Category, int BasisPoints);
