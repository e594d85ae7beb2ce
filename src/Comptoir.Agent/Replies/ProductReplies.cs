using Comptoir.Agent.Dialogue;
using Comptoir.Catalog.Products;
using Comptoir.Search;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Replies;

/// <summary>Replies about one product, several side by side, or a choice to make.</summary>
internal static class ProductReplies
{
    private const int QuotedReviews = 2;

    public static Part Shown(Audience a, ShownOutcome o)
    {
        var (product, card) = (o.Detail.Product, o.Detail.Card);
        var lines = new List<string>();
        if (o.MissingOption) lines.Add(a.In($"{card.Title} does not come like that.", $"{card.Title} n’existe pas ainsi."));
        lines.Add(Fact(a, card));
        if (product.Description.In(a.Language) is { Length: > 0 } description) lines.Add(Bounded.Text(description.ReplaceLineEndings(" "), 320));
        if (product.Options.Count > 0 && product.Variants.Count > 1)
            lines.Add(string.Join(" · ", product.Options.Select(option => $"{option.Name.In(a.Language)}{a.In(": ", "\u00a0: ")}{string.Join(", ", option.Values.Take(12).Select(v => v.Label.In(a.Language) is { Length: > 0 } label ? label : v.Id))}")));
        return Part.Of(string.Join('\n', lines)).With(new ProductsBlock([card], 1, [])).And(Next(a, o.Detail, o.Said));
    }

    public static Part Compared(Audience a, ComparedOutcome o)
    {
        var products = o.Comparison.Products;
        var lines = new List<string> { a.In($"{products.Count} products side by side.", $"{products.Count} produits côte à côte.") };
        lines.AddRange(products.Select(p => Fact(a, p)));
        var different = o.Comparison.Rows.Where(r => r.Differs).Select(r => r.Name).Take(6).ToList();
        var cheapest = products.MinBy(p => p.Price.Amount)!;
        var best = products.Where(p => p.RatingCount > 0).MaxBy(p => p.Rating);
        if (products.Any(p => p.Price.Amount != cheapest.Price.Amount)) lines.Add(a.In($"Cheapest: {cheapest.Title}.", $"Le moins cher\u00a0: {cheapest.Title}."));
        if (best is not null && products.Any(p => p.Rating < best.Rating)) lines.Add(a.In($"Best rated: {best.Title}.", $"Le mieux noté\u00a0: {best.Title}."));
        if (different.Count > 0) lines.Add(a.In($"They differ in: {string.Join(", ", different)}.", $"Ils diffèrent par\u00a0: {string.Join(", ", different)}."));
        return Part.Of(string.Join('\n', lines)).With(new ComparisonBlock(o.Comparison)).And(products.Select(p => new QuickReply(a.In("Add ", "Ajouter ") + Bounded.Text(p.Title, 40), AgentActions.Add(p.ProductId))));
    }

    public static Part OptionAsked(Audience a, OptionAskedOutcome o)
    {
        var available = o.Values.Where(v => v.Available).ToList();
        if (available.Count == 0) return Part.Of(a.In($"Sorry, {o.Card.Title} is sold out in every form.", $"Désolé, {o.Card.Title} est épuisé sous toutes ses formes."));
        var samePrice = available.Select(v => v.Price).Distinct().Count() == 1;
        var gone = o.Values.Where(v => !v.Available).Select(v => Label(a, v.Value)).ToList();
        var text = a.In($"Which {o.OptionName.ToLowerInvariant()} for {o.Card.Title}?", $"{Wording.Sentence(o.OptionName.ToLowerInvariant())}\u00a0: que choisissez-vous pour {o.Card.Title}\u202f?");
        if (gone.Count > 0) text += a.In($" Sold out: {string.Join(", ", gone)}.", $" Épuisé\u00a0: {string.Join(", ", gone)}.");
        return Part.Of(text).And(available.Take(12).Select(v => new QuickReply(
            samePrice ? Label(a, v.Value) : $"{Label(a, v.Value)} ({Wording.Money(a.Language, v.Price, o.Card.Price.Currency)})", "option:" + v.Value.Id)));
    }

    public static Part Answered(Audience a, AnsweredOutcome o)
    {
        var card = o.Detail.Card;
        var text = o.Aspect switch
        {
            ProductAspect.Price => Price(a, o.Detail),
            ProductAspect.Stock => Stock(a, o.Detail),
            ProductAspect.Reviews => Reviews(a, o.Detail),
            _ => Attribute(a, o),
        };
        return Part.Of(text).With(new ProductsBlock([card], 1, [])).And(Next(a, o.Detail, Said(o.Detail), reviews: o.Aspect != ProductAspect.Reviews));
    }

    /// <summary>Title, form, price, stock and rating in one sentence.</summary>
    public static string Fact(Audience a, ProductCard card)
    {
        var price = card.Price.Format(a.Language) + (card.ListPrice is { } before ? a.In($" instead of {before.Format("en")}", $" au lieu de {before.Format("fr")}") : "");
        var rating = card is { Rating: { } value, RatingCount: > 0 } ? a.In($", rated {Wording.Number("en", value)}/5 ({card.RatingCount})", $", noté {Wording.Number("fr", value)}/5 ({card.RatingCount})") : "";
        return $"{Titled(card)}{a.In(": ", "\u00a0: ")}{price}, {Wording.Stock(a.Language, card.Available)}{rating}.";
    }

