using Comptoir.Agent.Dialogue;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Understanding;

/// <summary>Reads the part of a sentence that speaks of products: what is wanted, which one is meant, what changes.</summary>
internal sealed class ProductWords(ProductSearch search)
{
    private const int LongestName = 12;
    private const int LongestAnswer = 8;
    private readonly ProductNames _names = new(search);

    /// <summary>A new search, a remark on the running one, or a product that is pointed at.</summary>
    public Command Read(Scene scene)
    {
        var (said, state) = (scene.Said, scene.State);
        if (Ordinals.Of(said) is { Count: > 0 } places && state.Listed.Count > 0 && Understand(scene, said).Categories.Count == 0)
            return Wanted(scene) is { Attributes.Count: > 0 } form ? new SelectOption(new Places(places), said.Text, form) : new ShowProductCommand(new Places(places));

        var lead = Phrases.All.Max(p => p.FindLead(said));
        var rest = Paraphrase.Of(WithoutTail(lead < said.Words.Count ? said.Skip(lead) : said));
        var meant = Understand(scene, rest);
        var remark = Phrases.All.Any(p => p.BeginsAsRemark(said) || p.BeginsAsRemark(rest));
        if (meant.IsEmpty && meant.Sort is { } order && state.Search is not null) return new Sort(order);
        if (state.Focus is not null && meant.Categories.Count == 0 && _names.OffersOption(scene.ShopId, state.Focus.ProductId, meant)) return new SelectOption(Reference.It, rest.Text, meant);
        if (said.IsQuestion && lead == 0 && meant.Categories.Count == 0 && (state.Focus is not null || state.PageProductId is not null)) return new AskProduct(Reference.It, ProductAspect.Attribute, said.Text);
        if (state.Search is not null && !meant.IsEmpty && meant.Categories.Count == 0 && (remark || meant.Words.Length == 0)) return new Refine(meant);
        if (meant.IsEmpty && meant.Sort is null && lead == 0) return new NotUnderstood();
        return new Find(rest.Text.TrimEnd('?', '!', '.', ' ', '\u00a0', '\u202f'), Asked: lead > 0 || HasEvidence(meant));
    }

    /// <summary>Asks for products in so many words, whatever else the sentence seems to say.</summary>
    public bool IsProductRequest(Scene scene)
    {
        var lead = Phrases.All.Max(p => p.FindLead(scene.Said));
        return lead > 0 && lead < scene.Said.Words.Count && HasEvidence(Understand(scene, scene.Said.Skip(lead)));
    }

    public Reference Point(Scene scene)
    {
        var listed = scene.State.Listed;
        if (Ordinals.Of(scene.Said) is { Count: > 0 } places) return new Places(places);
        if (listed.Count > 1 && CommandWords.SaysCheapest(scene.Said.Folded)) return new Places([Place(listed, listed.MinBy(l => l.Price)!)]);
        if (listed.Count > 1 && CommandWords.SaysDearest(scene.Said.Folded)) return new Places([Place(listed, listed.MaxBy(l => l.Price)!)]);
        return Reference.It;
    }

    /// <summary>Null when the sentence names products that first have to be found.</summary>
    public Command? Add(Scene scene)
    {
        var quantity = Quantities.Of(scene.Said.Folded);
        var wanted = Wanted(scene);
        var pointed = Point(scene);
        var name = CommandWords.NameIn(scene.Said);
        if (pointed is Places || name.Words.Count == 0 || IsOnlyForm(scene, name)) return new AddToCart(pointed, quantity, wanted);
        if (_names.Listed(scene.State, name) is { } place) return new AddToCart(new Places([place]), quantity, wanted);
        return _names.Find(scene.ShopId, name, scene.State.Language) is { } id ? new AddToCart(new ById([id]), quantity, wanted)
            : IsNamed(name) ? new Find(name.Text, Asked: true) : null;
    }

    public Command Remove(Scene scene)
    {
        if (CommandWords.SaysEverything(scene.Said.Folded)) return new RemoveLine(new Everything());
        var pointed = Point(scene);
        var name = CommandWords.NameIn(scene.Said);
        return new RemoveLine(pointed is It && IsNamed(name) ? new Named(Bounded.Text(name.Text, 120)) : pointed);
    }

    /// <summary>Null when nobody can tell what is asked about, or it is no question.</summary>
    public Command? Ask(Scene scene, ProductAspect aspect)
    {
        var (said, state) = (scene.Said, scene.State);
        if (aspect == ProductAspect.Attribute && !said.IsQuestion && CommandWords.IsStatement(said.Folded)) return null;
        var pointed = Point(scene);
        if (pointed is It && aspect != ProductAspect.Attribute && CommandWords.NameIn(said) is { Words.Count: > 0 } name && IsNamed(name) && !IsOnlyForm(scene, name))
        {
            if (_names.Listed(state, name) is { } place) pointed = new Places([place]);
            else if (_names.Find(scene.ShopId, name, state.Language) is { } id) pointed = new ById([id]);
            else if (HasEvidence(Understand(scene, name))) return new Find(name.Text, Asked: true);
        }

        if (pointed is It && state.Focus is null && state.PageProductId is null && state.Listed.Count == 0) return null;
        return new AskProduct(pointed, aspect, said.Text);
    }

