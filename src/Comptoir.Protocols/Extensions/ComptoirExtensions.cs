namespace Comptoir.Protocols.Extensions;

/// <summary>
/// What Comptoir adds to UCP under its own name, because no release has it: returns, recommendations, the shop's policies. Each is a capability
/// with a JSON Schema that this server serves itself.
/// </summary>
internal static class ComptoirExtensions
{
    public const string Version = "2026-11-23";
    public const string Returns = "dev.comptoir.shopping.returns";
    public const string Recommendations = "dev.comptoir.shopping.recommendations";
    public const string Policies = "dev.comptoir.shopping.policies";

    public static IReadOnlyList<string> All { get; } = [Returns, Recommendations, Policies];

    /// <summary>The file of a capability's schema, without ending.</summary>
    public static string FileOf(string capability) => capability[(capability.LastIndexOf('.') + 1)..];

    /// <summary>Where this server serves that schema.</summary>
    public static string SchemaUrl(string baseUrl, string capability) => $"{baseUrl}{ExtensionEndpoints.Folder}/{FileOf(capability)}.json";

    /// <summary>Those that a platform's profile names in a version that is served here (none named: any).</summary>
    public static IEnumerable<string> Shared(IReadOnlyDictionary<string, IReadOnlyList<string>> theirs) =>
        All.Where(name => theirs.TryGetValue(name, out var versions) && (versions.Count == 0 || versions.Contains(Version)));
}
