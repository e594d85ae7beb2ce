using System.CommandLine;
using Comptoir.Catalog;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Spectre.Console;

namespace Comptoir.Commands;

/// <summary><c>comptoir import</c>: a product feed into a shop, beside a running server or without one.</summary>
internal static class ImportCommand
{
    private const int ProblemsShown = 30;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Shopify, Magento or any CSV with title and price, JSON Lines, JSON; each also gzipped. Or https://…/feeds/ID of an ACP feed API, whose key is read from COMPTOIR_FEED_KEY." };
        var data = SharedOptions.Data("comptoir.db");
        var shop = SharedOptions.Shop();
        var quiet = SharedOptions.Quiet();
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads and checks, writes nothing." };
        var remove = new Option<bool>("--remove-missing") { Description = "Takes products off sale that the file does not mention; none when a row is refused." };
        var media = new Option<string?>("--media-base") { Description = "https address put before relative image paths.", HelpName = "url" };
        var create = new Option<string?>("--create") { Description = "Makes the shop with this name when it is not there.", HelpName = "name" };
        var currency = new Option<string>("--currency") { Description = "Currency of a shop made by --create.", DefaultValueFactory = _ => "EUR" };
        var country = new Option<string>("--country") { Description = "Country of a shop made by --create.", DefaultValueFactory = _ => "FR" };
        var problems = new Option<FileInfo?>("--problems") { Description = "Writes every refused row as CSV (line, field, message) to this file.", HelpName = "file" };
        var command = new Command("import", "Imports a product feed; importing again changes only what changed. Exit code 0: all taken, 3: some rows refused, 2: not readable.")
        {
            file, data, shop, create, currency, country, dryRun, remove, media, problems, quiet,
        };
        command.SetAction(async (result, ct) =>
        {
            using var feed = await FeedSource.OpenAsync(result.GetValue(file)!, ct);
            if (feed.Fault is not null)
            {
                Console.Error.WriteLine(feed.Fault);
                return 2;
            }

            var path = feed.File;
            await using var services = Server.OpenStores(result.GetValue(data)!, make: true);
            var store = services.GetRequiredService<ICatalogStore>();
            try
            {
                var target = await TargetAsync(store, result.GetValue(shop), result.GetValue(create), result.GetValue(currency)!, result.GetValue(country)!, ct);
                var import = new FeedImport(store, services.GetRequiredService<TimeProvider>());
                var options = new FeedImportOptions(result.GetValue(media), result.GetValue(remove), result.GetValue(dryRun));
                var report = await WithProgressAsync(result.GetValue(quiet), path, p => import.RunAsync(path.FullName, target, options, p, ct));
                Print(report, target, options.DryRun);
                if (result.GetValue(problems) is { } list) await WriteProblemsAsync(list.FullName, report, ct);
                return report.Refused > 0 ? 3 : 0;
            }
            catch (FeedFormatException e)
            {
                Console.Error.WriteLine(e.Message);
                return 2;
            }
        });
        return command;
    }

    private static async Task<string> TargetAsync(ICatalogStore store, string? id, string? name, string currency, string country, CancellationToken ct)
    {
        var shops = await store.GetShopsAsync(ct);
        var shop = id is null ? shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault() : shops.FirstOrDefault(s => s.Id == id);
        if (shop is not null) return shop.Id;
        if (name is null && shops.Count > 0) throw new FeedFormatException($"There is no shop '{id}'. Known: {string.Join(", ", shops.Select(s => s.Id))}. Use --create NAME to make one.");
        if (!Currencies.IsKnown(currency)) throw new FeedFormatException($"'{currency}' is not an ISO 4217 currency.");
        var made = new Shop
        {
            Id = id ?? Slug.Of(name ?? "shop"),
            Name = name ?? "My shop",
            IsDefault = shops.Count == 0,
            Languages = ["en", "fr"],
            Currency = currency,
            Country = country,
            PricesIncludeTax = currency == "EUR",
        };
        await store.SaveShopAsync(made, ct);
        return made.Id;
    }

    private static async Task<FeedReport> WithProgressAsync(bool quiet, FileInfo file, Func<IProgress<FeedProgress>?, Task<FeedReport>> run)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive) return await run(new PlainProgress());
        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(file.Name), maxValue: Math.Max(1, file.Length));
                return await run(new Reporter(p =>
                {
                    task.Value = p.BytesRead;
                    task.Description = $"{Markup.Escape(file.Name)} [grey]{p.Products:N0} products[/]";
                }));
            });
    }

    private static void Print(FeedReport report, string shop, bool dryRun)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(dryRun ? $"Checked for shop [b]{Markup.Escape(shop)}[/] (nothing written)" : $"Imported into shop [b]{Markup.Escape(shop)}[/]");
        foreach (var column in new[] { "read", "added", "changed", "unchanged", "removed", "refused", "warnings", "seconds" }) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddRow($"{report.Read:N0}", $"{report.Added:N0}", $"{report.Changed:N0}", $"{report.Unchanged:N0}", $"{report.Removed:N0}", $"{report.Refused:N0}", $"{report.Warnings:N0}", $"{report.Elapsed.TotalSeconds:0.0}");
        AnsiConsole.Write(table);
        if (report.Problems.Count == 0) return;
        var list = new Table().Border(TableBorder.Simple).AddColumns("file", "line", "field", "", "why");
        foreach (var p in report.Problems.OrderByDescending(p => p.Refused).ThenBy(p => p.Line).Take(ProblemsShown))
            list.AddRow(Markup.Escape(p.File), $"{p.Line}", Markup.Escape(p.Field ?? ""), p.Refused ? "[red]refused[/]" : "[yellow]ignored[/]", Markup.Escape(p.Message));
        AnsiConsole.Write(list);
        if (report.Problems.Count > ProblemsShown) AnsiConsole.MarkupLine($"[grey]… and {report.Refused + report.Warnings - ProblemsShown:N0} more; --problems FILE writes them.[/]");
    }

    private static async Task WriteProblemsAsync(string path, FeedReport report, CancellationToken ct)
    {
        static string Quote(string? text) => $"\"{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await File.WriteAllLinesAsync(path, ["file,line,field,refused,message", .. report.Problems.Select(p => $"{Quote(p.File)},{p.Line},{Quote(p.Field)},{p.Refused},{Quote(p.Message)}")], ct);
    }

    private sealed class Reporter(Action<FeedProgress> show) : IProgress<FeedProgress>
    {
        public void Report(FeedProgress value) => show(value);
    }

    /// <summary>A line every 10,000 products where no bar can be drawn.</summary>
    private sealed class PlainProgress : IProgress<FeedProgress>
    {
        private int _next = 10_000;

        public void Report(FeedProgress value)
        {
            if (value.Products < _next) return;
            _next = value.Products + 10_000;
            Console.Error.WriteLine($"{value.Products} products, {100 * value.BytesRead / Math.Max(1, value.BytesTotal)} %");
        }
    }
}
