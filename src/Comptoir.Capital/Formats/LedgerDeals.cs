using Comptoir.Capital.Deals;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Capital.Formats;

/// <summary>A live ledger as deals: its contracts as what was promised and drawn, its transfers between parties as what was paid.</summary>
public static class LedgerDeals
{
    private const int LongestId = 60;

    /// <param name="contracts">Where each contract stands.</param>
    /// <param name="transfers">Any transfers; those between two parties in a currency count, added up by pair and kind.</param>
    public static DealBook Of(IEnumerable<ContractState> contracts, IEnumerable<Transfer> transfers, IEnumerable<Party> parties)
    {
        var deals = new List<Deal>();
        var known = parties.ToDictionary(p => p.Id, StringComparer.Ordinal);
        string Name(string id) => known.TryGetValue(id, out var party) && party.Name.Length is > 0 and <= 100 ? party.Name : id;
        foreach (var s in contracts.Where(s => IsCurrency(s.Contract.Asset) && s.Contract.Buyer != s.Contract.Seller))
        {
            var c = s.Contract;
            var start = DateOnly.FromDateTime(c.Start.UtcDateTime);
            deals.Add(new(Id(c.Id), start, Name(c.Buyer), Name(c.Seller), DealKinds.Parse(c.Kind) ?? DealKind.Purchase, c.Amount, c.Asset, StatusOf(s))
            {
                Start = start,
                End = DateOnly.FromDateTime(c.End.UtcDateTime),
                Drawn = s.Drawn,
                Trigger = c.Condition,
                TakeOrPay = c.TakeOrPay,
                Confidence = "high",
                Note = c.Title,
                Source = new(c.Evidence ?? c.Title, "", null, $"/console/ledger/contracts#{Uri.EscapeDataString(c.Id)}"),
            });
        }

        var sums = new SortedDictionary<(string Payer, string Payee, string Kind, string Asset), (long Amount, DateTimeOffset First, int Count)>();

        // what somebody earns or bears; settling what is owed moves no more, and what a contract caused is in its deal
        foreach (var t in transfers.Where(t => t.Posts > 0 && t.Debit.Party != t.Credit.Party && IsCurrency(t.Asset) && (IsResult(t.Debit) || IsResult(t.Credit)) && t.Cause?.StartsWith("contract:", StringComparison.Ordinal) != true))
        {
            var key = (t.Debit.Party, t.Credit.Party, t.Kind, t.Asset);
            var sum = sums.GetValueOrDefault(key, (0, t.At, 0));
            sums[key] = (checked(sum.Amount + t.Posts), t.At < sum.First ? t.At : sum.First, sum.Count + 1);
        }

        foreach (var ((payer, payee, kind, asset), sum) in sums)
            deals.Add(new(Id($"{payer}>{payee}:{kind}:{asset}"), DateOnly.FromDateTime(sum.First.UtcDateTime), Name(payer), Name(payee), DealKind.Purchase, sum.Amount, asset, DealStatus.Paid)
            {
                Confidence = "high",
                Drawn = sum.Amount,
                TermYears = 1,
                Note = $"{kind}, {sum.Count} transfers",
                Source = new($"Ledger: {kind}", "", null, $"/console/ledger/transfers?kind={Uri.EscapeDataString(kind)}"),
            });
        var unique = deals.GroupBy(d => d.Id).SelectMany(g => g.Select((d, i) => i == 0 ? d : d with { Id = Id($"{i + 1}#{d.Id}") })).Where(d => d.Payer != d.Payee).DistinctBy(d => d.Id);
        return DealBook.Of(unique, parties: known.Values.Where(p => p.Parent is not null).DistinctBy(p => Name(p.Id)).Select(p => new PartyFacts(Name(p.Id), Name(p.Parent!), "USD", null, null, null, null, "ledger")));
    }

    /// <summary>Stays within the length of an id and differs where the whole differs.</summary>
    private static string Id(string text) => text.Length <= LongestId ? text : text[..(LongestId - 9)] + "~" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..8];

    private static bool IsResult(Account account) => account.Kind is AccountKind.Income or AccountKind.Expense;

    private static bool IsCurrency(string asset) => asset.Length == 3 && Asset.Parse(asset) is { IsMemo: false };

    private static DealStatus StatusOf(ContractState s) => s.Status switch
    {
        LifecycleStatus.Exhausted => DealStatus.Paid,
        LifecycleStatus.Canceled => DealStatus.Cancelled,
        LifecycleStatus.Expired => DealStatus.Ended,
        _ => s.Contract.InForce ? DealStatus.Signed : DealStatus.Conditional,
    };
}