    public Command? Details(Scene scene) =>
        Point(scene) is var pointed && pointed is It && scene.State is { Focus: null, PageProductId: null, Listed.Count: 0 } ? null : new ShowProductCommand(pointed);

    /// <summary>"The blue one", "le même en bleu"; null when no form of a product is named.</summary>
    public Command? Option(Scene scene)
    {
        var state = scene.State;
        if (state.Focus is null && state.Listed.Count == 0 && state.PageProductId is null) return null;
        var same = scene.Said.Words.ToList().FindIndex(w => w.Folded is "same" or "meme" or "memes");
        var meant = Understand(scene, WithoutTail(scene.Said.Skip(same + 1)));
        if (meant.Categories.Count > 0) return null;
        var pointed = Point(scene);
        if (meant.Attributes.Count == 0 && pointed is It && (state.Focus?.ProductId ?? state.PageProductId) is { } id)
            meant = Constraints.None with { Attributes = [.. NamedValues(scene.ShopId, id, scene.Said).Select(v => new AttributeConstraint(v.Key, [v.Value]))] };
        return meant.Attributes.Count > 0 ? new SelectOption(pointed, scene.Said.Text, meant) : null;
    }

    public Command? CompareWhich(Scene scene)
    {
        if (Ordinals.Of(scene.Said) is { Count: >= 2 } places) return new Compare(new Places(places));
        var named = CommandWords.NamesIn(scene.Said)
            .Select(n => _names.Listed(scene.State, n) is { } place && place <= scene.State.Listed.Count ? scene.State.Listed[place - 1].ProductId : _names.Find(scene.ShopId, n, scene.State.Language))
            .OfType<string>().Distinct().Take(4).ToList();
        if (named.Count >= 2) return new Compare(new ById(named));
        return scene.State.Listed.Count > 0 ? new Compare(Reference.It) : null;
    }

    /// <summary>The values of the product's options that a short sentence names, in either language, by option id; empty when none.</summary>
    public IReadOnlyDictionary<string, string> NamedValues(string shopId, string productId, Utterance said)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        if (search.FindItem(shopId, productId)?.Product is not { } product || said.Words.Count > LongestAnswer) return named;
        var sentence = $" {said.Folded} ";
        foreach (var option in product.Options)
        {
            var value = option.Values
                .SelectMany(v => v.Label.Values.Select(l => l.Value).Append(v.Id).Select(label => (v.Id, Label: Utterance.Fold(label))))
                .Where(v => v.Label.Length > 0 && sentence.Contains($" {v.Label} ", StringComparison.Ordinal))
                .OrderByDescending(v => v.Label.Length).Select(v => v.Id).FirstOrDefault();
            if (value is not null) named[option.Id] = value;
        }

        return named;
    }

    private Constraints Understand(Scene scene, Utterance said) =>
        said.Words.Count == 0 ? Constraints.None : search.Understand(scene.ShopId, said.Text, scene.State.Language);

    /// <summary>Only the attributes that the sentence asks for: which form of the product.</summary>
    private Constraints Wanted(Scene scene) => Constraints.None with { Attributes = Understand(scene, scene.Said).Attributes };

    /// <summary>The words name no product, only a colour, a size …</summary>
    private bool IsOnlyForm(Scene scene, Utterance name)
    {
        var meant = Understand(scene, name);
        return meant.Attributes.Count > 0 && meant.Categories.Count == 0 && meant.Words.Length == 0;
    }

    private static bool IsNamed(Utterance name) => name.Words.Count is > 0 and <= LongestName;

    private static bool HasEvidence(Constraints c) => c.Categories.Count + c.Brands.Count + c.Attributes.Count + c.Exclusions.Count > 0 || c.PriceMax is not null || c.PriceMin is not null || c.Age is not null || c.Audience is not null;

    /// <summary>Without "one", "please" and the like at the end.</summary>
    private static Utterance WithoutTail(Utterance said)
    {
        var end = said.Words.Count;
        while (end > 1 && CommandWords.IsTail(said.Words[end - 1].Folded)) end--;
        return end == said.Words.Count ? said : said.Slice(0, end);
    }

    private static int Place(IReadOnlyList<ListedItem> listed, ListedItem item) => listed.ToList().IndexOf(item) + 1;
}
