using System.CommandLine;

namespace Comptoir.Commands;

/// <summary><c>comptoir demo</c>: a shop to try everything with, at once.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data("comptoir-demo.db");
        var urls = SharedOptions.Urls();
        var hooks = SharedOptions.TestHooks();
        var version = SharedOptions.UcpVersion();
        var pins = SharedOptions.PinnedProfiles();
        var folder = new Option<DirectoryInfo?>("--shop")
        {
            Description = "A folder of CSV files (products, inventory, customers, …) instead of the built-in store; its profile is shown as UCP 2026-01-11.",
            HelpName = "folder",
        };
        var command = new Command("demo", "Opens a demo shop: 513 products in 12 categories, English and French, nothing charged or sent. Every agent may buy.") { data, urls, folder, hooks, version, pins };
        command.SetAction((result, ct) =>
        {
            var shop = result.GetValue(folder);
            if (shop is { Exists: false })
            {
                Console.Error.WriteLine($"There is no folder {shop.FullName}.");
                return Task.FromResult(2);
            }

            return Server.RunAsync(
                new ServerOptions(shop is null || result.GetResult(data) is { Implicit: false } ? result.GetValue(data)! : $"comptoir-{shop.Name}.db")
                {
                    Urls = result.GetValue(urls),
                    TestHooksSecret = result.GetValue(hooks),
                    UcpVersion = result.GetValue(version) ?? (shop is null ? null : "2026-01-11"),
                    PinnedProfiles = result.GetValue(pins) ?? [],
                    Demo = true,
                    DemoFolder = shop?.FullName,
                },
                ct);
        });
        return command;
    }
}
