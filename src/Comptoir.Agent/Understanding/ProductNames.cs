using Comptoir.Agent.Dialogue;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Understanding;

/// <summary>Finds the one product that some words name; several or none is no name.</summary>
internal sealed class ProductNames(ProductSearch search)
{
    private const int Looked = 12;

    /// <summary>The place in the last list of the only title that has all the words; null otherwise.</summary>
    public int? Listed(DialogueState state, Utterance name)
    {
        if (name.Words.Count == 0) return null;
        var found = Enumerable.Range(0, state.Listed.Count).Where(i => HasAll(Utterance.Of(state.Listed[i].Title), name)).Take(2).ToList();
        return found.Count == 1 ? found[0] + 1 : null;
    }

    /// <summary>The id of the only product whose title, in some language, has all the words.</summary>
    public string? Find(string shopId, Utterance name, string language)
    {
        if (name.Words.Count == 0) return null;
        var hits = search.Search(new SearchRequest { ShopId = shopId, Text = name.Text, Language = language, Limit = Looked }).Hits;
        var products = hits.Select(h => search.FindProduct(shopId, h.ProductId)).OfType<Product>().Where(p => Titles(p).Any(t => HasAll(t, name))).ToList();
        if (products.Count == 1) return products[0].Id;
        var exact = products.Where(p => Titles(p).Any(t => t.Folded == name.Folded)).Take(2).ToList();
        return exact.Count == 1 ? exact[0].Id : null;
    }

    /// <summary>The product can be had in the wanted form, and nothing else is wanted.</summary>
    public bool OffersOption(string shopId, string productId, Constraints wanted) =>
        wanted.Attributes.Count > 0 && wanted.Words.Length == 0 && wanted.PriceMax is null && wanted.PriceMin is null && wanted.Audience is null && wanted.Brands.Count == 0
        && search.FindProduct(shopId, productId) is { } product
        && wanted.Attributes.All(a => product.Options.Any(o => o.Id == a.AttributeId && o.Values.Any(v => a.Values.Contains(v.Id))));

    private static IEnumerable<Utterance> Titles(Product product) => product.Title.Values.Select(t => Utterance.Of(t.Value));

    private static bool HasAll(Utterance title, Utterance name)
    {
        var words = title.Words.Select(w => Singular(w.Folded)).ToHashSet(StringComparer.Ordinal);
        return name.Words.Where(w => w.Folded.Length > 1).All(w => words.Contains(Singular(w.Folded)) || Small(w.Folded));
    }

    private static bool Small(string word) => word is "de" or "du" or "la" or "le" or "les" or "en" or "of" or "the" or "in" or "with" or "avec" or "au" or "aux" or "for" or "pour";

    private static string Singular(string word) => word.Length > 3 ? word.TrimEnd('s', 'x') : word;
}
