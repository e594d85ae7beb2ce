using System.CommandLine;
using Comptoir.Ledger.Proof;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger check</c>: proves the whole book in one pass.</summary>
internal static class LedgerCheck
{
    public static Command Create()
    {
        var head = new Option<string?>("--head") { Description = "A head noted earlier; the book must still contain it.", HelpName = "batch:hash" };
        return Book.Verb("check", "Proves chain, sums, reservations, limits, periods and commitments; says what is wrong. Exit code 0: sound, 1: not.", [head], async (result, book, ct) =>
        {
            var report = await Book.WithBarAsync("Checking the books", bar => book.Store.CheckAsync(book.ShopId, null, bar, ct));
            var findings = report.Findings.ToList();
            if (result.GetValue(head) is { } noted && await MissingHeadAsync(book, noted, ct) is { } missing) findings.Add(missing);
            foreach (var finding in findings) Console.WriteLine($"{finding.Rule}: {finding}");
            Console.WriteLine($"{report.Transfers} transfers, {report.Accounts} accounts, {report.Batches} batches, {report.Unsealed} not sealed yet.");
            if (report.Head is { } last) Console.WriteLine($"Head {last.Number}:{Convert.ToHexStringLower(last.Hash)}");
            Console.WriteLine(findings.Count == 0 ? "The books are sound." : $"The books are NOT sound: {findings.Count} findings.");
            return findings.Count == 0 ? 0 : 1;
        });
    }

    private static async Task<Finding?> MissingHeadAsync(Book book, string noted, CancellationToken ct)
    {
        if (noted.Split(':') is not [var number, { Length: 64 } hash] || !long.TryParse(number, out var batch)) throw new FormatException($"'{noted}' is no head; write it as the check printed it, 12:ab34….");
        var last = (await book.Store.GetBatchesAsync(book.ShopId, 1, 0, ct)).FirstOrDefault()?.Number ?? 0;
        var there = batch > last ? null : (await book.Store.GetBatchesAsync(book.ShopId, 1, (int)(last - batch), ct)).FirstOrDefault();
        return there is not null && there.Number == batch && Convert.ToHexStringLower(there.Hash) == hash.ToLowerInvariant() ? null
            : new("head", $"batch {batch}", "its hash is not the one that was noted: the book was written anew.");
    }
}
