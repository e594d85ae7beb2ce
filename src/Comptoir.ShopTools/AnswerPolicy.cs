using Comptoir.Catalog;

namespace Comptoir.ShopTools;

/// <summary>Answers a question about the shop's terms with passages of its own policies, never with words of its own.</summary>
public sealed class AnswerPolicy(ICatalogStore store)
{
    public Task<IReadOnlyList<PolicyPassage>> RunAsync(ShopContext context, string question, CancellationToken ct) => throw new NotImplementedException();
}

/// <param name="Text">A paragraph of the policy, plain text.</param>
public sealed record PolicyPassage(string PolicyId, string Title, string Text);
