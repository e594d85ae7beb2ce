using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Export;

/// <summary>Transfers for spreadsheets.</summary>
internal sealed class TransferCsv(TextWriter writer) : IJournal
{
    public Task BeginAsync(string shopId, Span span, IReadOnlyList<AccountBalance> opening) =>
        writer.WriteAsync(Csv.Row("id", "at", "recorded_at", "kind", "debit", "debit_party", "credit", "credit_party", "asset", "amount", "amount_decimal", "reference", "cause", "resolves", "note"));

    public Task OpenAsync(Account account, DateTimeOffset at) => Task.CompletedTask;

    public Task AddAsync(Transfer t) => writer.WriteAsync(Csv.Row(
        t.Id, Csv.Moment(t.At), Csv.Moment(t.RecordedAt), t.Kind, t.Debit.Id, t.Debit.Party, t.Credit.Id, t.Credit.Party, t.Asset, Csv.Number(t.Posts), Asset.Of(t.Asset).ToDecimal(t.Posts),
        t.Reference, Cause.Of(t).ToString(), t.PendingId ?? "", t.Note ?? ""));

    public Task EndAsync(IReadOnlyList<AccountBalance> closing, DateTimeOffset last) => Task.CompletedTask;
}
