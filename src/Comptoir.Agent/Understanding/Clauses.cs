namespace Comptoir.Agent.Understanding;

/// <summary>Cuts "add the first one and show my cart" where a second request may begin.</summary>
internal static class Clauses
{
    public const int Most = 3;

    private static readonly HashSet<string> Joints = new(StringComparer.Ordinal) { "and", "then", "et", "puis", "ensuite" };

    /// <summary>Places (word indexes) where a clause may start, and how many joining words to leave out there.</summary>
    public static IEnumerable<(int End, int Next)> Joins(Utterance said)
    {
        for (var i = 1; i < said.Words.Count; i++)
        {
            var gap = said.Text[said.Words[i - 1].End..said.Words[i].Start];
            var next = i;
            while (next < said.Words.Count && Joints.Contains(said.Words[next].Folded)) next++;
            if (next >= said.Words.Count) yield break;
            if (next > i || gap.AsSpan().IndexOfAny(";.!?\n") >= 0 || gap.Contains(", ", StringComparison.Ordinal)) yield return (i, next);
        }
    }
}
