using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Statements;

/// <summary>What moved on one account in a span, between its opening and its closing balance.</summary>
/// <param name="Lines">Oldest first; transfers that only reserve are not among them.</param>
public sealed record AccountStatement(Account Account, Span Span, long Opening, IReadOnlyList<StatementLine> Lines, long Closing)
{
    /// <summary>There are more lines than were asked for; the closing balance is that of the last one.</summary>
    public bool Cut { get; init; }

    /// <param name="transfers">Of the span, oldest first.</param>
    public static AccountStatement Of(Account account, Span span, long opening, IEnumerable<Transfer> transfers)
    {
        var balance = opening;
        var lines = new List<StatementLine>();
        foreach (var transfer in transfers.Where(t => t.Posts > 0))
        {
            var change = transfer.Debit.Id == account.Id == account.DebitNormal ? transfer.Posts : -transfer.Posts;
            lines.Add(new(transfer, change, balance = checked(balance + change)));
        }

        return new(account, span, opening, lines, balance);
    }
}

/// <param name="Change">Signed: what it adds to the balance on the account's normal side.</param>
/// <param name="Balance">After it.</param>
public sealed record StatementLine(Transfer Transfer, long Change, long Balance);
