using System.Collections.Concurrent;
using Comptoir.Ledger.Accounts;

namespace Comptoir.Storage.Ledger;

/// <summary>Accounts that are on disk for sure. Spares a post the look at them; nothing rests on it, since accounts never change or go away.</summary>
internal sealed class KnownAccounts
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string ShopId, string Id), Account> _accounts = new();

    public bool Has(string shopId, Account account) => _accounts.TryGetValue((shopId, account.Id), out var known) && known == account;

    /// <summary>To be called when the commit that made them, or the read that found them, is done.</summary>
    public void Remember(string shopId, IEnumerable<Account> accounts)
    {
        foreach (var account in accounts)
        {
            // limited accounts are many (one a card or customer) and are locked and read anyway
            if (account.Limit != AccountLimit.None || Has(shopId, account)) continue;
            if (_accounts.Count > Most) _accounts.Clear();
            _accounts[(shopId, account.Id)] = account;
        }
    }
}
