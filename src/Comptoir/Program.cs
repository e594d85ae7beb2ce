using System.CommandLine;
using Comptoir.Commands;
using Comptoir.Commands.Capital;
using Comptoir.Commands.Compute;
using Comptoir.Commands.Evaluation;
using Comptoir.Commands.Ledger;

var root = new RootCommand(
    """
    Comptoir opens any shop to AI agents, knows what those agents cost, and shows where the money goes.

      comptoir demo                      a bilingual demo shop, ready to buy from
      comptoir serve --data shop.db      your own shop
      comptoir import products.csv       Shopify, Magento or any CSV, JSON Lines, JSON; also .gz
      comptoir capital ten               who funds whom, and how much comes back (--deals deals.csv)
    """)
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    ExportCommand.Create(),
    FeedCommand.Create(),
    AcpCommand.Create(),
    ReindexCommand.Create(),
    BackupCommand.Create(),
    CustomerCommand.Create(),
    RestoreCommand.Create(),
    LedgerCommand.Create(),
    CapitalCommand.Create(),
    ComputeCommand.Create(),
    DatabaseCommand.Create(),
    EvalCommand.Create(),
};
return await Failures.ToldAsync(() => root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
