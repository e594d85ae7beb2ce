using System.CommandLine;

namespace Comptoir.Commands.Ledger;

/// <summary><c>comptoir ledger …</c>: the books from the command line.</summary>
internal static class LedgerCommand
{
    public static Command Create() => new("ledger", "Checks, shows, exports and closes a shop's books.")
    {
        LedgerCheck.Create(), LedgerBalances.Create(), LedgerStatement.Create(), LedgerExportFile.Create(), LedgerClose.Create(), LedgerPost.Create(),
    };
}
