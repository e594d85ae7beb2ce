using System.CommandLine;
using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Compute;

namespace Comptoir.Commands.Compute;

/// <summary>A verb with <c>--data</c> and <c>--shop</c> that works on a shop's models.</summary>
internal static class ComputeVerb
{
    public static Command Make(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, ComputeService, string, CancellationToken, Task<int>> run)
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
            await using var services = Server.OpenStores(result.GetValue(data)!, make: false);
            var shops = await services.GetRequiredService<ICatalogStore>().GetShopsAsync(ct);
            var asked = result.GetValue(shop);
            var id = asked ?? (shops.FirstOrDefault(s => s.IsDefault) ?? shops.FirstOrDefault())?.Id;
            if (id is null || shops.All(s => s.Id != id)) throw new ArgumentException(id is null ? "The database holds no shop." : $"There is no shop '{id}'.");
            return await run(result, services.GetRequiredService<ComputeService>(), id, ct);
        });
        return command;
    }

    /// <summary>Prints problems and gives the exit code: 0 when there are none, else 2.</summary>
    public static int Tell(IReadOnlyList<string> problems, string done)
    {
        foreach (var problem in problems) Console.Error.WriteLine(problem);
        if (problems.Count == 0) Console.WriteLine(done);
        return problems.Count == 0 ? 0 : 2;
    }

    /// <exception cref="FormatException">Neither a day nor a moment.</exception>
    public static DateTimeOffset? MomentOf(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment
        : throw new FormatException($"'{text}' is no day or moment; write it as 2026-06-30 or 2026-06-30T12:00:00Z.");

    /// <summary>Nano-units with all their decimals.</summary>
    public static string Money(long? nano, string currency) => nano is { } n ? $"{(n / 1_000_000_000m).ToString("0.00#######", CultureInfo.InvariantCulture)} {currency}" : "unpriced";
}
