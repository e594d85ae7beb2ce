using System.Globalization;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;
using FsCheck;
using FsCheck.Fluent;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>
/// Any sequence of posts, reservations, resolutions, expiries, repetitions, seals and closings leaves a book that proves itself and that
/// agrees with a book kept in memory. COMPTOIR_LEDGER_RUNS sets how many sequences.
/// </summary>
public abstract class LedgerProperties(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly Account[] Accounts =
    [
        new("cash:EUR", "shop", AccountKind.Asset, "EUR"), new("sales:EUR", "shop", AccountKind.Income, "EUR"), new("fees:EUR", "shop", AccountKind.Expense, "EUR"),
        new("card:1", "c1", AccountKind.Liability, "EUR") { Limit = AccountLimit.NotBelowZero }, new("budget:1", "shop", AccountKind.Asset, "EUR") { Limit = AccountLimit.NotBelowZero },
        new("cash:USD", "shop", AccountKind.Asset, "USD"), new("debt:USD", "shop", AccountKind.Liability, "USD"),
    ];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Frequency((10, Gen.Constant("post")), (5, Gen.Constant("pend")), (4, Gen.Constant("settle")), (2, Gen.Constant("void")), (3, Gen.Constant("repeat")), (2, Gen.Constant("seal")), (1, Gen.Constant("expire")), (1, Gen.Constant("close")))
        from a in Gen.Choose(0, Accounts.Length - 1)
        from b in Gen.Choose(0, Accounts.Length - 1)
        from amount in Gen.Choose(1, 500)
        from day in Gen.Choose(0, 120)
        from pick in Gen.Choose(0, 1000)
        select new Step(kind, a, b, amount, day, pick);

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("COMPTOIR_LEDGER_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 6;

    [Fact]
    public void Any_sequence_of_operations_keeps_the_book_sound_and_counts_everything_once()
    {
        var shop = 0;
        Prop.ForAll(Steps.ListOf(60).ToArbitrary(), steps => PlayAsync($"shop_{shop++}", [.. steps]).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    private async Task PlayAsync(string shopId, IReadOnlyList<Step> steps)
    {
        var ledger = new LedgerService(Stores.Ledger, TimeProvider.System);
        var upkeep = new LedgerUpkeep(Stores.Ledger, TimeProvider.System);
        var model = new Model();
        foreach (var (step, number) in steps.Select((s, i) => (s, i)))
        {
            switch (step.Kind)
            {
                case "seal": await Stores.Ledger.SealAsync(shopId, 1 + (step.Pick % 9), None); break;
                case "close":
                    var closed = await ledger.CloseAsync(shopId, DateOnly.FromDateTime(Start.AddDays(step.Day).UtcDateTime), "test", null, None);
                    if (closed.Close is not null) foreach (var entry in await Stores.Ledger.GetTransfersAsync(shopId, new() { Cause = $"closing:{closed.Close.Through:yyyy-MM-dd}" }, None)) model.Apply(entry);
                    break;
                case "expire":
                    foreach (var pending in await Stores.Ledger.GetExpiredAsync(shopId, DateTimeOffset.UtcNow, 1000, None)) model.Apply(Expiry.Of(pending));
                    await upkeep.ExpireAsync(shopId, None);
                    break;
                default:
                    if (model.Next(step, number) is not { } transfers) continue;
                    var result = await Stores.Ledger.PostAsync(shopId, new(transfers), None);
                    var expected = model.Expect(transfers);
                    result.Status.ShouldBe(expected, $"{step}: {result.Message}");
                    if (result.Status == PostStatus.Posted) foreach (var t in transfers) model.Apply(t);
                    break;
            }
        }

        var balances = await Stores.Ledger.GetBalancesAsync(shopId, None);
        foreach (var b in balances) (b.Account.Id, b.Debits, b.Credits, b.PendingDebits, b.PendingCredits).ShouldBe(model.Sums(b.Account));
        TrialBalance.Of(balances).ShouldAllBe(t => t.Balanced);
        balances.Where(b => b.Account.Limit == AccountLimit.NotBelowZero).ShouldAllBe(b => b.Available >= 0);
        (await Stores.Ledger.CheckAsync(shopId, null, null, None)).Findings.Select(f => f.ToString()).ShouldBeEmpty();
        await upkeep.SealAsync(shopId, None);
        (await Stores.Ledger.CheckAsync(shopId, null, null, None)).Findings.Select(f => f.ToString()).ShouldBeEmpty();
        (await Stores.Ledger.GetBalancesAsync(shopId, None)).ShouldBe(balances);
    }

    internal sealed record Step(string Kind, int A, int B, int Amount, int Day, int Pick);

    /// <summary>The same book as a list and four sums an account.</summary>
    private sealed class Model
    {
        private readonly Dictionary<string, AccountBalance> _sums = Accounts.ToDictionary(a => a.Id, a => new AccountBalance(a, 0, 0));
        private readonly List<IReadOnlyList<Transfer>> _posted = [];
        private readonly List<Transfer> _pendings = [];
        private readonly HashSet<string> _resolved = [];
        private readonly HashSet<string> _ids = [];

        public IReadOnlyList<Transfer>? Next(Step s, int number)
        {
            var (debit, credit) = (Accounts[s.A], Accounts[s.B]);
            var at = Start.AddDays(s.Day);
            switch (s.Kind)
            {
                case "repeat": return _posted.Count == 0 ? null : _posted[s.Pick % _posted.Count];
                case "settle" or "void":
                    if (_pendings.Count == 0) return null;
                    var pending = _pendings[s.Pick % _pendings.Count];
                    return [s.Kind == "void" ? pending.ToVoid($"t{number}", at) : pending.ToPost($"t{number}", 1 + (s.Amount % pending.Amount), at)];
                default:
                    if (debit.Asset != credit.Asset || debit.Id == credit.Id) return null;
                    var transfer = new Transfer($"t{number}", debit, credit, s.Amount, s.Amount % 5 == 0 ? "fee" : "sale", "ord_1", at);
                    if (s.Kind == "pend") transfer = transfer with { Phase = TransferPhase.Pending, ExpiresAt = s.Pick % 3 == 0 ? at : null, AtExpiry = s.Pick % 2 == 0 ? AtExpiry.Release : AtExpiry.Settle };
                    return s.Pick % 4 == 0 ? [transfer, transfer with { Id = $"t{number}b", Amount = 1 + (s.Amount / 2) }] : [transfer];
            }
        }

        public PostStatus Expect(IReadOnlyList<Transfer> transfers)
        {
            if (transfers.All(t => _ids.Contains(t.Id))) return PostStatus.AlreadyPosted;
            if (transfers.Any(t => t.PendingId is { } p && _resolved.Contains(p))) return PostStatus.PendingResolved;
            var after = _sums.Values.Select(sum => transfers.Aggregate(sum, (s, t) => s.After(t))).ToList();
            return after.Any(s => s.Account.Limit == AccountLimit.NotBelowZero && s.Available < 0) ? PostStatus.InsufficientBalance : PostStatus.Posted;
        }

        public void Apply(Transfer t)
        {
            if (!_ids.Add(t.Id)) return;
            foreach (var id in new[] { t.Debit.Id, t.Credit.Id }) _sums[id] = _sums.GetValueOrDefault(id, new(id == t.Debit.Id ? t.Debit : t.Credit, 0, 0)).After(t);
            if (t.Phase == TransferPhase.Pending) _pendings.Add(t);
            if (t.PendingId is { } pending) _resolved.Add(pending);
            _posted.Add([t]);
        }

        public (string Id, long Debits, long Credits, long PendingDebits, long PendingCredits) Sums(Account account) =>
            _sums[account.Id] is var s ? (account.Id, s.Debits, s.Credits, s.PendingDebits, s.PendingCredits) : default;
    }
}
