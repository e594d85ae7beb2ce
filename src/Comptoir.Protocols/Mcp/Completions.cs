using Comptoir.Search;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>What a person may be about to type: arguments of prompts and of resource templates.</summary>
internal sealed class Completions(ShopResources resources, ProductSearch search)
{
    private const int Most = 100;
    private const int LongestTyped = 200;

    public async Task<CompleteResult> RunAsync(McpVisit visit, CompleteRequestParams? request, CancellationToken ct)
    {
        if (request?.Argument is not { } argument) throw McpErrors.Invalid("params.argument is required.");
        var typed = argument.Value.Length <= LongestTyped ? argument.Value : argument.Value[..LongestTyped];
        var values = request.Ref switch
        {
            PromptReference prompt => OfPrompt(visit, prompt.Name, argument.Name, typed),
            ResourceTemplateReference template => argument.Name == "id" ? await resources.CompleteAsync(visit, template.Uri ?? "", typed, ct) : [],
            _ => throw McpErrors.Invalid("params.ref must be of type ref/prompt or ref/resource."),
        };
        return new() { Completion = new() { Values = [.. values.Take(Most)], Total = values.Count, HasMore = values.Count > Most } };
    }

    private IReadOnlyList<string> OfPrompt(McpVisit visit, string prompt, string argument, string typed)
    {
        if (Journey.All.FirstOrDefault(j => j.Name == prompt) is not { } journey) throw McpErrors.Of(McpErrors.InvalidParams, "unknown_prompt", "There is no such prompt.");
        if (journey.Arguments.All(a => a.Name != argument) || visit.Shop is not { } shop) return [];
        return argument switch
        {
            "language" => [.. ((string[])["en", "fr"]).Where(l => l.StartsWith(typed, StringComparison.OrdinalIgnoreCase))],
            "wish" or "products" when typed.Length > 0 => [.. search.Suggest(shop.Id, typed, visit.Language, 20).Select(s => s.Text).Distinct(StringComparer.Ordinal)],
            _ => [],
        };
    }
}
