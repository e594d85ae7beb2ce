using System.Collections.Frozen;

namespace Comptoir.Capital.Deals;

/// <summary>What is promised or given. The payer pays, owes or gives value to the payee.</summary>
public enum DealKind
{
    Equity,
    Acquisition,
    Loan,
    ComputePurchase,
    ChipPurchase,
    Lease,
    Purchase,
    RevenueShare,
    License,

    /// <summary>Payer is the guarantor, payee the party protected.</summary>
    Guarantee,

    /// <summary>Payer must take capacity that stays unsold.</summary>
    Backstop,

    /// <summary>Payer is the issuer.</summary>
    Warrants,
    ShareGrant,
    Option,

    /// <summary>Payer is the party that binds itself.</summary>
    Exclusivity,
    FirstRefusal,
    Distribution,
}

/// <summary>The role of a kind in a circle.</summary>
public enum FlowClass { Funding, Purchase, Shares, Support, Clause }

public static class DealKinds
{
    private static readonly (string Name, DealKind Kind)[] All =
    [
        ("equity_investment", DealKind.Equity), ("acquisition", DealKind.Acquisition), ("loan", DealKind.Loan),
        ("compute_purchase_commitment", DealKind.ComputePurchase), ("chip_purchase", DealKind.ChipPurchase), ("lease_commitment", DealKind.Lease),
        ("purchase", DealKind.Purchase), ("revenue_share", DealKind.RevenueShare), ("license", DealKind.License),
        ("guarantee", DealKind.Guarantee), ("capacity_backstop", DealKind.Backstop),
        ("warrants", DealKind.Warrants), ("equity_grant", DealKind.ShareGrant), ("option", DealKind.Option),
        ("exclusivity", DealKind.Exclusivity), ("first_refusal", DealKind.FirstRefusal), ("distribution", DealKind.Distribution),
    ];

    private static readonly FrozenDictionary<string, DealKind> ByName = All.Concat(
    [
        ("equity", DealKind.Equity), ("investment", DealKind.Equity), ("convertible", DealKind.Equity), ("debt", DealKind.Loan), ("bond", DealKind.Loan),
        ("compute", DealKind.ComputePurchase), ("cloud", DealKind.ComputePurchase), ("compute_purchase", DealKind.ComputePurchase), ("capacity", DealKind.ComputePurchase),
        ("chips", DealKind.ChipPurchase), ("lease", DealKind.Lease), ("rent", DealKind.Lease), ("backstop", DealKind.Backstop),
        ("share_grant", DealKind.ShareGrant), ("licence", DealKind.License), ("right_of_first_refusal", DealKind.FirstRefusal), ("payment", DealKind.Purchase), ("fee", DealKind.Purchase), ("commitment", DealKind.ComputePurchase), ("subscription", DealKind.Purchase),
    ]).ToFrozenDictionary(p => p.Item1, p => p.Item2, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => All.Select(a => a.Name);

    /// <summary>The kind of a name as files write it; null when there is none.</summary>
    public static DealKind? Parse(string name) => ByName.TryGetValue(name.Trim().Replace(' ', '_').Replace('-', '_'), out var kind) ? kind : null;

    public static string NameOf(DealKind kind) => All.First(a => a.Kind == kind).Name;

    public static FlowClass ClassOf(DealKind kind) => kind switch
    {
        DealKind.Equity or DealKind.Acquisition or DealKind.Loan => FlowClass.Funding,
        DealKind.Warrants or DealKind.ShareGrant or DealKind.Option => FlowClass.Shares,
        DealKind.Guarantee or DealKind.Backstop => FlowClass.Support,
        DealKind.Exclusivity or DealKind.FirstRefusal or DealKind.Distribution => FlowClass.Clause,
        _ => FlowClass.Purchase,
    };
}
