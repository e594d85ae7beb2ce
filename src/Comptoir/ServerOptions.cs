namespace Comptoir;

/// <summary>How a server was asked to run.</summary>
/// <param name="Data">Path of an SQLite file, or address of a PostgreSQL database; may hold a password.</param>
internal sealed record ServerOptions(string Data)
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Addresses separated by semicolons; null: configuration, else <see cref="DefaultUrl"/>.</summary>
    public string? Urls { get; init; }

    /// <summary>Opens <c>/testing/…</c> to callers that know it; loopback only.</summary>
    public string? TestHooksSecret { get; init; }

    /// <summary>Version of UCP that the well-known profile shows.</summary>
    public string? UcpVersion { get; init; }

    /// <summary><c>url=file.json</c>: an agent profile that is not fetched.</summary>
    public IReadOnlyList<string> PinnedProfiles { get; init; } = [];

    /// <summary>Loads a demo shop, opens checkout to all agents and says on every page that nothing is charged.</summary>
    public bool Demo { get; init; }

    /// <summary>Folder of a CSV demo shop; null: the built-in one.</summary>
    public string? DemoFolder { get; init; }
}
