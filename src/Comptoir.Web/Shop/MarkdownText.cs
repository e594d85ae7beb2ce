using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Comptoir.Web.ShopPages;

/// <summary>Policy texts as HTML. Raw HTML is shown as text, links lead only to the web, to mail or within the shop.</summary>
internal static class MarkdownText
{
    private const int Longest = 100_000;

    public static MarkupString ToHtml(string markdown)
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();
        var document = Markdown.Parse(markdown.Length > Longest ? markdown[..Longest] : markdown, pipeline);
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                // the page's own title is its only first-level heading
                case HeadingBlock heading: heading.Level = Math.Min(6, heading.Level + 1); break;
                // alignment is written as a style attribute, which the content security policy forbids
                case Table table: table.ColumnDefinitions.ForEach(c => c.Alignment = null); break;
                case LinkInline { IsImage: true } image: image.ReplaceBy(new LiteralInline(image.Title ?? "")); break;
                case LinkInline link when !IsSafe(link.Url): link.Url = "#"; break;
                case AutolinkInline auto when !IsSafe(auto.Url): auto.ReplaceBy(new LiteralInline(auto.Url)); break;
            }
        }

        return new MarkupString(document.ToHtml(pipeline));
    }

    private static bool IsSafe(string? url) =>
        url is not null && (url.StartsWith('/') || url.StartsWith('#') || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || url.Contains('@') && !url.Contains(':'));
}
