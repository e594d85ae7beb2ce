using System.CommandLine;
using Comptoir.Capital;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Formats;
using Comptoir.Capital.Stress;
using Comptoir.Commands.Ledger;
using Comptoir.Ledger;

namespace Comptoir.Commands.Capital;

/// <summary>The flags that say which deals are read and how they are seen.</summary>
internal sealed class CapitalSource
{
    private const long LargestFile = 256L * 1024 * 1024;

    private readonly Option<FileInfo?> _deals = new("--deals") { Description = $"Deals: {string.Join(", ", DealFiles.Endings)} (docs/capital.md says the columns).", HelpName = "file" };
    private readonly Option<FileInfo?> _parties = new("--parties") { Description = "CSV of parties: party, group, currency, cash, equity, revenue_a_year, burn_a_month, source.", HelpName = "file" };
    private readonly Option<string[]> _columns = new("--column") { Description = "Which column of the file holds a field: payer=Investor. May be repeated.", HelpName = "field=column" };
    private readonly Option<bool> _onlyKnown = new("--only-known-parties") { Description = "Refuses rows with a party that --parties does not list." };
    private readonly Option<bool> _ledger = new("--ledger") { Description = "Reads a shop's own ledger instead of a file (with --data and --shop)." };
    private readonly Option<string> _data = SharedOptions.Data("comptoir.db");
    private readonly Option<string?> _shop = SharedOptions.Shop();
    private readonly Option<string> _basis = new("--basis") { Description = "What an arrow's amount is: nominal (whole contract), annual, paid, or window (with --from and --to).", DefaultValueFactory = _ => "nominal" };
    private readonly Option<string?> _asOf = Book.Day("--as-of", "Deals as they stood on this day.");
    private readonly Option<string?> _today = Book.Day("--today", "The day that schedules are read against; the last day of the file when left out.");
    private readonly Option<string?> _from = Book.Day("--from", "First day of the window.");
    private readonly Option<string?> _to = Book.Day("--to", "Last day of the window.");
    private readonly Option<bool> _conditional = new("--conditional") { Description = "Counts money that is due only if something happens." };
    private readonly Option<bool> _unconfirmed = new("--unconfirmed") { Description = "Counts what neither party confirms." };
    private readonly Option<bool> _talks = new("--talks") { Description = "Counts what is only talked of." };
    private readonly Option<bool> _grouped = new("--grouped") { Description = "Counts a group of --parties as one." };
    private readonly Option<string?> _kinds = new("--kinds") { Description = "Only these kinds, separated by commas.", HelpName = "kinds" };
    private readonly Option<string?> _roles = new("--roles") { Description = "Only these roles: funding, purchase, shares, support.", HelpName = "roles" };
    private readonly Option<string?> _currency = new("--currency") { Description = "Only deals in this currency; that of most deals when left out.", HelpName = "code" };
    private readonly Option<decimal> _leak = new("--leak") { Description = "Share of what each party handles that leaves the file's parties, for the low end of returns.", DefaultValueFactory = _ => 0.6m };
    private readonly Option<decimal> _fundingYears = new("--funding-years") { Description = "Years over which money paid at once is spread in a view by year.", DefaultValueFactory = _ => 3 };
    private readonly Option<decimal> _missingTerm = new("--missing-term") { Description = "Years taken where a purchase's term is not published.", DefaultValueFactory = _ => 5 };
    private readonly Option<FileInfo?> _scenario = new("--scenario") { Description = "JSON: pays, valuations, cancelled, year, chances (docs/capital.md).", HelpName = "file" };
    private readonly Option<string?> _since = Book.Day("--since", "What changed since this day; a year before when left out.");
    private readonly Option<FileInfo?> _earlier = new("--earlier") { Description = "What changed since another file.", HelpName = "file" };
    private readonly Option<int> _draws = new("--draws") { Description = "Draws of the Monte Carlo.", DefaultValueFactory = _ => 1000 };
    private readonly Option<int> _seed = new("--seed") { Description = "Seed of the Monte Carlo.", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _language = new("--language") { Description = "en or fr.", DefaultValueFactory = _ => "en" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _deals, _parties, _columns, _onlyKnown, _ledger, _data, _shop, _basis, _asOf, _today, _from, _to, _conditional, _unconfirmed, _talks, _grouped, _kinds, _roles, _currency, _leak, _fundingYears, _missingTerm, _scenario, _since, _earlier, _draws, _seed, _language })
            command.Add(option);
    }

    public string LanguageOf(ParseResult result) => result.GetValue(_language) is "en" or "fr" ? result.GetValue(_language)! : throw new ArgumentException("--language is en or fr.");

    public async Task<CapitalAnalysis> OpenAsync(ParseResult result, CancellationToken ct)
    {
        var parties = result.GetValue(_parties) is { } file ? PartyCsv.Read(await ReadAsync(file, ct)) : ([], []);
        var (book, earnings) = await BookAsync(result, parties.Parties, ct);
        book = DealBook.Of(book.Deals, [.. parties.Refused, .. book.Refused], parties.Parties.IsEmpty ? book.Parties.Values : parties.Parties);
        var view = ViewOf(result);
        var scenario = result.GetValue(_scenario) is { } scenarioFile ? Scenario.Parse(await ReadAsync(scenarioFile, ct), book) : null;
        return new(book, view, Book.DayOf(result.GetValue(_today)))
        {
            Scenario = scenario,
            Since = Book.DayOf(result.GetValue(_since)),
            Earlier = result.GetValue(_earlier) is { } earlier ? DealFiles.Read(earlier.Name, await ReadAsync(earlier, ct), ColumnsOf(result)) : null,
            Draws = result.GetValue(_draws),
            Seed = result.GetValue(_seed),
            Earnings = earnings,
        };
    }

    /// <summary>Says on the error stream which rows were refused and why.</summary>
    public static bool TellRefused(DealBook book)
    {
        foreach (var r in book.Refused.Take(50))
            Console.Error.WriteLine($"refused: {(r.Row > 0 ? $"row {r.Row}" : "the file")}{(r.Column.Length > 0 ? $", column {r.Column}" : "")}{(r.Value.Length > 0 ? $", '{r.Value}'" : "")}: {r.Reason}");
        if (book.Refused.Length > 50) Console.Error.WriteLine($"… and {book.Refused.Length - 50} more refused rows (capital doubts lists all).");
        return book.Refused.Length > 0;
    }

    private async Task<(DealBook Book, OrderEarnings? Earnings)> BookAsync(ParseResult result, IReadOnlyList<PartyFacts> parties, CancellationToken ct)
    {
        if (result.GetValue(_ledger)) return await LedgerAsync(result, ct);
        if (result.GetValue(_deals) is not { } file)
        {
            Console.Error.WriteLine("No --deals: this is a made-up example market.");
            return (ExampleMarket.Book(), null);
        }

        return (DealFiles.Read(file.Name, await ReadAsync(file, ct), ColumnsOf(result), result.GetValue(_onlyKnown) ? parties : null), null);
    }

    private async Task<(DealBook, OrderEarnings?)> LedgerAsync(ParseResult result, CancellationToken ct)
    {
        await using var services = Server.OpenStores(result.GetValue(_data)!, make: false);
        var shops = await services.GetRequiredService<Catalog.ICatalogStore>().GetShopsAsync(ct);
        var asked = result.GetValue(_shop);
        var shop = (asked is null ? shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault() : shops.FirstOrDefault(s => s.Id == asked)) ?? throw new ArgumentException(asked is null ? "The database holds no shop." : $"There is no shop '{asked}'.");
        var store = services.GetRequiredService<ILedgerStore>();
        var contracts = await services.GetRequiredService<LedgerService>().ContractsAsync(shop.Id, services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
        var transfers = new List<Comptoir.Ledger.Transfers.Transfer>();
        await foreach (var t in store.ReadTransfersAsync(shop.Id, new Span(), null, ct)) transfers.Add(t);
        return (LedgerDeals.Of(contracts, transfers, await store.GetPartiesAsync(shop.Id, ct)), OrderEarnings.Of(transfers, shop.Currency, r => r.StartsWith("ord_", StringComparison.Ordinal)));
    }

    private GraphView ViewOf(ParseResult result)
    {
        var basis = Enum.TryParse<FlowBasis>(result.GetValue(_basis), ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : throw new ArgumentException("--basis is nominal, annual, paid or window.");
        var (from, to) = (Book.DayOf(result.GetValue(_from)), Book.DayOf(result.GetValue(_to)));
        if (basis == FlowBasis.Window && (from is null || to is null || to < from)) throw new ArgumentException("--basis window needs --from and --to, the first no later than the second.");
        if (result.GetValue(_leak) is < 0 or >= 1) throw new ArgumentException("--leak is a share from 0 up to 1.");
        if (result.GetValue(_fundingYears) is <= 0 or > 100 || result.GetValue(_missingTerm) is <= 0 or > 100) throw new ArgumentException("--funding-years and --missing-term are years above 0 and up to 100.");
        return new()
        {
            Basis = basis,
            AsOf = Book.DayOf(result.GetValue(_asOf)),
            From = from ?? default,
            Before = to?.AddDays(1) ?? default,
            Conditional = result.GetValue(_conditional),
            Unconfirmed = result.GetValue(_unconfirmed),
            Talks = result.GetValue(_talks),
            Grouped = result.GetValue(_grouped),
            Kinds = [.. Words(result.GetValue(_kinds)).Select(k => DealKinds.Parse(k) ?? throw new ArgumentException($"--kinds: '{k}' is no kind; they are {string.Join(", ", DealKinds.Names)}."))],
            Classes = [.. Words(result.GetValue(_roles)).Select(k => Enum.TryParse<FlowClass>(k, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : throw new ArgumentException($"--roles: '{k}' is none of funding, purchase, shares, support."))],
            Currency = result.GetValue(_currency),
            Leak = result.GetValue(_leak),
            FundingYears = result.GetValue(_fundingYears),
            MissingTermYears = result.GetValue(_missingTerm),
        };
    }

    private Dictionary<string, string> ColumnsOf(ParseResult result) =>
        (result.GetValue(_columns) ?? []).Select(c => c.Split('=', 2) is [{ Length: > 0 } field, { Length: > 0 } column] ? (field, column) : throw new ArgumentException($"--column wants field=column, not '{c}'."))
            .DistinctBy(c => c.field).ToDictionary(c => c.field, c => c.column, StringComparer.Ordinal);

    private static string[] Words(string? list) => list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken ct)
    {
        if (!file.Exists) throw new FileNotFoundException($"There is no file {file.Name}.");
        if (file.Length > LargestFile) throw new InvalidDataException($"{file.Name} is larger than {LargestFile / 1024 / 1024} MiB.");
        return await File.ReadAllTextAsync(file.FullName, ct);
    }
}
