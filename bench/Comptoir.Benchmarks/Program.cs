using Comptoir.Benchmarks;

if (args.Length == 0 || args[0] is "--help" or "-h")
{
    Console.WriteLine(
        """
        Every figure that the README quotes. Build with -c Release and run on a quiet machine.

          startup [runs]            start of the demo to its first answered page; resident memory
          import [products]         import of generated products into SQLite with indexing
          turn [turns]              one turn of the embedded agent over HTTP
          orders [seconds]          UCP create to complete, 1 and 16 clients, beside bare SQLite commits
          money [seconds] [sqlite|postgres]
                                    durable checkouts on SQLite and PostgreSQL, 1 and 16 clients, two nodes, beside bare commits and pgbench
          ledger [seconds] [sqlite|postgres]
                                    transfers a second with sealing, single and 100 a post, spread and on hot accounts, beside plain SQL
          protocols [seconds]       UCP over REST and MCP, the server on one core, beside the Node reference for MCP (MCP_EVERYTHING: its folder)
          signatures [requests]     CPU of checking a signed request and signing its answer
          capital [parties] [deals.csv]
                                    each question on a file of deals; headline, bound and clearing on random networks of 20 contracts a party
        """);
    return 0;
}

var count = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
switch (args[0])
{
    case "startup": await Startup.RunAsync(count > 0 ? count : 5); return 0;
    case "import": await Import.RunAsync(count > 0 ? count : 100_000); return 0;
    case "turn": await Turn.RunAsync(count > 0 ? count : 2_000); return 0;
    case "orders": await Orders.RunAsync(count > 0 ? count : 10); return 0;
    case "money": await Comptoir.Benchmarks.Money.MoneyFigures.RunAsync(count > 0 ? count : 10, args.ElementAtOrDefault(2)); return 0;
    case "ledger": await Ledger.RunAsync(count > 0 ? count : 8, args.ElementAtOrDefault(2)); return 0;
    case "protocols": await Comptoir.Benchmarks.Protocols.ProtocolFigures.RunAsync(count > 0 ? count : 10); return 0;
    case "signatures": Signatures.Run(count > 0 ? count : 20_000); return 0;
    case "capital": CapitalFigures.Run(args.ElementAtOrDefault(2), count > 0 ? count : 10_000); return 0;
    default:
        Console.Error.WriteLine($"There is no figure '{args[0]}'; --help lists them.");
        return 2;
}
