namespace Comptoir.Web.Console.Access;

/// <summary>A signed-in operator: lives in memory only, so that a restart signs everybody out.</summary>
internal sealed class ConsoleSession(DateTimeOffset expiresAt)
{
    private string? _flash;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Chosen language; null: the browser's.</summary>
    public string? Language { get; set; }

    /// <summary>Chosen shop; null: the one of the host name.</summary>
    public string? ShopId { get; set; }

    /// <summary>Says something on the next page.</summary>
    public void Flash(string text) => _flash = text;

    /// <summary>What is to be said, once.</summary>
    public string? TakeFlash() => Interlocked.Exchange(ref _flash, null);
}
