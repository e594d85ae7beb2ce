namespace Comptoir.Ordering.Attempts;

/// <summary>Counts tries of one name (an account, a network address) over all nodes.</summary>
public interface IAttemptStore
{
    /// <summary>
    /// Counts one more try and returns how many there are in the window, this one included. A window opens with the first try; while
    /// fewer than <paramref name="most"/> were made, each try makes it end <paramref name="window"/> from now.
    /// </summary>
    /// <param name="name">Already hashed where it is personal.</param>
    Task<int> CountAsync(string shopId, string kind, string name, int most, TimeSpan window, DateTimeOffset now, CancellationToken ct);

    /// <summary>How many there are in a window that has not ended.</summary>
    Task<int> ReadAsync(string shopId, string kind, string name, DateTimeOffset now, CancellationToken ct);

    Task ForgetAsync(string shopId, string kind, string name, CancellationToken ct);
}
