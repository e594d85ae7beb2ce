using Comptoir.Catalog.Products;

namespace Comptoir.Search.Evaluation;

/// <summary>Products, queries and what people said of query and product together.</summary>
/// <param name="Grades">By query id, then product id; the higher the better.</param>
public sealed record JudgedSet(IReadOnlyList<Product> Products, IReadOnlyList<JudgedQuery> Queries, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Grades)
{
    /// <summary>The grade that means "of no use": grades are counted from it.</summary>
    public double Lowest { get; } = Grades.Values.SelectMany(g => g.Values).DefaultIfEmpty(0).Min();

    public double Highest { get; } = Grades.Values.SelectMany(g => g.Values).DefaultIfEmpty(0).Max();

    /// <summary>From this grade on a product counts as relevant for recall: one step below the best on scales of three steps or more, else the best quarter.</summary>
    public double RelevantFrom => Highest - Lowest >= 3 ? Highest - 1 : Highest - (Highest - Lowest) / 4;

    /// <summary>Reads a set; <see cref="JudgedFiles"/> says which formats.</summary>
    /// <exception cref="FormatException">A file is not in one of the formats, or the three have nothing in common.</exception>
    public static JudgedSet Read(string products, string? queries, string judgments)
    {
        var grades = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        foreach (var (query, product, grade) in JudgedFiles.Judgments(judgments))
        {
            if (!grades.TryGetValue(query, out var of)) grades[query] = of = new Dictionary<string, double>(StringComparer.Ordinal);
            of[product] = grade;
        }

        // judgments may name the query itself; then no file of queries is needed
        var asked = queries is null ? [.. grades.Keys.Select(q => new JudgedQuery(q, q))] : JudgedFiles.Queries(queries).Where(q => grades.ContainsKey(q.Id)).ToList();
        if (asked.Count == 0) throw new FormatException("No query of the queries file is judged: their ids have nothing in common.");
        var listed = ProductFiles.Read(products).ToList();
        if (listed.Count == 0) throw new FormatException("The products file holds no product.");
        return new JudgedSet(listed, asked, grades.ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, double>)g.Value, StringComparer.Ordinal));
    }
}

public sealed record JudgedQuery(string Id, string Text)
{
    /// <summary>Queries are tuned on when this is even and reported on when it is odd: FNV-1a of the id, the same on every machine.</summary>
    public bool IsEven
    {
        get
        {
            var hash = 2166136261u;
            foreach (var c in Id) hash = (hash ^ c) * 16777619u;
            // the lowest bit of FNV follows the lowest bits of the letters; a higher one does not
            return ((hash >> 16) & 1) == 0;
        }
    }
}
