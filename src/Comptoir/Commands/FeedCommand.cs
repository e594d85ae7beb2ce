using System.CommandLine;
using System.IO.Compression;
using Comptoir.Catalog;
using Comptoir.Catalog.Feeds.Listings;
using Comptoir.Protocols.Acp.Feeds;

namespace Comptoir.Commands;

/// <summary><c>comptoir feed</c>: product feeds for shopping services, written and checked by the rules that they publish.</summary>
internal static class FeedCommand
{
    private const int Broken = 3;
    private const int MostShown = 50;

    public static Command Create()
    {
        var command = new Command("feed", "Product feeds for ChatGPT, Google and others.");
        command.Subcommands.Add(Write());
        command.Subcommands.Add(Check());
        command.Subcommands.Add(Push());
        return command;
    }

    private static Command Write()
    {
        var (file, target, all) = (new Argument<FileInfo>("file") { Description = "Where to: .jsonl, .csv or .tsv, for google also .xml; with .gz compressed." }, For(), All());
        var site = new Option<string>("--site") { Description = "Address of the shop as shoppers reach it.", HelpName = "https://…", Required = true };
        var language = new Option<string?>("--language") { Description = "Language of the texts; the shop's own when left out.", HelpName = "code" };
        var (data, shop) = (SharedOptions.Data("comptoir.db"), SharedOptions.Shop());
        var command = new Command("write", "Writes a shop's products as a feed, and says which rows break the service's rules.") { file, target, site, language, all, data, shop };
        command.SetAction(async (result, ct) =>
        {
            if (ListingTarget.Named(result.GetValue(target)!) is not { } service) return Unknown();
            if (!Uri.TryCreate(result.GetValue(site), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")) return Refused("--site must be an absolute address such as https://shop.example.");
            var path = result.GetValue(file)!.FullName;
            var zipped = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            var ending = Path.GetExtension(zipped ? path[..^3] : path).ToLowerInvariant();
            if (!ListingFile.Writes(service, ending)) return Refused($"A feed for {service.Name} cannot be written as {ending}.");
            await using var services = Server.OpenStores(result.GetValue(data)!, make: false);
            var store = services.GetRequiredService<ICatalogStore>();
            var shops = await store.GetShopsAsync(ct);
            var chosen = result.GetValue(shop) is { } id ? shops.FirstOrDefault(s => s.Id == id) : shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault();
            if (chosen is null) return Refused("There is no such shop.");
            await using var raw = File.Create(path);
            await using Stream output = zipped ? new GZipStream(raw, CompressionLevel.Optimal) : new BufferedStream(raw, 1 << 16);
            var (rows, breaches) = await ListingFile.WriteAsync(store, chosen.Id, service, url.GetLeftPart(UriPartial.Authority), result.GetValue(language) ?? chosen.DefaultLanguage, output, ending, ct);
            Console.Error.WriteLine($"{rows} rows written to {path}");
            return Tell(service, rows, breaches, result.GetValue(all));
        });
        return command;
    }

    private static Command Check()
    {
        var (file, target, all) = (new Argument<FileInfo>("file") { Description = "The feed: .jsonl, .csv, .tsv or .xml; with .gz compressed." }, For(), All());
        var command = new Command("check", "Checks a feed by the rules that a service publishes; every broken row and rule is listed. Exit code 3: rules are broken.") { file, target, all };
        command.SetAction((result, _) =>
        {
            if (ListingTarget.Named(result.GetValue(target)!) is not { } service) return Task.FromResult(Unknown());
            var path = result.GetValue(file)!.FullName;
            using var raw = File.OpenRead(path);
            using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
            var check = ListingCheck.File(service, content, path);
            return Task.FromResult(Tell(service, check.Rows, check.Breaches, result.GetValue(all)));
        });
        return command;
    }

    private static Command Push()
    {
        var to = new Option<string>("--to") { Description = "Base address of the receiver's ACP feed API.", HelpName = "https://…", Required = true };
        var site = new Option<string>("--site") { Description = "Address of the shop as shoppers reach it.", HelpName = "https://…", Required = true };
        var feed = new Option<string?>("--feed") { Description = "Id of a feed that was made before; a new one when left out.", HelpName = "id" };
        var language = new Option<string?>("--language") { Description = "Language of the texts; the shop's own when left out.", HelpName = "code" };
        var (data, shop) = (SharedOptions.Data("comptoir.db"), SharedOptions.Shop());
        var command = new Command("push", "Sends a shop's products to a receiver's ACP feed API (2026-04-17). Its key is read from COMPTOIR_FEED_KEY.") { to, site, feed, language, data, shop };
        command.SetAction(async (result, ct) =>
        {
            if (!Uri.TryCreate(result.GetValue(to), UriKind.Absolute, out var receiver) || !(receiver.Scheme == Uri.UriSchemeHttps || receiver.IsLoopback)) return Refused("--to must be an https address.");
            if (!Uri.TryCreate(result.GetValue(site), UriKind.Absolute, out var url)) return Refused("--site must be an absolute address such as https://shop.example.");
            if (Environment.GetEnvironmentVariable("COMPTOIR_FEED_KEY") is not { Length: > 0 } key) return Refused("COMPTOIR_FEED_KEY is not set.");
            await using var services = Server.OpenStores(result.GetValue(data)!, make: false);
            var store = services.GetRequiredService<ICatalogStore>();
            var shops = await store.GetShopsAsync(ct);
            var chosen = result.GetValue(shop) is { } id ? shops.FirstOrDefault(s => s.Id == id) : shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault();
            if (chosen is null) return Refused("There is no such shop.");
            using var http = new HttpClient { BaseAddress = new Uri(receiver.AbsoluteUri.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(1) };
            try
            {
                var pushed = await new AcpFeedClient(http, key).PushAsync(store, chosen, url.GetLeftPart(UriPartial.Authority), result.GetValue(language) ?? chosen.DefaultLanguage, result.GetValue(feed), ct);
                Console.WriteLine($"{pushed.Products} products sent to feed {pushed.FeedId}.");
                return 0;
            }
            catch (HttpRequestException e)
            {
                return Refused(e.Message);
            }
        });
        return command;
    }

    private static int Tell(ListingTarget service, long rows, IReadOnlyList<ListingBreach> breaches, bool all)
    {
        foreach (var b in all ? breaches : breaches.Take(MostShown)) Console.WriteLine($"row {b.Row}{(b.Id is null ? "" : $" ({b.Id})")}: {b.Field} {b.Message}");
        if (!all && breaches.Count > MostShown) Console.WriteLine($"… and {breaches.Count - MostShown} more; --all lists them.");
        var broken = breaches.Select(b => b.Row).Distinct().Count();
        Console.WriteLine(breaches.Count == 0 ? $"{rows} rows keep all rules of {service.Name}." : $"{broken} of {rows} rows break rules of {service.Name}, {breaches.Count} times.");
        return breaches.Count == 0 ? 0 : Broken;
    }

    private static Option<string> For() => new("--for") { Description = $"Who it is for: {string.Join(" or ", ListingTarget.All.Select(t => t.Name))}.", HelpName = "service", Required = true };

    private static Option<bool> All() => new("--all") { Description = "List every breach, not only the first fifty." };

    private static int Unknown() => Refused($"--for must be {string.Join(" or ", ListingTarget.All.Select(t => t.Name))}.");

    private static int Refused(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }
}