    private static string Price(Audience a, ProductDetail detail)
    {
        var card = detail.Card;
        var text = a.In($"{Titled(card)} costs {card.Price.Format("en")}", $"{Titled(card)} coûte {card.Price.Format("fr")}")
            + (card.ListPrice is { } before ? a.In($" instead of {before.Format("en")}", $" au lieu de {before.Format("fr")}") : "") + ".";
        return card.PriceFrom
            ? text + " " + a.In($"Other versions go from {detail.Product.LowestPrice.Format("en")} to {detail.Product.HighestPrice.Format("en")}.", $"Selon la version, de {detail.Product.LowestPrice.Format("fr")} à {detail.Product.HighestPrice.Format("fr")}.")
            : text;
    }

    private static string Stock(Audience a, ProductDetail detail)
    {
        var text = $"{Titled(detail.Card)}{a.In(": ", "\u00a0: ")}{Wording.Stock(a.Language, detail.Card.Available)}.";
        if (detail.Product.Variants.Count < 2) return text;
        var gone = detail.Product.Variants.Where(v => detail.Available.GetValueOrDefault(v.Id) <= 0).Select(v => ProductCards.LabelOf(detail.Product, v, a.Language)).OfType<string>().ToList();
        return gone.Count == 0
            ? text + " " + a.In("All versions are available.", "Toutes les versions sont disponibles.")
            : text + " " + a.In($"Sold out: {string.Join(", ", gone.Take(6))}.", $"Épuisé\u00a0: {string.Join(", ", gone.Take(6))}.");
    }

    private static string Reviews(Audience a, ProductDetail detail)
    {
        var card = detail.Card;
        if (detail.Reviews.Count == 0) return a.In($"Nobody has reviewed {card.Title} yet.", $"Personne n’a encore donné son avis sur {card.Title}.");
        var mean = detail.Reviews.Average(r => (decimal)r.Rating);
        var head = a.In(
            $"{card.Title}: {Wording.Number("en", mean)}/5 over {detail.Reviews.Count} review{(detail.Reviews.Count > 1 ? "s" : "")}.",
            $"{card.Title}\u00a0: {Wording.Number("fr", mean)}/5 sur {detail.Reviews.Count} avis.");
        // the best and the least happy, so that both sides are heard
        var chosen = detail.Reviews.OrderByDescending(r => r.Language == a.Language).ThenByDescending(r => r.Rating).Take(1)
            .Concat(detail.Reviews.OrderBy(r => r.Rating)).DistinctBy(r => r.Id).Take(QuotedReviews);
        return head + string.Concat(chosen.Select(r => $"\n{Wording.Quoted(a.Language, r.Text, 220)} ({r.Rating}/5, {Bounded.Text(r.Author, 40)}, {Wording.Date(a.Language, r.CreatedAt)})"));
    }

    private static string Attribute(Audience a, AnsweredOutcome o)
    {
        var title = o.Detail.Card.Title;
        if (o.Facts.Count > 0) return $"{title}{a.In(": ", "\u00a0: ")}{string.Join(", ", o.Facts.Select(f => $"{f.Name.ToLowerInvariant()} {f.Value}"))}.";
        if (o.Quote is { } quote) return a.In($"The description of {title} says: {Wording.Quoted("en", quote)}.", $"La description de {title} dit\u00a0: {Wording.Quoted("fr", quote)}.");
        var known = o.Detail.Attributes.Take(5).Select(f => $"{f.Name.ToLowerInvariant()} {f.Value}").ToList();
        var head = a.In($"That is not stated for {title}.", $"Ce n’est pas précisé pour {title}.");
        return known.Count == 0 ? head : head + " " + a.In($"What is: {string.Join(", ", known)}.", $"Ce qui l’est\u00a0: {string.Join(", ", known)}.");
    }

    private static IEnumerable<QuickReply> Next(Audience a, ProductDetail detail, IReadOnlyDictionary<string, string> said, bool reviews = true)
    {
        var whole = detail.Product.Options.All(o => said.ContainsKey(o.Id));
        if (detail.Card.Available > 0 || detail.Product.Variants.Count > 1)
            yield return new QuickReply(a.In("Add to cart", "Ajouter au panier"), AgentActions.Add(whole ? detail.Card.VariantId : detail.Product.Id));
        if (reviews && detail.Reviews.Count > 0) yield return new QuickReply(a.In($"Reviews ({detail.Reviews.Count})", $"Avis ({detail.Reviews.Count})"), "reviews:" + detail.Product.Id);
        if (detail.Similar.Count > 0) yield return Buttons.Show(a.In("Similar: ", "Semblable\u00a0: ") + detail.Similar[0].Title, detail.Similar[0].ProductId);
    }

    private static IReadOnlyDictionary<string, string> Said(ProductDetail detail) =>
        detail.Product.Variants.Count == 1 ? detail.Product.Options.ToDictionary(o => o.Id, _ => "") : new Dictionary<string, string>();

    private static string Titled(ProductCard card) => card.VariantLabel is null ? card.Title : $"{card.Title} ({card.VariantLabel})";

    private static string Label(Audience a, OptionValue value) => value.Label.In(a.Language) is { Length: > 0 } label ? label : value.Id;
}
