using System.CommandLine;
using System.Text;
using Comptoir.Ledger.Export;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger export</c>: the books for other programs.</summary>
internal static class LedgerExportFile
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "Where to; standard output when left out.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<ExportFormat>("--format") { Description = "hledger, beancount, csv, or focus (costs as FOCUS 1.4).", DefaultValueFactory = _ => ExportFormat.Hledger };
        var (from, to) = (Book.Day("--from", "First day (UTC); opening balances stand for what was before."), Book.Day("--to", "Last day (UTC)."));
        return Book.Verb("export", "Writes the books as a journal for hledger or beancount, as CSV, or their costs as FOCUS.", [file, format, from, to], async (result, book, ct) =>
        {
            var span = Book.SpanOf(result.GetValue(from), result.GetValue(to));
            await using var writer = result.GetValue(file) is { } path
                ? new StreamWriter(path.FullName, append: false, new UTF8Encoding(false)) : new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
            await new LedgerExport(book.Store).WriteAsync(writer, book.ShopId, result.GetValue(format), span, ct);
            return 0;
        });
    }
}
