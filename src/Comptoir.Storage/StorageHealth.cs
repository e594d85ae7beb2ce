namespace Comptoir.Storage;

/// <summary>Where the database is and how it is doing, for the console.</summary>
public interface IStorageHealth
{
    StorageHealth GetHealth();
}

/// <param name="Database">SQLite or PostgreSQL.</param>
/// <param name="Place">Full path of the database file, or host and name of the database; never a password.</param>
/// <param name="Bytes">Size of the database on disk.</param>
/// <param name="WalBytes">Size of the write-ahead log beside an SQLite file; 0 when there is none, and on PostgreSQL.</param>
/// <param name="SchemaVersion">Number of the newest migration applied.</param>
/// <param name="Commits">Commits by this process since its start, each one flush to disk.</param>
/// <param name="Units">Writes since start that those commits carried.</param>
/// <param name="Waiting">Writes that wait now.</param>
/// <param name="LastCommitMilliseconds">How long the last commit took to be on disk.</param>
public sealed record StorageHealth(string Database, string Place, long Bytes, long WalBytes, int SchemaVersion, long Commits, long Units, int Waiting, double LastCommitMilliseconds)
{
    /// <summary>Writes for each flush to disk; 0 before the first.</summary>
    public double MeanGroupSize => Commits == 0 ? 0 : (double)Units / Commits;
}
