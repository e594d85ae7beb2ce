using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Postgres;

public sealed class PostgresCatalogTests(PostgresServer server) : CatalogCompliance(new PostgresPlace(server));

public sealed class PostgresTransitionTests(PostgresServer server) : TransitionCompliance(new PostgresPlace(server));

public sealed class PostgresStockTests(PostgresServer server) : StockCompliance(new PostgresPlace(server));

public sealed class PostgresOrderListTests(PostgresServer server) : OrderListCompliance(new PostgresPlace(server));

public sealed class PostgresOutboxTests(PostgresServer server) : OutboxCompliance(new PostgresPlace(server));

public sealed class PostgresLedgerTests(PostgresServer server) : LedgerCompliance(new PostgresPlace(server));

public sealed class PostgresLedgerPostingTests(PostgresServer server) : LedgerPostingCompliance(new PostgresPlace(server));

public sealed class PostgresLedgerProofTests(PostgresServer server) : LedgerProofCompliance(new PostgresPlace(server));

public sealed class PostgresLedgerPeriodTests(PostgresServer server) : LedgerPeriodCompliance(new PostgresPlace(server));

public sealed class PostgresLedgerPropertyTests(PostgresServer server) : LedgerProperties(new PostgresPlace(server));

public sealed class PostgresPeopleTests(PostgresServer server) : PeopleCompliance(new PostgresPlace(server));

public sealed class PostgresSecurityTests(PostgresServer server) : SecurityCompliance(new PostgresPlace(server));

public sealed class PostgresAccountLinkTests(PostgresServer server) : AccountLinkCompliance(new PostgresPlace(server));

public sealed class PostgresImportTests(PostgresServer server) : ImportCompliance(new PostgresPlace(server));

public sealed class PostgresJobTests(PostgresServer server) : JobCompliance(new PostgresPlace(server));

public sealed class PostgresRunnerTests(PostgresServer server) : RunnerCompliance(new PostgresPlace(server));

public sealed class PostgresAutomationTests(PostgresServer server) : AutomationCompliance(new PostgresPlace(server));

public sealed class PostgresPaymentTests(PostgresServer server) : PaymentCompliance(new PostgresPlace(server));

public sealed class PostgresAfterSaleTests(PostgresServer server) : AfterSaleCompliance(new PostgresPlace(server));

public sealed class PostgresAgentKeyTests(PostgresServer server) : AgentKeyCompliance(new PostgresPlace(server));

public sealed class PostgresComputeTests(PostgresServer server) : ComputeCompliance(new PostgresPlace(server));
