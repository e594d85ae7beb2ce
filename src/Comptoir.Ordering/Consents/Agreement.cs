using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.Ordering.Consents;

/// <summary>What a shopper wants to agree to. The same wish, read again at the moment of the yes, must give the same agreement.</summary>
public sealed record PurchaseWish
{
    /// <summary>A variant, or whatever else names one in the catalogue.</summary>
    public required string ItemId { get; init; }

    public int Pieces { get; init; } = 1;

    /// <summary>Delivery and tax included, minor units of the shop's currency. Null for a subscription: what it costs today.</summary>
    public long? HighestTotal { get; init; }

    /// <summary>Last day, UTC; null: 90 days for a purchase, no end for a subscription.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>For a subscription.</summary>
    public Interval? Every { get; init; }

    public required Buyer Buyer { get; init; }

    /// <summary>With street, city and country.</summary>
    public required Address Address { get; init; }

    /// <summary>With its credential, which goes to the provider at the yes and is never kept.</summary>
    public required PaymentInstrument Instrument { get; init; }

    public required string Language { get; init; }

    /// <summary>Made anew for each agreement that is shown: one yes, sent twice, is one consent.</summary>
    public required string Nonce { get; init; }

    /// <summary>Scheme and host for the links of its e-mails, without a trailing slash; null: those of the configuration.</summary>
    public string? LinkBase { get; init; }
}

/// <summary>An agreement to show. The yes names <see cref="MandateTerms.Hash"/> of its terms.</summary>
/// <param name="Terms">As they would be recorded; the means of payment has no reference yet.</param>
/// <param name="TotalToday">Delivery and tax included, minor units.</param>
/// <param name="InStock">It could be bought now.</param>
public sealed record Agreement(MandateTerms Terms, long TotalToday, bool InStock);
