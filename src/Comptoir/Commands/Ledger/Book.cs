using System.CommandLine;
using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Periods;
using Comptoir.Ordering.Audit;
using Spectre.Console;

namespace Comptoir.Commands.Ledger;

/// <summary>The books of one shop, opened for a verb.</summary>
internal sealed class Book(ServiceProvider services, string shopId) : IAsyncDisposable
{
    public string ShopId { get; } = shopId;

    public ILedgerStore Store { get; } = services.GetRequiredService<ILedgerStore>();

    public LedgerService Service { get; } = services.GetRequiredService<LedgerService>();

    public TimeProvider Time { get; } = services.GetRequiredService<TimeProvider>();

    /// <summary>A verb with <c>--data</c> and <c>--shop</c> that works on a book.</summary>
    public static Command Verb(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, Book, CancellationToken, Task<int>> run)
    {
        var (data, shop) = (SharedOptions.Data("comptoir.db"), SharedOptions.Shop());
        var command = new Command(name, description) { data, shop };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        command.SetAction(async (result, ct) =>
        {
            await using var book = await OpenAsync(result.GetValue(data)!, result.GetValue(shop), ct);
            return await run(result, book, ct);
        });
        return command;
    }

    public static Option<string?> Day(string name, string description) => new(name) { Description = description, HelpName = "yyyy-mm-dd" };

    /// <exception cref="FormatException">Not a day.</exception>
    public static DateOnly? DayOf(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{text}' is no day; write it as 2026-06-30.");

    /// <summary>From the beginning of one day to the end of another, UTC.</summary>
    public static Span SpanOf(string? from, string? to) => new(
        DayOf(from) is { } first ? new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        DayOf(to) is { } last ? PeriodClose.EndOf(last) : null);

    public static string Amount(long amount, string asset) => Asset.Parse(asset) is { } known ? known.ToDecimal(amount) : amount.ToString(CultureInfo.InvariantCulture);

    public static void Print(string title, IEnumerable<AccountBalance> balances)
    {
        var table = new Table().Title(Markup.Escape(title)).AddColumns("Account", "Party", "Kind");
        foreach (var column in new[] { "Debits", "Credits", "Balance", "Reserved" }) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var b in balances)
            table.AddRow(new[] { b.Account.Id, b.Account.Party, b.Account.Kind.ToString(), Amount(b.Debits, b.Account.Asset), Amount(b.Credits, b.Account.Asset), Amount(b.Balance, b.Account.Asset), Amount(b.Balance - b.Available, b.Account.Asset) }.Select(Markup.Escape).ToArray());
        AnsiConsole.Write(table);
    }

    /// <summary>A bar on the terminal, nothing elsewhere.</summary>
    public static async Task<T> WithBarAsync<T>(string what, Func<IProgress<double>?, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(context =>
        {
            var bar = context.AddTask(what, maxValue: 1);
            return work(new Progress<double>(share => bar.Value = share));
        });
    }

    public Task AuditAsync(string action, string target, string outcome, CancellationToken ct) => services.GetRequiredService<IAuditLog>().AppendAsync(
        new(Ids.New("aud", Time), ShopId, Time.GetUtcNow(), "operator", null, action, target, "cli", outcome), ct);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static async Task<Book> OpenAsync(string data, string? shop, CancellationToken ct)
    {
        var services = Server.OpenStores(data, make: false);
        var shops = await services.GetRequiredService<ICatalogStore>().GetShopsAsync(ct);
        var id = shop ?? (shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault())?.Id;
        if (id is not null && shops.Any(s => s.Id == id)) return new(services, id);
        await services.DisposeAsync();
        throw new ArgumentException(id is null ? "The database holds no shop." : $"There is no shop '{id}'.");
    }
}
