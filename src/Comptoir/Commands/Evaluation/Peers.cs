using Comptoir.Search.Evaluation;

namespace Comptoir.Commands.Evaluation;

/// <summary>Other engines over the same texts: title twice the weight of the rest, English stems, any word may match.</summary>
internal static class Peers
{
    public static IEnumerable<Func<Contender>> Openers(JudgedSet set, string? postgres)
    {
        yield return () => SqlitePeer.Open(set);
        yield return () => LucenePeer.Open(set);
        if (postgres is { Length: > 0 }) yield return () => PostgresPeer.Open(set, postgres);
    }

    /// <summary>What a product says besides its title.</summary>
    public static string BodyOf(Catalog.Products.Product product) => string.Join(
        ' ',
        [
            product.Description.In("en"), product.Brand ?? "",
            .. product.Attributes.Values.OfType<Catalog.Products.TextValue>().Select(t => t.Text.In("en")),
        ]);

    /// <summary>Letters and digits of a query as words; peers get no operators.</summary>
    public static IEnumerable<string> WordsOf(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase);
}
