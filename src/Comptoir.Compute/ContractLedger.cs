using System.Globalization;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Compute;

/// <summary>
/// What calls drew, taken to the contract's own accounts: whole minor units of its commitment, credits, the price of provisioned hours, what
/// is missing at the end. Every step has an id that follows from what stood before it, so that nodes may do it at once and it counts once.
/// </summary>
internal sealed class ContractLedger(ILedgerStore ledger, TimeProvider time)
{
    private const long Nano = 1_000_000_000;

    /// <summary>The ledger's contract for a commitment; null when there is none in the terms.</summary>
    public static Contract? CommitmentOf(ContractTerms terms)
    {
        if (terms.Clauses.OfType<CommitmentClause>().FirstOrDefault() is not { } clause) return null;
        return new(terms.Id, "shop", $"provider:{terms.Provider}", "commitment", terms.Currency, Minor(clause.Amount, terms.Currency), terms.FromOf(clause), terms.UntilOf(clause))
        {
            Title = terms.Title,
            Schedule = [.. clause.Schedule.Select(s => new Due(s.At, Minor(s.Amount, terms.Currency)))],
            TakeOrPay = clause.TakeOrPay,
            Evidence = terms.Evidence,
            Version = terms.Version,
        };
    }

    /// <summary>Drawn by calls so far, in units of the currency, exact.</summary>
    public static async Task<decimal> SpentAsync(ILedgerStore ledger, string shopId, ContractTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        var spent = 0m;
        for (var month = new DateTimeOffset(terms.Start.UtcDateTime.Year, terms.Start.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero); month <= now && month <= terms.End.AddMonths(1); month = month.AddMonths(1))
            if (await ledger.GetBalanceAsync(shopId, CallPostings.Drawn(terms.Id, terms.Currency, month).Id, ct) is { } balance) spent += balance.Balance / (decimal)Nano;
        return spent;
    }

    public static async Task<decimal> CreditUsedAsync(ILedgerStore ledger, string shopId, ContractTerms terms, CancellationToken ct) =>
        terms.Clauses.Any(c => c is CreditClause) && await ledger.GetBalanceAsync(shopId, CreditOf(terms).Id, ct) is { } balance ? balance.Credits / (decimal)Nano : 0;

    /// <summary>Entries that come with terms: the promise, and credit that is given in advance.</summary>
    public static Posting Signing(ContractTerms terms, bool first)
    {
        var transfers = new List<Transfer>();
        var contract = CommitmentOf(terms);
        if (contract is not null && first) transfers.Add(Commitment.Sign(contract, contract.Start));
        foreach (var credit in terms.Clauses.OfType<CreditClause>())
        {
            var left = checked((long)(credit.Amount * Nano));
            // one transfer carries at most a million units of the currency
            for (var i = 0; left > 0; i++)
            {
                var amount = Math.Min(left, Transfer.MaxAmount);
                transfers.Add(new($"{terms.Id}:{credit.Id}:given:{i}", CreditOf(terms), new($"credit-given:{terms.Provider}:{terms.Currency}", "shop", AccountKind.Income, CallPostings.AssetOf(terms.Currency)), amount, "credit", terms.Id, terms.FromOf(credit)) { Cause = $"contract:{terms.Id}" });
                left -= amount;
            }
        }

        return new(transfers) { Contracts = contract is null ? [] : [contract] };
    }

