using System.Collections.Concurrent;
using System.Collections.Frozen;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using Comptoir.Ledger;

namespace Comptoir.Compute;

/// <summary>What a shop's setup, prices, contracts and keys are, as one moment saw them.</summary>
/// <param name="Revision">Of the documents that it was read from.</param>
public sealed record ShopCompute(string ShopId, long Revision, ComputeSetup Setup, PriceBook Prices, IReadOnlyList<ContractTerms> Terms, IReadOnlyList<ContractStanding> Standings, FrozenDictionary<string, VirtualKey> Keys);

/// <summary>Keeps every shop's view in memory. Read again when a document changed (looked for once a second) and every half minute for what was spent.</summary>
public sealed class ComputeViews(IComputeStore store, ILedgerStore ledger, TimeProvider time)
{
    internal const string SetupKind = "setup";
    internal const string PriceKind = "price";
    internal const string ContractKind = "contract";
    internal const string KeyKind = "key";

    private const int DaysShown = 91;
    private static readonly TimeSpan Looked = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooOld = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, View> _views = new(StringComparer.Ordinal);

    /// <summary>At most five seconds old, and one while calls come in.</summary>
    public async ValueTask<ShopCompute> GetAsync(string shopId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_views.TryGetValue(shopId, out var view) || now - view.LookedAt > TooOld) return (await ReadAsync(shopId, view, ct)).Compute;
        if (now - view.LookedAt > Looked && Interlocked.Exchange(ref view.Reading, 1) == 0) _ = RefreshAsync(shopId, view);
        return view.Compute;
    }

    /// <summary>Callers name a shop in their key; a name that is none must not make a view.</summary>
    public async ValueTask<bool> HasShopAsync(string shopId, CancellationToken ct)
    {
        if (_views.ContainsKey(shopId)) return true;
        return (await store.GetShopsAsync(ct)).Contains(shopId);
    }

    /// <summary>Read now, for a command or after a change.</summary>
    public async Task<ShopCompute> FreshAsync(string shopId, CancellationToken ct) => (await ReadAsync(shopId, null, ct)).Compute;

    private async Task RefreshAsync(string shopId, View view)
    {
        try
        {
            await ReadAsync(shopId, view, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // the view that is there serves on until it is too old; then the caller hears of it
            Interlocked.Exchange(ref view.Reading, 0);
        }
    }

    private async Task<View> ReadAsync(string shopId, View? before, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var revision = await store.GetRevisionAsync(shopId, ct);
        View view;
        if (before is not null && before.Compute.Revision == revision)
        {
            var standings = now - before.CountedAt > Counted ? await StandingsAsync(shopId, before.Compute.Terms, now, ct) : null;
            view = new(standings is null ? before.Compute : before.Compute with { Standings = standings }, now, standings is null ? before.CountedAt : now);
        }
        else
        {
            var setup = (await store.ReadAsync(shopId, SetupKind, ct)).FirstOrDefault() is { } document ? ComputeJson.Read<ComputeSetup>(document.Json) : new();
            var prices = (await store.ReadAsync(shopId, PriceKind, ct)).Select(d => ComputeJson.Read<Price>(d.Json));
            var terms = (await store.ReadAsync(shopId, ContractKind, ct)).Select(d => ComputeJson.Read<ContractTerms>(d.Json)).ToList();
            var keys = (await store.ReadAsync(shopId, KeyKind, ct)).Select(d => ComputeJson.Read<VirtualKey>(d.Json)).ToFrozenDictionary(k => k.Id, StringComparer.Ordinal);
            view = new(new(shopId, revision, setup, new PriceBook(prices), terms, await StandingsAsync(shopId, terms, now, ct), keys), now, now);
        }

        _views[shopId] = view;
        return view;
    }

    private async Task<IReadOnlyList<ContractStanding>> StandingsAsync(string shopId, IReadOnlyList<ContractTerms> terms, DateTimeOffset now, CancellationToken ct)
    {
        if (terms.Count == 0) return [];
        var today = now.ToUnixTimeSeconds() / 86_400;
        var spend = (await store.GetSpendAsync(shopId, SpendBy.Contract, now.AddDays(-DaysShown), now.AddDays(1), ct)).Where(r => r.Day < today).ToLookup(r => r.Key, StringComparer.Ordinal);
        var standings = new List<ContractStanding>();
        foreach (var contract in terms)
        {
            var spent = await ContractLedger.SpentAsync(ledger, shopId, contract, now, ct);
            var byDay = spend[contract.Id].Where(r => r.Currency == contract.Currency).ToDictionary(r => r.Day, r => r.Nano / 1_000_000_000m);
            // the time before the first call says nothing about the pace
            var first = Math.Max(contract.Start.ToUnixTimeSeconds() / 86_400, byDay.Count == 0 ? today : byDay.Keys.Min());
            var daily = first >= today ? [] : Enumerable.Range(0, (int)Math.Min(DaysShown, today - first)).Select(i => byDay.GetValueOrDefault(Math.Max(first, today - DaysShown) + i)).ToList();
            standings.Add(new(contract, spent, daily, await ContractLedger.CreditUsedAsync(ledger, shopId, contract, ct)));
        }

        return standings;
    }

    private sealed class View(ShopCompute compute, DateTimeOffset lookedAt, DateTimeOffset countedAt)
    {
        public int Reading;

        public ShopCompute Compute { get; } = compute;

        public DateTimeOffset LookedAt { get; } = lookedAt;

        public DateTimeOffset CountedAt { get; } = countedAt;
    }
}
