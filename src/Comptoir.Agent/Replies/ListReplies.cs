using Comptoir.Agent.Dialogue;
using Comptoir.Search;

namespace Comptoir.Agent.Replies;

/// <summary>Replies that show a list of products, or say why there is none.</summary>
internal static class ListReplies
{
    private static readonly string[] AllergenWords = ["allerg", "gluten", "lactose", "nut"];

    public static Part Write(Audience a, ListedOutcome o)
    {
        var chips = Chips.Of(a, o.Found.Products.Count == 0 ? o.Found.Understood : ConstraintKeys.WithoutRelaxed(o.Found.Understood, o.Found.Relaxed));
        if (o.Found.Products.Count == 0) return o.Offset > 0 ? Over(a) : Empty(a, o, chips);
        var text = $"{Head(a, o, chips)}{Corrected(a, o.Found.Corrected)}{Relaxed(a, o.LeftOut is { } left ? [Chips.Label(a, left.Constraints, left.Key)] : o.Found.Relaxed)}{Allergens(a, o)}";
        return Part.Of(text).With(new ProductsBlock(o.Found.Products, o.Found.Total, chips)).And(Without(a, o.Loosen ?? [])).And(Next(a, o));
    }

    private static string Head(Audience a, ListedOutcome o, IReadOnlyList<QuickReply> chips)
    {
        var (total, shown) = (o.Found.Total, o.Found.Products.Count);
        if (o.NoneBeyond) return Nearest(a, o);
        if (o.LikeTitle is { } like) return a.In($"Most like {like}:", $"Ce qui ressemble le plus à {like}\u00a0:");
        var products = Wording.Products(a.Language, total);
        if (o is { Wish: PriceWish.Cheaper, Cap: { } cap }) return a.In($"Cheaper than {Money(a, cap + 1)}: {products}.", $"À moins de {Money(a, cap + 1)}\u00a0: {products}.");
        if (o is { Wish: PriceWish.Dearer, Cap: { } floor }) return a.In($"Above {Money(a, floor - 1)}: {products}.", $"À plus de {Money(a, floor - 1)}\u00a0: {products}.");
        if (o.Offset > 0) return a.In($"Products {o.Offset + 1} to {o.Offset + shown} of {total}.", $"Produits {o.Offset + 1} à {o.Offset + shown} sur {total}.");
        var understood = chips.Count == 0 ? "" : a.In(": ", "\u00a0: ") + string.Join(a.In(", ", ", "), chips.Select(c => c.Label));
        var order = o.Sort switch
        {
            SortOrder.PriceAscending => a.In(", cheapest first", ", du moins cher au plus cher"),
            SortOrder.PriceDescending => a.In(", most expensive first", ", du plus cher au moins cher"),
            SortOrder.Rating => a.In(", best rated first", ", les mieux notés d’abord"),
            SortOrder.Newest => a.In(", newest first", ", les plus récents d’abord"),
            _ => "",
        };
        return $"{products}{understood}{order}.";
    }

    private static string Nearest(Audience a, ListedOutcome o)
    {
        var first = o.Found.Products[0];
        return o.Wish == PriceWish.Cheaper
            ? a.In($"Nothing cheaper fits your request. The cheapest is {first.Title}, at {first.Price.Format("en")}.", $"Rien de moins cher ne correspond. Le moins cher est {first.Title}, à {first.Price.Format("fr")}.")
            : a.In($"Nothing more expensive fits your request. The most expensive is {first.Title}, at {first.Price.Format("en")}.", $"Rien de plus cher ne correspond. Le plus cher est {first.Title}, à {first.Price.Format("fr")}.");
    }

    private static string Corrected(Audience a, string? corrected) =>
        corrected is null ? "" : a.In($" I read this as {Wording.Quoted("en", corrected, 80)}.", $" J’ai lu {Wording.Quoted("fr", corrected, 80)}.");

    private static string Relaxed(Audience a, IReadOnlyList<string> relaxed) => relaxed.Count == 0 ? "" : "\n" + a.In(
        $"Nothing has all of it, so I left out: {string.Join(", ", relaxed.Take(6))}.",
        $"Rien ne réunit tout cela\u202f; j’ai laissé de côté\u00a0: {string.Join(", ", relaxed.Take(6))}.");

    /// <summary>Health is at stake: what a catalogue does not state is not absent.</summary>
    private static string Allergens(Audience a, ListedOutcome o) => !SpeaksOfAllergens(o) ? "" : "\n" + a.In(
        "I only know what the shop states: please check the ingredients and traces on the packaging.",
        "Je ne connais que ce que la boutique indique\u00a0: vérifiez les ingrédients et les traces sur l’emballage.");

    private static bool SpeaksOfAllergens(ListedOutcome o) =>
        o.Found.Understood.Exclusions.Select(x => x.Field).Concat(o.Found.Understood.Attributes.Select(x => x.AttributeId))
            .Any(id => Array.Exists(AllergenWords, w => id.Contains(w, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<QuickReply> Next(Audience a, ListedOutcome o)
    {
        if (o.Offset + o.Found.Products.Count < o.Found.Total) yield return Buttons.More(a);
        if (o.Found.Products.Count > 1)
        {
            if (o.Wish != PriceWish.Cheaper || !o.NoneBeyond) yield return Buttons.Cheaper(a);
            if (o.Sort != SortOrder.Rating) yield return new QuickReply(a.In("Best rated", "Les mieux notés"), "sort:rating");
            yield return new QuickReply(a.In("Compare the first two", "Comparer les deux premiers"), AgentActions.Compare(o.Found.Products.Take(2).Select(p => p.ProductId)));
        }
    }

    private static Part Over(Audience a) => Part.Of(a.In("That was all I have for this search.", "C’est tout pour cette recherche."), Buttons.Restart(a));

    private static Part Empty(Audience a, ListedOutcome o, IReadOnlyList<QuickReply> chips)
    {
        var understood = string.Join(", ", chips.Select(c => c.Label));
        var head = understood.Length == 0
            ? a.In("I found nothing for that.", "Je n’ai rien trouvé pour cette demande.")
            : a.In($"I have nothing for: {understood}.", $"Je n’ai rien pour\u00a0: {understood}.");
        if (o.Loosen is not { Count: > 0 } loosen) return Part.Of(head, Buttons.Restart(a), Buttons.Human(a)).With(new ProductsBlock([], 0, chips));

        var tightest = loosen[0];
        var label = Chips.Named(a, tightest.Constraints, tightest.Key);
        var text = $"{head}\n" + a.In(
            $"What rules out most is {label}: without it there {(tightest.Total == 1 ? "is" : "are")} {Wording.Products("en", tightest.Total)}.",
            $"Ce qui écarte le plus est {label}\u00a0: sans cela, il y a {Wording.Products("fr", tightest.Total)}.");
        return Part.Of(text).With(new ProductsBlock([], 0, chips))
            .And(Without(a, loosen));
    }

    private static IEnumerable<QuickReply> Without(Audience a, IReadOnlyList<Loosening> loosen) =>
        loosen.Select(l => new QuickReply(a.In("Without ", "Sans ") + $"{Chips.Named(a, l.Constraints, l.Key)} ({l.Total})", "without:" + l.Key));

    private static string Money(Audience a, long amount) => Wording.Money(a.Language, amount, a.Shop.Currency);
}