    /// <summary>Brings a contract's accounts up to what was drawn. Safe on any number of nodes.</summary>
    public async Task TakeAsync(string shopId, ContractTerms terms, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now < terms.Start) return;
        foreach (var clause in terms.Clauses.OfType<ProvisionedClause>()) await ProvisionedAsync(shopId, terms, clause, now, ct);
        foreach (var clause in terms.Clauses.OfType<MinimumClause>()) await MinimumAsync(shopId, terms, clause, now, ct);
        var spent = await SpentAsync(ledger, shopId, terms, now, ct);
        await CreditAsync(shopId, terms, spent, now, ct);
        if (CommitmentOf(terms) is not { } contract) return;
        var state = await StateAsync(shopId, contract, now, ct);
        var more = Math.Min(MinorDown(spent, terms.Currency) - state.Drawn, contract.Amount - state.Drawn - state.Released - await RecordedShortAsync(shopId, contract, ct));
        if (more > 0) await ledger.PostAsync(shopId, new([Commitment.Draw(contract, $"calls-after-{state.Drawn}", more, Earlier(now, contract.End.AddTicks(-10)), $"contract:{terms.Id}")]), ct);
        // a day of grace for calls that were under way and for estimates
        if (now < contract.End.AddDays(1) || more > 0) return;
        var left = contract.Amount - state.Drawn - state.Released - await RecordedShortAsync(shopId, contract, ct);
        if (left <= 0) return;
        var transfers = new List<Transfer> { Commitment.Shortfall(contract, left, contract.End) };
        if (contract.TakeOrPay)
            transfers.Add(new($"{contract.Id}:shortfall-owed", new($"shortfall:{terms.Provider}:{terms.Currency}", "shop", AccountKind.Expense, terms.Currency), new($"owed-for-shortfall:{terms.Provider}:{terms.Currency}", $"provider:{terms.Provider}", AccountKind.Liability, terms.Currency), left, "fee", contract.Id, contract.End) { Cause = $"contract:{contract.Id}" });
        await ledger.PostAsync(shopId, new(transfers), ct);
    }

    public async Task<ContractState> StateAsync(string shopId, Contract contract, DateTimeOffset at, CancellationToken ct)
    {
        var balances = new Dictionary<string, AccountBalance>(StringComparer.Ordinal);
        foreach (var account in new[] { Commitment.Drawn(contract), Commitment.Released(contract), Commitment.Short(contract) })
            if (await ledger.GetBalanceAsync(shopId, account.Id, ct) is { } balance) balances[account.Id] = balance;
        return ContractState.Of(contract, balances, at);
    }

    private async Task<long> RecordedShortAsync(string shopId, Contract contract, CancellationToken ct) =>
        await ledger.GetBalanceAsync(shopId, Commitment.Short(contract).Id, ct) is { } balance ? balance.Balance : 0;

    /// <summary>Credit pays what is owed, as far as calls under the contract caused it.</summary>
    private async Task CreditAsync(string shopId, ContractTerms terms, decimal spent, DateTimeOffset now, CancellationToken ct)
    {
        if (!terms.InForce<CreditClause>(now).Any() || await ledger.GetBalanceAsync(shopId, CreditOf(terms).Id, ct) is not { } credit) return;
        var more = Math.Min(Math.Min((long)(spent * Nano) - credit.Credits, credit.Available), Transfer.MaxAmount);
        if (more <= 0) return;
        await ledger.PostAsync(shopId, new([new($"{terms.Id}:credit-after-{credit.Credits}", CallPostings.OwedTo(terms.Provider, terms.Currency), CreditOf(terms), more, "credit", terms.Id, now) { Cause = $"contract:{terms.Id}" }]), ct);
    }

    /// <summary>A day of paid capacity costs its hours, used or not. Days are booked backwards until one that is booked already, and then in their order.</summary>
    private async Task ProvisionedAsync(string shopId, ContractTerms terms, ProvisionedClause clause, DateTimeOffset now, CancellationToken ct)
    {
        var (from, until) = (terms.FromOf(clause), terms.UntilOf(clause));
        string IdOf(DateTimeOffset day) => $"{terms.Id}:{clause.Id}:{day:yyyy-MM-dd}";
        var first = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero);
        var last = new DateTimeOffset(Earlier(now.AddDays(-1), until.AddTicks(-1)).UtcDateTime.Date, TimeSpan.Zero);
        var missing = new Stack<DateTimeOffset>();
        for (var day = last; day >= first && await ledger.FindTransferAsync(shopId, IdOf(day), ct) is null; day = day.AddDays(-1)) missing.Push(day);
        foreach (var day in missing)
        {
            var hours = (decimal)(Earlier(until, day.AddDays(1)) - Later(from, day)).TotalHours;
            var amount = (long)decimal.Round(clause.Hourly * hours * Nano, MidpointRounding.ToEven);
            if (amount <= 0 || amount > Transfer.MaxAmount) return;
            await ledger.PostAsync(shopId, new(
            [
                new(IdOf(day), CallPostings.CostOf(terms.Provider, terms.Currency), CallPostings.OwedTo(terms.Provider, terms.Currency), amount, "cost", terms.Id, day, $"{hours.ToString("0.##", CultureInfo.InvariantCulture)} hours of provisioned capacity") { Cause = $"contract:{terms.Id}" },
                new($"{IdOf(day)}:draw", CallPostings.Drawn(terms.Id, terms.Currency, day), CallPostings.DrawnAgainst(terms.Id, terms.Currency, day), amount, "draw", terms.Id, day) { Cause = $"contract:{terms.Id}" },
            ]), ct);
        }
    }

    /// <summary>What is missing from the minimum of the month before is owed from its second day on.</summary>
    private async Task MinimumAsync(string shopId, ContractTerms terms, MinimumClause clause, DateTimeOffset now, CancellationToken ct)
    {
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-1);
        if (now < month.AddMonths(1).AddDays(1) || month < terms.FromOf(clause) || month.AddMonths(1) > terms.UntilOf(clause)) return;
        var id = $"{terms.Id}:{clause.Id}:{month:yyyy-MM}";
        if (await ledger.FindTransferAsync(shopId, id, ct) is not null) return;
        var spent = await ledger.GetBalanceAsync(shopId, CallPostings.Drawn(terms.Id, terms.Currency, month).Id, ct) is { } drawn ? drawn.Balance : 0;
        var missing = checked((long)(clause.Amount * Nano)) - spent;
        if (missing <= 0 || missing > Transfer.MaxAmount) return;
        var end = month.AddMonths(1).AddTicks(-10);

        // what is paid without being used is paid all the same: it counts towards the commitment
        await ledger.PostAsync(shopId, new(
        [
            new(id, CallPostings.CostOf(terms.Provider, terms.Currency), CallPostings.OwedTo(terms.Provider, terms.Currency), missing, "fee", terms.Id, end, "Missing from the month's minimum") { Cause = $"contract:{terms.Id}" },
            new($"{id}:draw", CallPostings.Drawn(terms.Id, terms.Currency, month), CallPostings.DrawnAgainst(terms.Id, terms.Currency, month), missing, "draw", terms.Id, end) { Cause = $"contract:{terms.Id}" },
        ]), ct);
    }

    private static Account CreditOf(ContractTerms terms) => new($"credit:{terms.Id}", "shop", AccountKind.Asset, CallPostings.AssetOf(terms.Currency)) { Limit = AccountLimit.NotBelowZero };

    /// <summary>Smallest units of the currency; amounts were checked to have no more decimals.</summary>
    public static long Minor(decimal amount, string currency) => MinorDown(amount, currency);

    private static long MinorDown(decimal amount, string currency)
    {
        for (var i = 0; i < Asset.Of(currency).Decimals; i++) amount *= 10;
        return checked((long)decimal.Floor(amount));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
