using System.Text.RegularExpressions;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>The rules that every page keeps, checked on its text: a small net, not a validator.</summary>
internal static partial class HtmlCheck
{
    public static IReadOnlyList<string> Problems(string html)
    {
        var problems = new List<string>();
        if (!html.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal)) problems.Add("no doctype at the start");
        if (!Regex.IsMatch(html, "<html lang=\"(en|fr)\"")) problems.Add("no language on html");
        if (Regex.Count(html, "<h1[ >]") != 1) problems.Add($"{Regex.Count(html, "<h1[ >]")} first-level headings");
        if (Regex.Count(html, "<main[ >]") != 1) problems.Add("not one main landmark");
        if (!html.Contains("class=\"skip\" href=\"#content\"", StringComparison.Ordinal)) problems.Add("no skip link");
        if (!Regex.IsMatch(html, "<title>[^<]+</title>")) problems.Add("no title");
        problems.AddRange(Tags(html).Where(t => Has(t, "style")).Select(t => "inline style: " + t));
        problems.AddRange(Tags(html).Where(t => Regex.IsMatch(t, "\\son[a-z]+=")).Select(t => "inline handler: " + t));
        problems.AddRange(Tags(html, "script").Where(t => !Has(t, "src") && !t.Contains("application/ld+json", StringComparison.Ordinal)).Select(t => "inline script: " + t));
        problems.AddRange(Tags(html, "style").Select(t => "inline style sheet: " + t));
        problems.AddRange(Tags(html, "img").Where(t => !Has(t, "alt")).Select(t => "image without alt: " + t));
        problems.AddRange(Tags(html, "html").Where(t => Regex.IsMatch(html, "href=\"javascript:", RegexOptions.IgnoreCase)).Select(_ => "a javascript: link"));
        var ids = Tags(html).Select(t => Value(t, "id")).OfType<string>().ToList();
        problems.AddRange(ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"id twice: {g.Key}"));
        var labelled = Tags(html, "label").Select(t => Value(t, "for")).OfType<string>().ToHashSet();
        var wrapped = Wrapped().Matches(html).SelectMany(m => Tags(m.Value, "input")).ToHashSet();
        foreach (var field in Tags(html, "input").Concat(Tags(html, "select")).Concat(Tags(html, "textarea")))
        {
            if (Value(field, "type") == "hidden" || Has(field, "aria-label") || wrapped.Contains(field)) continue;
            if (Value(field, "id") is not { } id || !labelled.Contains(id)) problems.Add("field without label: " + field);
        }

        foreach (var label in labelled.Where(l => !ids.Contains(l))) problems.Add("label for nothing: " + label);
        foreach (Match button in Button().Matches(html))
            if (!Has(button.Groups[1].Value, "aria-label") && Regex.Replace(button.Groups[2].Value, "<[^>]*>|\\s", "").Length == 0) problems.Add("button without a name: " + button.Value);
        return problems;
    }

    private static IEnumerable<string> Tags(string html, string name = "[a-z][a-z0-9-]*") =>
        Regex.Matches(html, $"<{name}(?=[\\s>/])(?:\"[^\"]*\"|[^>\"])*>", RegexOptions.IgnoreCase).Select(m => m.Value);

    private static bool Has(string tag, string attribute) => Regex.IsMatch(tag, $"\\s{attribute}(=|\\s|>|/)");

    private static string? Value(string tag, string attribute) => Regex.Match(tag, $"\\s{attribute}=\"([^\"]*)\"") is { Success: true } m ? m.Groups[1].Value : null;

    [GeneratedRegex("<label[^>]*class=\"radio\".*?</label>", RegexOptions.Singleline)]
    private static partial Regex Wrapped();

    [GeneratedRegex("(<button[^>]*>)(.*?)</button>", RegexOptions.Singleline)]
    private static partial Regex Button();
}
