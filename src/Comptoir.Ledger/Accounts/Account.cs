using System.Text.Json.Serialization;

namespace Comptoir.Ledger.Accounts;

/// <summary>The side on which an account's balance normally stands: assets and expenses on the debit side, the others on the credit side.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccountKind>))]
public enum AccountKind { Asset, Liability, Equity, Income, Expense }

/// <summary>A place where one asset is counted.</summary>
/// <param name="Id">Unique in a shop, for example <c>sales:EUR</c>.</param>
/// <param name="Party">Who it belongs to or is owed by: <c>shop</c>, <c>psp:test</c>, <c>tax:FR</c>.</param>
/// <param name="Asset">What is counted: an ISO 4217 currency in minor units, or another asset's smallest unit.</param>
public sealed record Account(string Id, string Party, AccountKind Kind, string Asset);

/// <summary>Sums of all postings of an account. The balance is debits − credits for assets and expenses, else credits − debits.</summary>
public sealed record AccountBalance(Account Account, long Debits, long Credits)
{
    public long Balance => Account.Kind is AccountKind.Asset or AccountKind.Expense ? checked(Debits - Credits) : checked(Credits - Debits);
}
