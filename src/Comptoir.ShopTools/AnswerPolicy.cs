using Comptoir.Catalog;
using Comptoir.Catalog.Policies;
using Comptoir.ShopTools.Policies;

namespace Comptoir.ShopTools;

/// <summary>Answers a question about the shop's terms with passages of its own policies, never with words of its own.</summary>
public sealed class AnswerPolicy(ICatalogStore store)
{
    private const int MostPassages = 3;
    private const int LongestQuestion = 1_000;
    private const double NearTheBest = 0.6;
    private const double SubjectOfTitle = 1.5;

    /// <summary>The best passages first, at most three; empty when no policy speaks of it.</summary>
    public async Task<IReadOnlyList<PolicyPassage>> RunAsync(ShopContext context, string question, CancellationToken ct)
    {
        var policies = await store.GetPoliciesAsync(context.Shop.Id, ct);
        return Choose(policies, question.Length <= LongestQuestion ? question : question[..LongestQuestion], context.Language);
    }

    /// <summary>
    /// A passage scores for each word or topic that it or its policy's title shares with the question, rare ones, topics
    /// and the title's subject more; only passages near the best are given.
    /// </summary>
    internal static IReadOnlyList<PolicyPassage> Choose(IReadOnlyList<Policy> policies, string question, string language)
    {
        var asked = PolicyWords.Of(question);
        if (asked.Count == 0) return [];
        var candidates = policies.SelectMany(p => PolicyParagraphs.Of(p, language))
            .Select(p => (Passage: p, Words: PolicyWords.Of($"{p.Title}\n{p.Text}"), Subjects: PolicyWords.Of($"{p.PolicyId} {p.Title}"))).ToList();
        var weight = asked.ToDictionary(w => w, w => Rarity(candidates.Count(c => c.Words.Contains(w)), candidates.Count) * (w[0] == '#' ? 2 : 1));

        var scored = candidates
            .Select((c, order) => (c.Passage, Order: order, Score: asked.Where(c.Words.Contains).Sum(w => weight[w] * (c.Subjects.Contains(w) && PolicyWords.IsSubject(w) ? SubjectOfTitle : 1))))
            .Where(c => c.Score > 0)
            .OrderByDescending(c => c.Score).ThenBy(c => c.Order).ToList();
        if (scored.Count == 0) return [];
        return [.. scored.TakeWhile(c => c.Score >= NearTheBest * scored[0].Score).Take(MostPassages).Select(c => c.Passage)];
    }

    private static double Rarity(int having, int all) => having == 0 ? 0 : Math.Log(1 + (double)all / having);
}

/// <param name="Text">A paragraph of the policy, plain text.</param>
public sealed record PolicyPassage(string PolicyId, string Title, string Text);
