using System.CommandLine;
using Comptoir.Storage;

namespace Comptoir.Commands;

/// <summary>Flags that several verbs have; the environment and appsettings.json give their defaults (docs/configuration.md).</summary>
internal static class SharedOptions
{
    public static Option<string> Data(string fallback) => new("--data")
    {
        Description = "Database: a file, made when it is not there, or postgresql://user:password@host/name.",
        HelpName = "database",
        DefaultValueFactory = asked => Environment.GetEnvironmentVariable("COMPTOIR_DATA") is not { Length: > 0 } set ? fallback
            : asked.Parent is null ? Shown(set) : set,
    };

    /// <summary>Help asks for a default without a command line to print it; an address may hold a password.</summary>
    private static string Shown(string database) => DatabaseAddress.IsPostgres(database) ? "COMPTOIR_DATA" : database;

    public static Option<string?> Shop() => new("--shop")
    {
        Description = "Id of the shop; the default shop when left out.",
        HelpName = "id",
    };

    public static Option<string?> Urls() => new("--urls")
    {
        Description = "Addresses to listen on, separated by semicolons (default http://127.0.0.1:5080).",
        HelpName = "urls",
    };

    public static Option<string?> TestHooks() => new("--test-hooks")
    {
        Description = "Opens /testing/… to callers that send this secret; for conformance suites, on loopback only.",
        HelpName = "secret",
    };

    public static Option<string?> UcpVersion() => new("--ucp-version")
    {
        Description = "UCP version that /.well-known/ucp shows: 2026-04-08 or 2026-01-11; the other stays reachable.",
        HelpName = "version",
    };

    public static Option<string[]> PinnedProfiles() => new("--pin-profile")
    {
        Description = "Answers for an agent's profile address without fetching it: url=file.json. May be repeated.",
        HelpName = "url=file",
    };

    public static Option<bool> Quiet() => new("--quiet") { Description = "No progress bar; for scripts." };
}
