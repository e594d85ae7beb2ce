using Comptoir.Catalog.Products;

namespace Comptoir.Ordering.Rules;

/// <summary>What a shop takes back beyond and within the law; the text that shoppers read is a policy of the catalogue, this is what the server decides by.</summary>
public sealed record ReturnPolicy
{
    /// <summary>Days from delivery within which a return may be asked for; 0: the shop offers none of its own.</summary>
    public int WindowDays { get; init; } = 30;

    /// <summary>What is not taken back.</summary>
    public IReadOnlyList<ReturnExclusion> Exclusions { get; init; } = [];

    /// <summary>The state in which pieces must come back, shown when a return is asked for: unworn, in its box.</summary>
    public LocalizedText Condition { get; init; } = LocalizedText.Empty;

    /// <summary>The buyer pays for sending back, except for what arrived damaged or wrong.</summary>
    public bool BuyerPaysPostage { get; init; } = true;

    /// <summary>Kept of what was paid for returned pieces, 100 is 1 %; never of a withdrawal or of what arrived damaged or wrong.</summary>
    public int RestockingBasisPoints { get; init; }

    /// <summary>A return within the policy is approved at once; false: an operator decides each.</summary>
    public bool ApprovesItself { get; init; } = true;

    public bool OffersExchange { get; init; } = true;

    public bool OffersStoreCredit { get; init; } = true;

    /// <summary>Where returns go, one line each; empty: the shop's address.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>The legal right of withdrawal applies to consumers there, ISO 3166-1 alpha-2; the European Economic Area unless changed.</summary>
    public IReadOnlyList<string> WithdrawalCountries { get; init; } =
        ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"];

    /// <summary>Days of withdrawal from delivery of the last piece; the law asks for at least 14.</summary>
    public int WithdrawalDays { get; init; } = 14;

    /// <summary>The shop informs buyers of their right before they buy. When it does not, the period is longer by twelve months (Directive 2011/83/EU, Art. 10).</summary>
    public bool InformsOfWithdrawal { get; init; } = true;
}

/// <param name="Id">Of a category (and all below it), a product or a variant.</param>
/// <param name="Reason">hygiene, personalised, perishable, sealed, digital or final_sale.</param>
/// <param name="Withdrawal">Excluded from the legal right of withdrawal too (Directive 2011/83/EU, Art. 16); a final sale never is.</param>
public sealed record ReturnExclusion(string Id, string Reason, bool Withdrawal = true)
{
    public static IReadOnlyList<string> Reasons { get; } = ["hygiene", "personalised", "perishable", "sealed", "digital", "final_sale"];

    /// <summary>Whether the law lets the shop refuse a withdrawal for this.</summary>
    public bool Lawful => Withdrawal && Reason != "final_sale";
}
