using Comptoir.Compute.Contracts;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Metering.PriceFiles;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using Comptoir.Ledger.Contracts;

namespace Comptoir.Compute;

/// <summary>What an operator does in this room, for the console and the command line. What is refused is refused with sentences, and nothing is written.</summary>
public sealed class ComputeService
{
    private const int Portion = 500;

    private readonly IComputeStore _store;
    private readonly ComputeViews _views;
    private readonly CallLedger _calls;
    private readonly ContractLedger _contracts;
    private readonly HealthBoard _health;
    private readonly TimeProvider _time;

    internal ComputeService(IComputeStore store, ComputeViews views, CallLedger calls, ContractLedger contracts, HealthBoard health, TimeProvider time) =>
        (_store, _views, _calls, _contracts, _health, _time) = (store, views, calls, contracts, health, time);

    /// <summary>Replaces the setup.</summary>
    public async Task<IReadOnlyList<string>> ApplySetupAsync(string shopId, ComputeSetup setup, CancellationToken ct)
    {
        var problems = SetupCheck.Problems(setup);
        if (problems.Count > 0) return problems;
        var before = (await _store.ReadAsync(shopId, ComputeViews.SetupKind, ct)).FirstOrDefault();
        return await _store.SaveAsync(shopId, [new(ComputeViews.SetupKind, "setup", (before?.Version ?? 0) + 1, ComputeJson.Write(setup))], null, ct) ? [] : ["Somebody else changed the setup at the same moment; apply it again."];
    }

