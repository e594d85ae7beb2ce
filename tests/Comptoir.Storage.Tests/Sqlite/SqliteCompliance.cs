using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class SqliteCatalogTests() : CatalogCompliance(new SqlitePlace());

public sealed class SqliteTransitionTests() : TransitionCompliance(new SqlitePlace());

public sealed class SqliteStockTests() : StockCompliance(new SqlitePlace());

public sealed class SqliteOrderListTests() : OrderListCompliance(new SqlitePlace());

public sealed class SqliteOutboxTests() : OutboxCompliance(new SqlitePlace());

public sealed class SqliteLedgerTests() : LedgerCompliance(new SqlitePlace());

public sealed class SqliteLedgerPostingTests() : LedgerPostingCompliance(new SqlitePlace());

public sealed class SqliteLedgerPropertyTests() : LedgerProperties(new SqlitePlace());

public sealed class SqliteLedgerPeriodTests() : LedgerPeriodCompliance(new SqlitePlace());

public sealed class SqliteLedgerProofTests() : LedgerProofCompliance(new SqlitePlace());

public sealed class SqlitePeopleTests() : PeopleCompliance(new SqlitePlace());

public sealed class SqliteSecurityTests() : SecurityCompliance(new SqlitePlace());

public sealed class SqliteAccountLinkTests() : AccountLinkCompliance(new SqlitePlace());

public sealed class SqliteImportTests() : ImportCompliance(new SqlitePlace());

public sealed class SqliteJobTests() : JobCompliance(new SqlitePlace());

public sealed class SqliteRunnerTests() : RunnerCompliance(new SqlitePlace());

public sealed class SqliteAutomationTests() : AutomationCompliance(new SqlitePlace());

public sealed class SqlitePaymentTests() : PaymentCompliance(new SqlitePlace());

public sealed class SqliteAfterSaleTests() : AfterSaleCompliance(new SqlitePlace());

public sealed class SqliteAgentKeyTests() : AgentKeyCompliance(new SqlitePlace());

public sealed class SqliteComputeTests() : ComputeCompliance(new SqlitePlace());
