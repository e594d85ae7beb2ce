namespace Comptoir.Web.Console.Parts;

/// <summary>The second step of whatever cannot be taken back: what exactly will happen, and a button.</summary>
/// <param name="Action">Where the form posts to.</param>
/// <param name="Effects">What will be changed, in pairs.</param>
/// <param name="Consequences">What follows, one sentence each.</param>
/// <param name="Hidden">Fields to post, among them the version that was looked at.</param>
public sealed record Confirmation(
    string Title,
    (string Path, string Label) Back,
    string Action,
    IReadOnlyList<Fact> Effects,
    IReadOnlyList<string> Consequences,
    IReadOnlyDictionary<string, string> Hidden,
    string Button,
    bool Danger = false,
    string? Error = null);
