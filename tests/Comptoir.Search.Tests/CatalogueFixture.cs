namespace Comptoir.Search.Tests;

/// <summary>The small shop, loaded once for the tests that only read.</summary>
public sealed class CatalogueFixture : IAsyncLifetime
{
    public ProductSearch Search { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Search, _) = await Some.Loaded();

    public ValueTask DisposeAsync()
    {
        Search.Dispose();
        return ValueTask.CompletedTask;
    }

    public SearchResult Find(string text, string language = "en", bool facets = false, Query.Constraints? constraints = null, SortOrder sort = SortOrder.Relevance) =>
        Search.Search(new SearchRequest { ShopId = Some.ShopId, Text = text, Language = language, Limit = 100, WithFacets = facets, Constraints = constraints ?? Query.Constraints.None, Sort = sort });

    public List<string> Ids(string text, string language = "en") => [.. Find(text, language).Hits.Select(h => h.ProductId)];
}
