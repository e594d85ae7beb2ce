using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Export;

public enum ExportFormat
{
    /// <summary>A journal for hledger, with accounts, opening balances and assertions of the closing ones.</summary>
    Hledger,

    /// <summary>The same for beancount.</summary>
    Beancount,

    /// <summary>One line for each transfer, RFC 4180, amounts in smallest units and with a decimal point.</summary>
    Csv,

    /// <summary>Costs as the Cost and Usage dataset of FOCUS 1.4.</summary>
    Focus,
}

/// <summary>Writes a span of the books for other programs, of any length, while it is read. Transfers that only reserve are not among them.</summary>
public sealed class LedgerExport(ILedgerStore store)
{
    /// <summary>What a file of a format is called at its end, without the dot.</summary>
    public static string ExtensionOf(ExportFormat format) => format switch { ExportFormat.Hledger => "journal", ExportFormat.Beancount => "beancount", _ => "csv" };

    public async Task WriteAsync(TextWriter writer, string shopId, ExportFormat format, Span span, CancellationToken ct)
    {
        var opening = span.From is { } from && format is ExportFormat.Hledger or ExportFormat.Beancount
            ? (await store.GetBalancesAsync(shopId, span.From!.Value, BookTime.Effective, ct)).Where(b => b.Debits != b.Credits).ToList() : [];
        IJournal journal = format switch
        {
            ExportFormat.Hledger => new HledgerJournal(writer),
            ExportFormat.Beancount => new BeancountJournal(writer),
            ExportFormat.Csv => new TransferCsv(writer),
            ExportFormat.Focus => new FocusCsv(writer, shopId),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        await journal.BeginAsync(shopId, span, opening);
        var sums = opening.ToDictionary(b => b.Account.Id, StringComparer.Ordinal);
        var last = span.From ?? DateTimeOffset.UnixEpoch;
        await foreach (var transfer in store.ReadTransfersAsync(shopId, span with { Time = BookTime.Effective }, null, ct))
        {
            if (transfer.Posts == 0) continue;
            foreach (var account in new[] { transfer.Debit, transfer.Credit })
            {
                if (!sums.TryGetValue(account.Id, out var sum)) await journal.OpenAsync(account, transfer.At);
                sums[account.Id] = (sum ?? new(account, 0, 0)).After(transfer);
            }

            await journal.AddAsync(transfer);
            last = transfer.At;
        }

        await journal.EndAsync([.. sums.Values.OrderBy(s => s.Account.Id, StringComparer.Ordinal)], last);
        await writer.FlushAsync(ct);
    }
}

/// <summary>One format of a journal.</summary>
internal interface IJournal
{
    /// <param name="opening">Balances before the first transfer; they add up to zero in each asset.</param>
    Task BeginAsync(string shopId, Span span, IReadOnlyList<AccountBalance> opening);

    /// <summary>An account is about to be named for the first time.</summary>
    Task OpenAsync(Account account, DateTimeOffset at);

    Task AddAsync(Transfer transfer);

    /// <param name="closing">What opening and transfers add up to.</param>
    Task EndAsync(IReadOnlyList<AccountBalance> closing, DateTimeOffset last);
}

/// <summary>Amounts as journals write them.</summary>
internal static class JournalAmounts
{
    /// <summary>Debits less credits with the decimal point: how plain-text accounting signs every account.</summary>
    public static string Net(AccountBalance balance) => Asset.Of(balance.Account.Asset).ToDecimal(checked(balance.Debits - balance.Credits));

    public static string Of(Transfer transfer, int sign) => Asset.Of(transfer.Asset).ToDecimal(sign * transfer.Posts);
}
