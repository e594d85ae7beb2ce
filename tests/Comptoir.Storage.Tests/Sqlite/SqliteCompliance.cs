using Comptoir.Storage.Tests.Compliance;

namespace Comptoir.Storage.Tests.Sqlite;

public sealed class SqliteCatalogTests() : CatalogCompliance(new SqlitePlace());

public sealed class SqliteTransitionTests() : TransitionCompliance(new SqlitePlace());
