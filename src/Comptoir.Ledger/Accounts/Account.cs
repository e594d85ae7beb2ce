using System.Text.Json.Serialization;

namespace Comptoir.Ledger.Accounts;

/// <summary>The side on which an account's balance normally stands: assets and expenses on the debit side, the others on the credit side.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountKind>))]
public enum AccountKind { Asset, Liability, Equity, Income, Expense }

/// <summary>What an account's balance may never become.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountLimit>))]
public enum AccountLimit
{
    /// <summary>Any balance; posting never waits for another posting.</summary>
    None,

    /// <summary>
    /// The balance less what is reserved stays at zero or above: gift cards, store credit, budgets. Postings to one such account
    /// wait for each other, so it belongs to one customer, card or budget and is never shared by all sales.
    /// </summary>
    NotBelowZero,
}

/// <summary>A place where one asset is counted. It never changes: what differs is another account.</summary>
/// <param name="Id">Unique in a shop, for example <c>sales:EUR</c>.</param>
/// <param name="Party">Who it belongs to or is owed by: <c>shop</c>, <c>psp:test</c>, <c>tax:FR</c>.</param>
/// <param name="Asset">What is counted: see <see cref="Assets.Asset"/>.</param>
public sealed record Account(string Id, string Party, AccountKind Kind, string Asset)
{
    public AccountLimit Limit { get; init; }

    /// <summary>True for assets and expenses: a debit makes the balance greater.</summary>
    [JsonIgnore]
    public bool DebitNormal => Kind is AccountKind.Asset or AccountKind.Expense;
}
