using System.CommandLine;
using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Ordering.Privacy;

namespace Comptoir.Commands;

/// <summary><c>comptoir customer export|erase</c>: what is known of a person, and how to forget it.</summary>
internal static class CustomerCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static Command Create() => new("customer", "A customer's right to a copy of their data, and to have it erased.") { Export(), Erase() };

    private static Command Export()
    {
        var (email, data, shop) = Options();
        var command = new Command("export", "Prints everything that is known under an e-mail address, as JSON.") { email, data, shop };
        command.SetAction((result, ct) => WithAsync(result.GetValue(data)!, result.GetValue(shop), result.GetValue(email)!, async (service, person) =>
        {
            var found = await service.ExportAsync(person, By, ct);
            Console.WriteLine(found.ToJsonString(Readable));
            return found.Count > 0 ? 0 : 1;
        }, ct));
        return command;
    }

    private static Command Erase()
    {
        var (email, data, shop) = Options();
        var yes = new Option<bool>("--yes") { Description = "Does not ask. Needed where nobody can answer." };
        var command = new Command("erase", "Removes name, e-mail, phone, addresses, conversations and texts of messages; orders keep their lines and amounts, the ledger stays.") { email, data, shop, yes };
        command.SetAction((result, ct) => WithAsync(result.GetValue(data)!, result.GetValue(shop), result.GetValue(email)!, async (service, person) =>
        {
            if (!result.GetValue(yes) && !Sure()) return 1;
            var erased = await service.EraseAsync(person, "en", By, ct);
            if (erased.Ok) Console.WriteLine($"Erased; {erased.Value.Rows} entries were changed.");
            else Console.Error.WriteLine(erased.Refusal.Message);
            return erased.Ok ? 0 : 1;
        }, ct));
        return command;
    }

    private static AuditActor By { get; } = new("operator", null, "cli");

    private static (Option<string> Email, Option<string> Data, Option<string?> Shop) Options() =>
        (new Option<string>("--email") { Description = "E-mail address of the customer.", Required = true, HelpName = "address" }, SharedOptions.Data("comptoir.db"), SharedOptions.Shop());

    private static bool Sure()
    {
        if (Console.IsInputRedirected)
        {
            Console.Error.WriteLine("This cannot be undone. Add --yes to do it.");
            return false;
        }

        Console.Write("This cannot be undone. Type yes to erase: ");
        return Console.ReadLine()?.Trim() == "yes";
    }

    private static async Task<int> WithAsync(string data, string? shop, string email, Func<PersonalDataService, Person, Task<int>> run, CancellationToken ct)
    {
        await using var services = Server.OpenStores(data, make: false);
        var shops = await services.GetRequiredService<ICatalogStore>().GetShopsAsync(ct);
        var id = shop ?? (shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault())?.Id;
        if (id is null || shops.All(s => s.Id != id))
        {
            Console.Error.WriteLine(id is null ? "The database holds no shop." : $"There is no shop '{id}'.");
            return 2;
        }

        var service = ActivatorUtilities.CreateInstance<PersonalDataService>(services);
        return await run(service, await service.FindAsync(id, email, ct));
    }
}
