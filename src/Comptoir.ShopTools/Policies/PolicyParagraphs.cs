using System.Text.RegularExpressions;
using Comptoir.Catalog.Policies;

namespace Comptoir.ShopTools.Policies;

/// <summary>Cuts a policy's Markdown into paragraphs of plain text that can be quoted alone.</summary>
internal static partial class PolicyParagraphs
{
    private const int LongestParagraph = 1_200;

    public static IReadOnlyList<PolicyPassage> Of(Policy policy, string language)
    {
        var title = policy.Title.In(language);
        var passages = new List<PolicyPassage>();
        var heading = "";
        foreach (var block in policy.Text.In(language).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var text = Plain(block);
            if (text.Length == 0) continue;
            if (IsHeading(block))
            {
                heading = text.TrimEnd('.', ':', ' ', '\u00a0') + (text.EndsWith('?') ? " " : ". ");
                continue;
            }

            var whole = heading + text;
            passages.Add(new PolicyPassage(policy.Id, title, whole.Length <= LongestParagraph ? whole : whole[..LongestParagraph] + "…"));
            heading = "";
        }

        return passages;
    }

    /// <summary>A line of its own that only names what follows: <c>## Returns</c> or <c>**Returns**</c>.</summary>
    private static bool IsHeading(string block) =>
        !block.Contains('\n', StringComparison.Ordinal) && (block.StartsWith('#') || (block.StartsWith("**", StringComparison.Ordinal) && block.IndexOf("**", 2, StringComparison.Ordinal) == block.Length - 2));

    private static string Plain(string block)
    {
        var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !TableRule().IsMatch(line))
            .Select(line => line.StartsWith('|') ? Row(line) : line);
        var text = string.Join(block.StartsWith('|') || ListItem().IsMatch(block) ? "\n" : " ", lines);
        text = Link().Replace(text, "$1");
        text = Emphasis().Replace(text, "$2");
        return Heading().Replace(text, "").Trim();
    }

    private static string Row(string line) =>
        string.Join(" · ", line.Trim('|').Split('|', StringSplitOptions.TrimEntries).Where(cell => cell.Length > 0));

    [GeneratedRegex(@"^\|?[\s:|-]*---[\s:|-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^(\d+\.|[-*+]) ", RegexOptions.NonBacktracking)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\[([^\]]{1,300})\]\([^)]{0,500}\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"(\*\*|__|`)([^*_`]{1,500})\1", RegexOptions.None, 2000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^#{1,6} +", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();
}
