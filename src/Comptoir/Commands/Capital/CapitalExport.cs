using System.CommandLine;
using System.Text;
using Comptoir.Capital.Formats;

namespace Comptoir.Commands.Capital;

/// <summary><c>comptoir capital export target</c>: deals, the view's network, or a picture, in the format that the target's name says.</summary>
internal static class CapitalExport
{
    public static Command Create()
    {
        var target = new Argument<FileInfo>("target") { Description = $"Where to: {string.Join(", ", DealFiles.Endings)}." };
        var network = new Option<bool>("--network") { Description = "With .graphml: the view's network with what goes round, instead of the deals." };
        var source = new CapitalSource();
        var command = new Command("export", "Writes deals for other programs: Gephi, hledger, beancount, spreadsheets.") { target, network };
        source.AddTo(command);
        command.SetAction(async (result, ct) =>
        {
            var analysis = await source.OpenAsync(result, ct);
            var file = result.GetValue(target)!;
            var text = result.GetValue(network) ? GraphMl.Write(analysis.Network, analysis.Balanced.Circular) : DealFiles.Write(file.Name, analysis.Book.Deals);
            await File.WriteAllTextAsync(file.FullName, text, new UTF8Encoding(false), ct);
            Console.Error.WriteLine($"{analysis.Book.Deals.Length} deals read, {file.Name} written.");
            return CapitalSource.TellRefused(analysis.Book) ? 3 : 0;
        });
        return command;
    }
}
