using System.Collections.Frozen;

namespace Comptoir.Search.Analysis;

/// <summary>
/// Finds, while a title is read word by word, what the thing is. In English the last noun of a group says it ("laptop sleeve" is a
/// sleeve, "sleeve for laptop" too); in French the words before the first preposition do ("housse pour ordinateur"). A number, a colour
/// or a break ends a group.
/// </summary>
internal sealed class TitleHeads
{
    private static readonly FrozenSet<string> Prepositions = "for with to by from in of without compatible de du des d pour avec sans a au aux en sur par"
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Qualities =
        "black white gray grey silver blue red green yellow pink purple violet brown beige orange gold chrome bronze nickel clear transparent cyan magenta navy multicolour multicolor metallic stainless matte glossy small medium large mini"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private const string Breaks = ",;()[]–—/&+|:\"";

    private readonly List<int> _heads = [];
    private bool _french;
    private bool _tail;
    private int _pending = -1;

    /// <summary>Terms that are heads of the title just read.</summary>
    public IReadOnlyList<int> Found => _heads;

    public void Begin(bool french)
    {
        _heads.Clear();
        (_french, _tail, _pending) = (french, false, -1);
    }

    /// <param name="gap">What stands between the word before and this one.</param>
    /// <param name="term">The word's term; −1 when it is not indexed.</param>
    public void Next(ReadOnlySpan<char> gap, string folded, int term)
    {
        var broken = gap.IndexOfAny(Breaks) >= 0 || gap.SequenceEqual(" - ");
        var isNoun = term >= 0 && !Qualities.Contains(folded) && !folded.AsSpan().ContainsAnyInRange('0', '9');
        if (_pending >= 0 && (_french || broken || !isNoun)) _heads.Add(_pending);
        _pending = -1;
        if (broken) _tail = false;
        if (Prepositions.Contains(folded)) _tail = true;
        if (isNoun && !_tail) _pending = term;
    }

    public void End()
    {
        if (_pending >= 0) _heads.Add(_pending);
        _pending = -1;
    }
}
