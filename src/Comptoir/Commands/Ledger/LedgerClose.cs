using System.CommandLine;
using Comptoir.Ordering.Audit;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger close</c>: no more entries before a day.</summary>
internal static class LedgerClose
{
    public static Command Create()
    {
        var through = new Argument<string>("through") { Description = "Last day of the period, yyyy-mm-dd (UTC). It cannot be opened again." };
        return Book.Verb("close", "Proves the books and closes them through a day: income and expenses go to retained earnings.", [through], async (result, book, ct) =>
        {
            var day = Book.DayOf(result.GetValue(through))!.Value;
            var closed = await Book.WithBarAsync("Checking the books", bar => book.Service.CloseAsync(book.ShopId, day, "cli", bar, ct));
            await book.AuditAsync("ledger.close", $"{day:yyyy-MM-dd}", closed.Close is null ? AuditEntry.Refused : AuditEntry.Done, ct);
            foreach (var finding in closed.Findings.Take(50)) Console.WriteLine($"{finding.Rule}: {finding}");
            if (closed.Problem is { } problem)
            {
                Console.Error.WriteLine(problem);
                return 1;
            }

            Console.WriteLine($"The books of '{book.ShopId}' are closed through {closed.Close!.Through:yyyy-MM-dd}: {closed.Close.Transfers} transfers.");
            return 0;
        });
    }
}
