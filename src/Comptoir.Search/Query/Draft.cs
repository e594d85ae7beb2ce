namespace Comptoir.Search.Query;

/// <summary>What is understood so far of one text; the readers take their tokens out of it one after another.</summary>
internal sealed class Draft(List<QueryToken> tokens, string language)
{
    public List<QueryToken> Tokens { get; } = tokens;

    /// <summary>The language of labels.</summary>
    public string Language { get; } = language;

    /// <summary>The language that the text seems to be in.</summary>
    public string TextLanguage { get; set; } = language;

    public Constraints Constraints { get; set; } = Constraints.None;

    /// <summary>Phrases that became constraints; they still help to rank.</summary>
    public List<string> Helpful { get; } = [];

    public void Take(int from, int to)
    {
        for (var i = Math.Max(0, from); i < to && i < Tokens.Count; i++) Tokens[i].Taken = true;
    }

    public string Written(int from, int to) => string.Join(' ', Tokens.Skip(from).Take(to - from).Select(t => t.Written));

    public void Demand(AttributeConstraint constraint)
    {
        if (Constraints.Attributes.Count >= 12) return;
        var same = Constraints.Attributes.FirstOrDefault(a => a.AttributeId == constraint.AttributeId && a.Min is null && a.Max is null);
        Constraints = same is not null && constraint.Min is null && constraint.Max is null
            ? Constraints with
            {
                // "blue or green": either will do
                Attributes = [.. Constraints.Attributes.Where(a => a != same), same with { Values = [.. same.Values.Union(constraint.Values)], Label = null }],
            }
            : Constraints with { Attributes = [.. Constraints.Attributes.Where(a => a.AttributeId != constraint.AttributeId), constraint] };
    }

    public void Exclude(Exclusion exclusion)
    {
        if (Constraints.Exclusions.Count < 24 && !Constraints.Exclusions.Contains(exclusion))
            Constraints = Constraints with { Exclusions = [.. Constraints.Exclusions, exclusion] };
    }
}
