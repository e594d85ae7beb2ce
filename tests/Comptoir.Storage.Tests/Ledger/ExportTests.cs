using System.Diagnostics;
using System.Globalization;
using System.Text;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Export;
using Comptoir.Ledger.Transfers;
using Comptoir.Storage.Tests.Compliance;
using Comptoir.Storage.Tests.Sqlite;

namespace Comptoir.Storage.Tests.Ledger;

/// <summary>Other people's programs read our journals: they must balance there, and to the same cent. Skipped where the programs are not installed.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Names that a careless export would break on.</summary>
    private static readonly Account[] Accounts =
    [
        new("cash:EUR", "shop", AccountKind.Asset, "EUR"), new("sales:EUR", "shop", AccountKind.Income, "EUR"), new("Sales:EUR", "shop", AccountKind.Income, "EUR"), new("fees:psp test:EUR", "psp:test", AccountKind.Expense, "EUR"),
        new("a::b;c  (d) \"e\" %3B=", "x, y; z", AccountKind.Liability, "EUR"), new(":é-日本 €", "shop", AccountKind.Equity, "EUR"), new("cash:JPY", "shop", AccountKind.Asset, "JPY"), new("debt:JPY", "shop", AccountKind.Liability, "JPY"),
        new("cash:KWD", "shop", AccountKind.Asset, "KWD"), new("debt:KWD", "shop", AccountKind.Liability, "KWD"), new("committed:1", "shop", AccountKind.Asset, "USD.committed"), new("promised:1", "shop", AccountKind.Equity, "USD.committed"),
        new("used", "shop", AccountKind.Expense, "gpu_hours/3"), new("budget", "shop", AccountKind.Asset, "gpu_hours/3"), new("used2", "shop", AccountKind.Expense, "tokens"), new("budget2", "shop", AccountKind.Asset, "tokens"),
    ];

    private readonly SqlitePlace _place = new();
    private readonly Stores _stores;
    private readonly string _folder = Directory.CreateTempSubdirectory("comptoir-export-").FullName;

    public ExportTests() => _stores = _place.Open();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose()
    {
        _stores.Dispose();
        _place.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, true)]
    public async Task Hledger_reads_a_random_book_and_comes_to_the_same_balances(int seed, bool later)
    {
        await BookAsync(seed);
        var span = new Span(later ? Start.AddDays(40) : null, Start.AddDays(90));
        var file = await ExportAsync(ExportFormat.Hledger, span);

        var (code, output) = await RunAsync("hledger", "-f", file, "balance", "--flat", "--no-total", "--empty", "-O", "csv", "--layout", "bare");

        code.ShouldBe(0, output);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells).ToDictionary(c => (c[0], c[1]), c => decimal.Parse(c[2], CultureInfo.InvariantCulture));
        await ShouldAgreeAsync(span, b => theirs.GetValueOrDefault((HledgerJournal.Name(b.Account), b.Account.Asset)));
    }

    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, true)]
    public async Task Beancount_accepts_a_random_book_with_all_its_balances(int seed, bool later)
    {
        await BookAsync(seed);
        var span = new Span(later ? Start.AddDays(40) : null, Start.AddDays(90));
        var file = await ExportAsync(ExportFormat.Beancount, span);

        var (code, output) = await RunAsync("bean-check", file);
        code.ShouldBe(0, output);
        // its tables round to the commonest number of decimals; thousandths are whole numbers
        (code, output) = await RunAsync("bean-query", "-f", "csv", file, "select account, currency, sum(number * 1000) group by account, currency");
        code.ShouldBe(0, output);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells).ToDictionary(c => (c[0].Trim(), c[1].Trim()), c => decimal.Parse(c[2], CultureInfo.InvariantCulture) / 1000);
        await ShouldAgreeAsync(span, b => theirs.GetValueOrDefault((BeancountJournal.Name(b.Account), BeancountJournal.Commodity(b.Account.Asset))));
    }

    [Theory, InlineData(ExportFormat.Hledger, "hledger"), InlineData(ExportFormat.Beancount, "bean-check")]
    public async Task A_cent_too_much_is_noticed_by_the_program_that_reads_it(ExportFormat format, string program)
    {
        await BookAsync(4);
        var file = await ExportAsync(format, new());
        var lines = await File.ReadAllLinesAsync(file);
        var at = Array.FindLastIndex(lines, l => l.Contains("closing balances", StringComparison.Ordinal) || l.Contains(" balance ", StringComparison.Ordinal));
        var line = Array.FindIndex(lines, Math.Max(0, at - 40), l => l.Contains(" EUR", StringComparison.Ordinal) && l.StartsWith(' ') && l.Contains('.', StringComparison.Ordinal));
        lines[line] = System.Text.RegularExpressions.Regex.Replace(lines[line], @"(-?\d+)\.(\d\d) EUR", m => $"{m.Groups[1].Value}.{(m.Groups[2].Value == "99" ? "98" : (int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) + 1).ToString("00", CultureInfo.InvariantCulture))} EUR");
        await File.WriteAllLinesAsync(file, lines);
        var (code, _) = await RunAsync(program, program == "hledger" ? ["-f", file, "check"] : [file]);
        code.ShouldNotBe(0);
    }

    [Fact]
    public async Task Csv_has_a_line_for_each_posted_transfer_and_no_formula()
    {
        await _stores.Ledger.PostAsync(Some.ShopId, new([new("t1", Accounts[0], Accounts[1], 1234, "sale", "=cmd()", Start, "a,\"b\"\nc"), new("t2", Accounts[0], Accounts[1], 5, "sale", "r", Start) { Phase = TransferPhase.Pending }]), None);
        var csv = await File.ReadAllTextAsync(await ExportAsync(ExportFormat.Csv, new()));
        csv.Split("\r\n").Length.ShouldBe(3);
        csv.ShouldContain("t1,2026-01-05T00:00:00.000000Z,");
        csv.ShouldContain(",1234,12.34,'=cmd(),reference:=cmd(),,\"a,\"\"b\"\"\nc\"");
    }

    [Fact]
    public async Task Focus_has_the_mandatory_columns_and_a_row_for_each_cost()
    {
        var fees = new Account("fees:psp:EUR", "shop", AccountKind.Expense, "EUR");
        var psp = new Account("clearing:psp:EUR", "psp:test", AccountKind.Asset, "EUR");
        await _stores.Ledger.PostAsync(Some.ShopId, new(
        [
            new("f1", fees, psp, 35, "fee", "ord_1", Start.AddHours(5.5)), new("f2", psp, fees, 10, "fee", "ord_1", Start.AddDays(40)), new("s1", psp, Accounts[1], 1000, "sale", "ord_1", Start),
            new("c1", fees, psp, 2, "usage", "call_7", Start) { Cause = "call:call_7" },
        ]), None);
        var lines = (await File.ReadAllTextAsync(await ExportAsync(ExportFormat.Focus, new()))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        var header = lines[0].Split(',');
        foreach (var mandatory in new[] { "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "HostProviderName", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ServiceCategory", "ServiceName", "ServiceProviderName" })
            header.ShouldContain(mandatory);
        string Value(int row, string column) => Cells(lines[row])[Array.IndexOf(header, column)];
        (Value(1, "BilledCost"), Value(1, "ServiceCategory"), Value(1, "BillingPeriodEnd"), Value(1, "ChargePeriodStart")).ShouldBe(("0.02", "AI and Machine Learning", "2026-02-01T00:00:00Z", "2026-01-05T00:00:00Z"));
        (Value(2, "BilledCost"), Value(2, "ChargePeriodStart"), Value(2, "ServiceProviderName")).ShouldBe(("0.35", "2026-01-05T05:00:00Z", "psp:test"));
        Value(3, "BilledCost").ShouldBe("-0.10");
        Value(3, "Tags").ShouldBe("""{"reference":"ord_1","cause":"order:ord_1"}""");
    }

    private async Task ShouldAgreeAsync(Span span, Func<AccountBalance, decimal> theirs)
    {
        var ours = await _stores.Ledger.GetBalancesAsync(Some.ShopId, span.Before!.Value, BookTime.Effective, None);
        ours.Count.ShouldBeGreaterThan(8);
        foreach (var balance in ours)
            theirs(balance).ShouldBe(decimal.Parse(JournalAmounts.Net(balance), CultureInfo.InvariantCulture), balance.Account.Id);
    }

    private async Task BookAsync(int seed)
    {
        var random = new Random(seed);
        string[] texts = ["sale", "remboursement à 50 %", "; comment  |x", "\"quoted\" \\ back", "(code) *! tag:value, other:", "2026-01-01 * not a transaction", "é日本\u2028"];
        for (var part = 0; part < 4; part++)
        {
            var transfers = new List<Transfer>();
            for (var i = 0; i < 100; i++)
            {
                var debit = Accounts[random.Next(Accounts.Length)];
                var credit = Accounts.Where(a => a.Asset == debit.Asset && a.Id != debit.Id).ElementAt(random.Next(Accounts.Count(a => a.Asset == debit.Asset && a.Id != debit.Id)));
                var amount = random.Next(10) == 0 ? random.NextInt64(1, Transfer.MaxAmount / 1000) : random.Next(1, 100_000);
                transfers.Add(new($"t{part}.{i}", debit, credit, amount, texts[random.Next(texts.Length)][..4], texts[random.Next(texts.Length)], Start.AddHours(random.Next(24 * 100)), texts[random.Next(texts.Length)])
                {
                    Phase = random.Next(10) == 0 ? TransferPhase.Pending : TransferPhase.Posted,
                });
            }

            (await _stores.Ledger.PostAsync(Some.ShopId, new(transfers), None)).Status.ShouldBe(PostStatus.Posted);
            await _stores.Ledger.SealAsync(Some.ShopId, 1000, None);
        }

        if (seed == 3) (await new LedgerService(_stores.Ledger, TimeProvider.System).CloseAsync(Some.ShopId, DateOnly.FromDateTime(Start.AddDays(20).UtcDateTime), "test", null, None)).Problem.ShouldBeNull();
    }

    private async Task<string> ExportAsync(ExportFormat format, Span span)
    {
        var file = Path.Combine(_folder, $"book.{LedgerExport.ExtensionOf(format)}");
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        await new LedgerExport(_stores.Ledger).WriteAsync(writer, Some.ShopId, format, span, None);
        return file;
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)))) Assert.Skip($"{program} is not installed.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }

    private static string[] Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in line.TrimEnd('\r').Replace("\"\"", "\u0001", StringComparison.Ordinal))
        {
            if (c == '\u0001') cell.Append('"');
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(c);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
