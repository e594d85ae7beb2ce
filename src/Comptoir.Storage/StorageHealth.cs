namespace Comptoir.Storage;

/// <summary>How the database is doing, for the console.</summary>
/// <param name="Path">Full path of the database file.</param>
/// <param name="FileBytes">Size of the database file.</param>
/// <param name="WalBytes">Size of the write-ahead log beside it; 0 when there is none.</param>
/// <param name="SchemaVersion">Number of the newest migration applied.</param>
/// <param name="Commits">Commits since start, each one flush to disk.</param>
/// <param name="Units">Writes since start that those commits carried.</param>
/// <param name="Waiting">Writes that wait now.</param>
/// <param name="LastCommitMilliseconds">How long the last commit took to be on disk.</param>
public sealed record StorageHealth(string Path, long FileBytes, long WalBytes, int SchemaVersion, long Commits, long Units, int Waiting, double LastCommitMilliseconds)
{
    /// <summary>Writes for each flush to disk; 0 before the first.</summary>
    public double MeanGroupSize => Commits == 0 ? 0 : (double)Units / Commits;
}
