using System.Collections.Immutable;

namespace Comptoir.Capital.Deals;

/// <summary>Finds what is doubtful in deals that are each well formed.</summary>
internal static class DealChecks
{
    public const string LetterAndClosing = "letter_and_closing";
    public const string TwoReports = "two_reports";
    public const string PartOfTotal = "part_of_total";
    public const string MissingTerm = "missing_term";
    public const string UnconfirmedCounted = "unconfirmed";
    public const string LowConfidence = "low_confidence";
    public const string NotReadInSource = "not_read_in_source";
    public const string CeilingCounted = "ceiling_counted";
    public const string UnknownLink = "unknown_link";
    public const string SimilarNames = "similar_names";
    public const string NoSource = "no_source";
    public const string OverButCounted = "over_but_counted";

    /// <summary>Deals of one pair and role this many days apart may be two reports of one.</summary>
    private const int NearDays = 45;

    public static ImmutableArray<Doubt> Find(ImmutableArray<Deal> deals)
    {
        var byId = deals.ToDictionary(d => d.Id, StringComparer.Ordinal);
        var doubts = new List<Doubt>();
        foreach (var d in deals)
        {
            if (d.Counts && d.Amount is not null && d.TermEnd is null && d.Class == FlowClass.Purchase && d.Kind != DealKind.License) doubts.Add(new(MissingTerm, [d.Id], DealKinds.NameOf(d.Kind)));
            if (d.Counts && d.Status is DealStatus.Unconfirmed or DealStatus.InTalks && d.Counts) doubts.Add(new(UnconfirmedCounted, [d.Id], DealStatuses.NameOf(d.Status)));
            if (d.Counts && DealStatuses.IsOver(d.Status)) doubts.Add(new(OverButCounted, [d.Id], DealStatuses.NameOf(d.Status)));
            if (d.Confidence == "low") doubts.Add(new(LowConfidence, [d.Id], d.Note));
            if (d.Basis is "derived" or "estimate" or "assumed_equal_split") doubts.Add(new(NotReadInSource, [d.Id], d.Basis));
            if (d.Counts && d.Basis == "up_to" && d.Amount is not null) doubts.Add(new(CeilingCounted, [d.Id], d.Basis));
            if (d.Source.Url.Length == 0 && d.Source.Title.Length == 0) doubts.Add(new(NoSource, [d.Id], ""));
            foreach (var link in d.Links.Where(l => !byId.ContainsKey(l))) doubts.Add(new(UnknownLink, [d.Id], link));
            if (d.Counts && d.Basis is "total" or "total_round" && d.Counts)
                foreach (var part in d.Links.Select(l => byId.GetValueOrDefault(l)).OfType<Deal>().Where(p => p.Counts && p.Payee == d.Payee && p.Class == d.Class && p.Amount is not null))
                    doubts.Add(new(PartOfTotal, [d.Id, part.Id], d.Basis));
        }

        foreach (var pair in deals.Where(d => d.Counts && d.Amount is not null).GroupBy(d => (d.Payer, d.Payee, d.Class)))
        {
            var same = pair.OrderBy(d => d.Date).ThenBy(d => d.Id, StringComparer.Ordinal).ToArray();
            for (var i = 0; i < same.Length; i++)
                for (var j = i + 1; j < same.Length && j < i + 50; j++)
                {
                    var (a, b) = (same[i], same[j]);
                    var linked = a.Links.Contains(b.Id) || b.Links.Contains(a.Id);
                    if (linked && !DealStatuses.IsOver(a.Status) && a.Status is DealStatus.InTalks or DealStatus.Announced or DealStatus.Unconfirmed && b.Status is DealStatus.Signed or DealStatus.Paid)
                        doubts.Add(new(LetterAndClosing, [a.Id, b.Id], ""));
                    else if (a.Kind == b.Kind && b.Date.DayNumber - a.Date.DayNumber <= NearDays && Near(a.Amount!.Value, b.Amount!.Value) && a.Source.Url != b.Source.Url)
                        doubts.Add(new(TwoReports, [a.Id, b.Id], ""));
                }
        }

        var names = deals.SelectMany(d => new[] { d.Payer, d.Payee }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        foreach (var alike in names.GroupBy(Folded).Where(g => g.Count() > 1)) doubts.Add(new(SimilarNames, [], string.Join(" / ", alike)));
        return [.. doubts.OrderBy(d => d.Rule, StringComparer.Ordinal).ThenBy(d => string.Join(',', d.Deals), StringComparer.Ordinal)];
    }

    private static bool Near(long a, long b) => Int128.Abs((Int128)a - b) * 10 <= Math.Max(a, b);

    private static string Folded(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
