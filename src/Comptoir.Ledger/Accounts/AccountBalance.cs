namespace Comptoir.Ledger.Accounts;

/// <summary>Sums of all postings of an account. The balance is debits − credits for assets and expenses, else credits − debits.</summary>
public sealed record AccountBalance(Account Account, long Debits, long Credits)
{
    /// <summary>Reserved by pending transfers that would debit the account.</summary>
    public long PendingDebits { get; init; }

    /// <summary>Reserved by pending transfers that would credit the account.</summary>
    public long PendingCredits { get; init; }

    public long Balance => Account.DebitNormal ? checked(Debits - Credits) : checked(Credits - Debits);

    /// <summary>What may still be taken: the balance less what pending transfers may take. What they may bring does not count.</summary>
    public long Available => checked(Balance - (Account.DebitNormal ? PendingCredits : PendingDebits));

    /// <summary>The sums after a transfer; unchanged when it touches another account.</summary>
    /// <exception cref="OverflowException">A sum passes 64 bits.</exception>
    public AccountBalance After(Transfers.Transfer transfer) => checked(this with
    {
        Debits = Debits + (transfer.Debit.Id == Account.Id ? transfer.Posts : 0),
        Credits = Credits + (transfer.Credit.Id == Account.Id ? transfer.Posts : 0),
        PendingDebits = PendingDebits + (transfer.Debit.Id == Account.Id ? transfer.Holds : 0),
        PendingCredits = PendingCredits + (transfer.Credit.Id == Account.Id ? transfer.Holds : 0),
    });
}
