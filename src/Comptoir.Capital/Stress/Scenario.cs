using System.Collections.Immutable;
using System.Text.Json;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Stress;

/// <summary>What goes wrong, as a file can say it: parties that pay only part, valuations that fall, contracts that are cancelled.</summary>
/// <param name="Pays">Party to the share of its debts that it pays, 0 to 1.</param>
/// <param name="Valuations">Party to what is left of its value, 0 to 1.</param>
/// <param name="Cancelled">Ids of deals that do not happen.</param>
/// <param name="Year">Debts that fall due in this calendar year; null: in the twelve months from today.</param>
/// <param name="Chances">Status to the chance, 0 to 1, that a deal of it is carried out; for the Monte Carlo.</param>
public sealed record Scenario(string Name, ImmutableSortedDictionary<string, Rational> Pays, ImmutableSortedDictionary<string, Rational> Valuations, ImmutableSortedSet<string> Cancelled, int? Year, ImmutableDictionary<DealStatus, double> Chances)
{
    public static Scenario Empty { get; } = new("", ImmutableSortedDictionary<string, Rational>.Empty, ImmutableSortedDictionary<string, Rational>.Empty, [], null, ImmutableDictionary<DealStatus, double>.Empty);

    public bool Cancels(string deal) => Cancelled.Contains(deal);

    public double PaysOf(string party) => Pays.TryGetValue(party, out var share) ? share.ToDouble() : 1;

    /// <summary>Who owes most in the next year pays 70 %, and is worth half.</summary>
    public static Scenario Default(CapitalAnalysis analysis)
    {
        var greatest = analysis.Network.Parties.Select((name, i) => (name, Owes: analysis.Graph.Arrows.Where(r => r.From == name && r.Deal.Class == FlowClass.Purchase).Sum(r => r.Amount)))
            .Where(p => p.Owes > 0).OrderByDescending(p => p.Owes).ThenBy(p => p.name, StringComparer.Ordinal).FirstOrDefault().name;
        return greatest is null ? Empty : PaysOnly(greatest, new Rational(7, 10)) with { Valuations = ImmutableSortedDictionary.Create<string, Rational>(StringComparer.Ordinal).Add(greatest, new Rational(1, 2)) };
    }

    public static Scenario PaysOnly(string party, Rational share) => Empty with { Name = party, Pays = ImmutableSortedDictionary.Create<string, Rational>(StringComparer.Ordinal).Add(party, share) };

    /// <summary>
    /// Reads <c>{"name": "…", "pays": {"X": 0.7}, "valuations": {"Y": 0.5}, "cancelled": ["D001"], "year": 2027, "chances": {"conditional": 0.5}}</c>.
    /// Shares may be numbers or fractions such as "7/10".
    /// </summary>
    /// <exception cref="FormatException">Not such a file; the message says where.</exception>
    public static Scenario Parse(string json, DealBook book)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("A scenario is an object.");
            var scenario = Empty;
            var parties = book.Deals.SelectMany(d => new[] { d.Payer, d.Payee }).Concat(book.Parties.Keys).ToHashSet(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
                scenario = property.Name switch
                {
                    "name" => scenario with { Name = Text(property.Value, "name") },
                    "pays" => scenario with { Pays = Shares(property, parties) },
                    "valuations" => scenario with { Valuations = Shares(property, parties) },
                    "cancelled" => scenario with { Cancelled = Deals(property.Value, book) },
                    "year" => scenario with { Year = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var year) && year is >= 1900 and <= 2200 ? year : throw new FormatException("'year' is no year.") },
                    "chances" => scenario with { Chances = Odds(property) },
                    _ => throw new FormatException($"A scenario has name, pays, valuations, cancelled, year and chances, not '{property.Name}'."),
                };
            return scenario;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The scenario is no JSON: line {e.LineNumber + 1}.", e);
        }
    }

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= 200 } text ? text : throw new FormatException($"'{name}' is a text of at most 200 characters.");

    private static ImmutableSortedDictionary<string, Rational> Shares(JsonProperty property, HashSet<string> parties)
    {
        if (property.Value.ValueKind != JsonValueKind.Object) throw new FormatException($"'{property.Name}' says for each party a share from 0 to 1.");
        var shares = ImmutableSortedDictionary.CreateBuilder<string, Rational>(StringComparer.Ordinal);
        foreach (var entry in property.Value.EnumerateObject())
        {
            if (!parties.Contains(entry.Name)) throw new FormatException($"'{property.Name}' names {entry.Name}, which is no party of the file.");
            shares[entry.Name] = ShareOf(entry, property.Name);
        }

        return shares.ToImmutable();
    }

    private static ImmutableDictionary<DealStatus, double> Odds(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object) throw new FormatException("'chances' says for each status a chance from 0 to 1.");
        return property.Value.EnumerateObject().ToImmutableDictionary(e => DealStatuses.Parse(e.Name) ?? throw new FormatException($"'chances' names {e.Name}, which is no status: {string.Join(", ", DealStatuses.Names)}."), e => ShareOf(e, "chances").ToDouble());
    }

    private static Rational ShareOf(JsonProperty entry, string where) =>
        Rational.Parse(entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : entry.Value.GetRawText()) is { } share && share >= Rational.Zero && share <= Rational.One
            ? share : throw new FormatException($"'{where}' gives {entry.Name} no share from 0 to 1.");

    private static ImmutableSortedSet<string> Deals(JsonElement value, DealBook book)
    {
        if (value.ValueKind != JsonValueKind.Array) throw new FormatException("'cancelled' is a list of ids of deals.");
        return value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String && book.Find(e.GetString()!) is { } deal ? deal.Id : throw new FormatException($"'cancelled' names {e.GetRawText()}, which is no deal of the file.")).ToImmutableSortedSet(StringComparer.Ordinal);
    }
}