    /// <summary>Adds contracts or new versions of them. What the ledger promised at signing does not change: another commitment is another contract.</summary>
    public async Task<IReadOnlyList<string>> ApplyContractsAsync(string shopId, IReadOnlyList<ContractTerms> contracts, CancellationToken ct)
    {
        var there = (await _views.FreshAsync(shopId, ct)).Terms.ToDictionary(t => t.Id, StringComparer.Ordinal);
        if (contracts.GroupBy(c => c.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) return [$"contract {twice.Key} is there twice."];
        var applied = contracts.Select(c => c with { Version = there.TryGetValue(c.Id, out var before) ? before.Version + 1 : 1 }).ToList();
        var problems = ContractCheck.Problems([.. there.Values.Where(t => applied.TrueForAll(a => a.Id != t.Id)), .. applied]).ToList();
        foreach (var contract in problems.Count > 0 ? [] : applied)
        {
            if (!there.TryGetValue(contract.Id, out var before)) continue;
            if (contract.Provider != before.Provider || contract.Currency != before.Currency) problems.Add($"contract {contract.Id}: provider and currency stay as they were signed.");
            var (now, then) = (ContractLedger.CommitmentOf(contract), ContractLedger.CommitmentOf(before));
            if ((now is null) != (then is null) || (now is not null && (now.Amount, now.Start, now.End) != (then!.Amount, then.Start, then.End))) problems.Add($"contract {contract.Id}: the commitment stays as it was signed; write what is new as another contract.");
        }

        if (problems.Count > 0) return problems;
        foreach (var contract in applied)
        {
            var posting = ContractLedger.Signing(contract, first: contract.Version == 1);
            if (!await _store.SaveAsync(shopId, [new(ComputeViews.ContractKind, contract.Id, contract.Version, ComputeJson.Write(contract))], posting, ct))
                return [$"contract {contract.Id} could not be written: another with this id is in the ledger, or somebody else was faster."];
        }

        return [];
    }

    /// <summary>Adds prices from a public price file; earlier prices stay for calls of their time.</summary>
    /// <exception cref="FormatException">Not a known price file.</exception>
    public async Task<PriceImport> ImportPricesAsync(string shopId, ReadOnlyMemory<byte> json, string fileName, string? provider, DateTimeOffset from, CancellationToken ct)
    {
        var import = PriceFile.Read(json, fileName, provider, from);
        foreach (var portion in import.Prices.Chunk(Portion))
            await _store.SaveAsync(shopId, [.. portion.Select(p => new ComputeDocument(ComputeViews.PriceKind, $"{p.Provider}/{p.Model}@{p.From.UtcDateTime:yyyy-MM-dd'T'HH:mm}", 0, ComputeJson.Write(p)))], null, ct);
        return import;
    }

    /// <summary>Makes a key; its token is known only now.</summary>
    public async Task<(VirtualKey Key, string Token)> MakeKeyAsync(string shopId, string name, Func<VirtualKey, VirtualKey> with, CancellationToken ct)
    {
        var (made, token) = VirtualKey.Make(shopId, name, _time);
        var key = with(made);
        await _store.SaveAsync(shopId, [new(ComputeViews.KeyKind, key.Id, 1, ComputeJson.Write(key))], null, ct);
        return (key, token);
    }

    /// <summary>False: there is no such key, or it was revoked before.</summary>
    public async Task<bool> RevokeKeyAsync(string shopId, string id, CancellationToken ct)
    {
        if ((await _views.FreshAsync(shopId, ct)).Keys.GetValueOrDefault(id) is not { RevokedAt: null } key) return false;
        return await _store.SaveAsync(shopId, [new(ComputeViews.KeyKind, id, key.Version + 1, ComputeJson.Write(key with { Version = key.Version + 1, RevokedAt = _time.GetUtcNow() }))], null, ct);
    }

    public Task<ShopCompute> ViewAsync(string shopId, CancellationToken ct) => _views.FreshAsync(shopId, ct);

    /// <summary>What would be decided for a request, without calling anybody.</summary>
    public async Task<RoutingDecision> RouteAsync(string shopId, RoutingRequest request, CancellationToken ct)
    {
        var shop = await _views.FreshAsync(shopId, ct);
        return Router.Decide(request, new(shop.Setup, shop.Prices, shop.Standings, _health.Snapshot(shop.Setup.Policy)));
    }

    /// <summary>What this process knows of its deployments.</summary>
    public IReadOnlyDictionary<string, DeploymentHealth> Health(RoutingPolicy policy) => _health.Snapshot(policy);

    public Task<IReadOnlyList<CallRecord>> CallsAsync(string shopId, CallFilter filter, CancellationToken ct) => _store.GetCallsAsync(shopId, filter, ct);

    public Task<IReadOnlyList<SpendRow>> SpendAsync(string shopId, SpendBy by, DateTimeOffset from, DateTimeOffset before, CancellationToken ct) => _store.GetSpendAsync(shopId, by, from, before, ct);

    /// <summary>Every contract with its pace and where its commitment stands in the ledger.</summary>
    public async Task<IReadOnlyList<(ContractStanding Standing, Pace? Pace, ContractState? State)>> ContractsAsync(string shopId, CancellationToken ct)
    {
        var (rows, now) = (new List<(ContractStanding, Pace?, ContractState?)>(), _time.GetUtcNow());
        foreach (var standing in (await _views.FreshAsync(shopId, ct)).Standings)
            rows.Add((standing, Pace.Of(standing, now), ContractLedger.CommitmentOf(standing.Terms) is { } contract ? await _contracts.StateAsync(shopId, contract, now, ct) : null));
        return rows;
    }

    public async Task<IReadOnlyList<Alert>> AlertsAsync(string shopId, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var spent = (await _store.GetSpendAsync(shopId, SpendBy.Contract, month, month.AddMonths(1), ct)).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Nano) / 1_000_000_000m, StringComparer.Ordinal);
        return Alert.Of((await _views.FreshAsync(shopId, ct)).Standings, spent, now);
    }

    /// <summary>Replaces an estimated cost by the invoice's; false when there is no such estimate.</summary>
    /// <param name="invoiced">Nano-units of the call's currency.</param>
    public Task<bool> ReconcileAsync(string shopId, string callId, long invoiced, CancellationToken ct) => _calls.ReconcileAsync(shopId, callId, invoiced, ct);

    /// <summary>What is done every so often: lost calls are closed, contracts' accounts brought up to date, old minutes removed. Safe on any number of nodes.</summary>
    public async Task UpkeepAsync(CancellationToken ct)
    {
        foreach (var shopId in await _store.GetShopsAsync(ct))
        {
            await _calls.CloseLostAsync(shopId, ct);
            foreach (var contract in (await _views.GetAsync(shopId, ct)).Terms) await _contracts.TakeAsync(shopId, contract, ct);
            await _store.TidyAsync(shopId, _time.GetUtcNow(), ct);
        }
    }
}
