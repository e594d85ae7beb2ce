using System.Globalization;
using Comptoir.Capital;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Formats;
using Comptoir.Capital.Numbers;
using Comptoir.Capital.Stress;
using Comptoir.Ledger;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Web.Console.Capital;

/// <summary>What a capital page shows, as its address says: which deals, seen how. What an address says wrongly is left out.</summary>
/// <param name="Source">file, ledger or example.</param>
/// <param name="Others">The sources that there are.</param>
public sealed record CapitalView(CapitalAnalysis Analysis, string Source, IReadOnlyList<string> Others, string Fails, int Pays)
{
    /// <summary>More of a ledger is not read for a page.</summary>
    private const int MostTransfers = 200_000;

    /// <summary>Draws of a page's Monte Carlo; the command line makes more.</summary>
    private const int Draws = 100;

    internal static async Task<CapitalView> OfAsync(ConsoleContext console, CapitalFile file, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var configured = await file.BookAsync(ct);
        string[] sources = configured is null ? ["example", "ledger"] : ["file", "example", "ledger"];
        var source = sources.Contains(console.Query("source")) ? console.Query("source") : sources[0];
        var (book, earnings) = source switch
        {
            "ledger" => await LedgerAsync(console, ledger, service, ct),
            "file" => (configured!, null),
            _ => (ExampleMarket.Book(), null),
        };
        var asOf = Ledger.LedgerSpan.Day(console.Query("as-of"));
        var basis = Enum.TryParse<FlowBasis>(console.Query("basis"), ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : FlowBasis.Nominal;
        var year = (asOf ?? book.LastDay).Year;
        var view = new GraphView
        {
            Basis = basis,
            From = new(year, 1, 1),
            Before = new(year + 1, 1, 1),
            AsOf = asOf,
            Conditional = console.Query("conditional").Length > 0,
            Unconfirmed = console.Query("unconfirmed").Length > 0,
            Talks = console.Query("talks").Length > 0,
            Grouped = console.Query("grouped").Length > 0,
            Classes = Enum.TryParse<FlowClass>(console.Query("role"), ignoreCase: true, out var role) && Enum.IsDefined(role) ? [role] : [],
        };
        var fails = book.Deals.Any(d => d.Payer == console.Query("fails")) ? console.Query("fails") : "";
        var pays = int.TryParse(console.Query("pays"), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? Math.Clamp(percent, 0, 100) : 70;
        var scenario = fails.Length == 0 ? null : Scenario.PaysOnly(fails, new Rational(pays, 100)) with { Valuations = Scenario.PaysOnly(fails, new Rational(1, 2)).Pays };
        return new(new(book, view) { Scenario = scenario, Since = Ledger.LedgerSpan.Day(console.Query("since")), Earnings = earnings, Draws = Draws }, source, sources, fails, pays);
    }

    /// <summary>The same page's address in another place, with the same view.</summary>
    internal static string Link(ConsoleContext console, string path, params (string Name, string Value)[] more)
    {
        string[] kept = ["source", "basis", "as-of", "since", "conditional", "unconfirmed", "talks", "grouped", "role", "fails", "pays"];
        var query = kept.Select(k => (Name: k, Value: console.Query(k))).Concat(more).Where(q => q.Value.Length > 0).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}").ToArray();
        return path + (query.Length > 0 ? "?" + string.Join('&', query) : "");
    }

    private static async Task<(DealBook, OrderEarnings?)> LedgerAsync(ConsoleContext console, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var contracts = await service.ContractsAsync(console.Shop.Id, console.Now, ct);
        var transfers = new List<Transfer>();
        await foreach (var t in ledger.ReadTransfersAsync(console.Shop.Id, new Span(), null, ct))
        {
            transfers.Add(t);
            if (transfers.Count >= MostTransfers) break;
        }

        return (LedgerDeals.Of(contracts, transfers, await ledger.GetPartiesAsync(console.Shop.Id, ct)), OrderEarnings.Of(transfers, console.Shop.Currency, r => r.StartsWith("ord_", StringComparison.Ordinal)));
    }
}
