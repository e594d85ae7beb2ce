namespace Comptoir.Ordering.Secrets;

/// <summary>Where the keys lie that cookies and stored secrets are encrypted with, so that all nodes share them.</summary>
public interface IKeyRingStore
{
    /// <summary>All entries in the order in which they were added. The ring is read when the server starts and about once a day.</summary>
    Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct);

    /// <summary>Adds an entry; one of the same name stays as it is.</summary>
    /// <param name="document">XML as ASP.NET Core Data Protection writes it.</param>
    Task AddAsync(string name, string document, CancellationToken ct);
}
