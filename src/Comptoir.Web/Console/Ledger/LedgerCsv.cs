using System.Globalization;
using System.Text;
using Comptoir.Catalog.Offers;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Export;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Web.Console.Ledger;

/// <summary>Balances and transfers as CSV (RFC 4180). Amounts are in minor units and, beside it, with a decimal point.</summary>
internal static class LedgerCsv
{
    private const int PageSize = 1_000;

    public static string Of(IEnumerable<AccountBalance> balances)
    {
        var csv = new StringBuilder("account,party,kind,asset,debits,credits,balance,balance_decimal\r\n");
        foreach (var b in balances.OrderBy(b => b.Account.Asset, StringComparer.Ordinal).ThenBy(b => b.Account.Id, StringComparer.Ordinal))
            Row(csv, b.Account.Id, b.Account.Party, b.Account.Kind.ToString(), b.Account.Asset, Number(b.Debits), Number(b.Credits), Number(b.Balance), Major(b.Balance, b.Account.Asset));
        return csv.ToString();
    }

    /// <summary>All transfers that pass the filter, newest first, written while they are read. A transfer posted meanwhile moves the pages by one, so ids already written are left out.</summary>
    public static async Task WriteAsync(Stream body, ILedgerStore ledger, string shopId, TransferFilter filter, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false));
        await writer.WriteAsync("id,at,kind,debit,credit,asset,amount,amount_decimal,reference,note\r\n".AsMemory(), ct);
        var last = new HashSet<string>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await ledger.GetTransfersAsync(shopId, filter with { Limit = PageSize, Offset = offset }, ct);
            var rows = new StringBuilder();
            foreach (var t in page.Where(t => !last.Contains(t.Id))) Row(rows, Cells(t));
            await writer.WriteAsync(rows, ct);
            if (page.Count < PageSize) return;
            last = [.. page.Select(t => t.Id)];
        }
    }

    private static string[] Cells(Transfer t) =>
        [t.Id, t.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), t.Kind, t.Debit.Id, t.Credit.Id, t.Asset, Number(t.Amount), Major(t.Amount, t.Asset), t.Reference, t.Note ?? ""];

    private static void Row(StringBuilder csv, params IEnumerable<string> cells) => csv.Append(Csv.Row(cells));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Major(long amount, string asset) =>
        Currencies.IsKnown(asset) ? Currencies.ToMajor(amount, asset).ToString("F" + Currencies.Digits(asset).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : "";
}
