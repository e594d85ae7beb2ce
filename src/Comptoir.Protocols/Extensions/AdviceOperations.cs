using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Policies;
using Comptoir.Ordering;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Extensions;

/// <summary>What helps to decide: recommendations, and the shop's policies with the passages that answer a question.</summary>
internal sealed class AdviceOperations(RecommendProducts recommend, AnswerPolicy answer, ICatalogStore catalog)
{
    private const int UsualResults = 6;
    private const int LongestQuestion = 1000;

    public UcpAnswer Recommend(UcpCall call, JsonObject request)
    {
        var read = new WireReader();
        var ids = read.Texts(request, "ids", "$", RecommendProducts.MostSources) ?? [];
        if (ids.Count == 0) read.Refuse("invalid_request", "ids must hold one to ten ids of products or variants.", "$.ids");
        var limit = read.Integer(request, "limit", "$") ?? UsualResults;
        if (limit is < 1 or > RecommendProducts.MostResults) read.Refuse("invalid_limit", $"limit must be 1 to {RecommendProducts.MostResults}.", "$.limit");
        if (read.Problem is { } problem) return ExtensionAnswers.Refused(call, ComptoirExtensions.Recommendations, problem);
        var found = recommend.Run(call.Context, ids, (int)limit);
        return ExtensionAnswers.Of(call, ComptoirExtensions.Recommendations, new JsonObject
        {
            ["recommendations"] = WireWriter.Array(found.Select(r => new JsonObject
            {
                ["product"] = CardWriter.Of(r.Card, call.BaseUrl),
                ["reason"] = new JsonObject { ["code"] = "similar_to", ["product_id"] = r.LikeId },
            })),
        });
    }

    public async Task<UcpAnswer> PoliciesAsync(UcpCall call, CancellationToken ct) => ExtensionAnswers.Of(call, ComptoirExtensions.Policies, new JsonObject
    {
        ["policies"] = WireWriter.Array((await catalog.GetPoliciesAsync(call.Context.Shop.Id, ct)).Select(p => Whole(p, call))),
    });

    /// <summary>Passages of the policies that answer a question, word for word, each with where it stands.</summary>
    public async Task<UcpAnswer> AskAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var read = new WireReader();
        var query = read.Text(request, "query", "$", LongestQuestion)?.Trim();
        if (string.IsNullOrEmpty(query)) read.Refuse("invalid_request", "query is required.", "$.query");
        if (read.Problem is { } problem) return ExtensionAnswers.Refused(call, ComptoirExtensions.Policies, problem);
        return ExtensionAnswers.Of(call, ComptoirExtensions.Policies, new JsonObject
        {
            ["passages"] = WireWriter.Array((await answer.RunAsync(call.Context, query!, ct)).Select(p => new JsonObject
            {
                ["policy_id"] = p.PolicyId,
                ["title"] = p.Title,
                ["text"] = p.Text,
                ["url"] = UrlOf(p.PolicyId, call),
                ["resource"] = ShopResources.UriOf(p.PolicyId),
            })),
        });
    }

    private static JsonObject Whole(Policy policy, UcpCall call) => new()
    {
        ["id"] = policy.Id,
        ["title"] = policy.Title.In(call.Context.Language),
        ["text"] = new JsonObject { ["markdown"] = policy.Text.In(call.Context.Language) },
        ["url"] = UrlOf(policy.Id, call),
    };

    private static string UrlOf(string policyId, UcpCall call) => $"{call.BaseUrl}/policies/{Uri.EscapeDataString(policyId)}";
}
