using System.Net;
using System.Text.RegularExpressions;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>A form of a page as a browser would send it untouched, and the most that its number fields take.</summary>
internal sealed partial record Form(string Action, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, int> Most, IReadOnlyDictionary<string, IReadOnlyList<string>> Choices)
{
    public static IReadOnlyList<Form> All(string page) => [.. Forms().Matches(page).Select(m => Read(WebUtility.HtmlDecode(m.Groups[1].Value), m.Groups[2].Value))];

    /// <summary>The fields with some of them filled in otherwise.</summary>
    public Dictionary<string, string> With(params ReadOnlySpan<(string Name, string Value)> values)
    {
        var fields = Fields.ToDictionary();
        foreach (var (name, value) in values) fields[name] = value;
        return fields;
    }

    private static Form Read(string action, string html)
    {
        var (fields, most, choices) = (new Dictionary<string, string>(), new Dictionary<string, int>(), new Dictionary<string, IReadOnlyList<string>>());
        foreach (Match input in Inputs().Matches(html))
        {
            if (Attribute(input.Value, "name") is not { } name) continue;
            if (Attribute(input.Value, "type") is "radio" or "checkbox")
                choices[name] = [.. choices.GetValueOrDefault(name) ?? [], Attribute(input.Value, "value") ?? "on"];
            else fields[name] = Attribute(input.Value, "value") ?? "";
            if (Attribute(input.Value, "max") is { } max) most[name] = int.Parse(max);
        }

        foreach (Match select in Selects().Matches(html)) choices[Attribute(select.Groups[1].Value, "name")!] = [.. Options().Matches(select.Groups[2].Value).Select(o => WebUtility.HtmlDecode(o.Groups[1].Value))];
        return new(action, fields, most, choices);
    }

    private static string? Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]+)\"[^>]*>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("(<select[^>]*>)(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option value=\"([^\"]*)\"")]
    private static partial Regex Options();
}
