namespace Comptoir.Search.Ranking;

/// <summary>Keeps the best of many matches: a heap whose root is the worst that is kept.</summary>
internal sealed class TopMatches(int size)
{
    private readonly Match[] _heap = new Match[size];
    private int _count;

    /// <summary>What a match must beat to be kept.</summary>
    public float Least => _count < size ? float.NegativeInfinity : _heap[0].Score;

    public void Add(in Match match)
    {
        if (_count < size)
        {
            var i = _count++;
            while (i > 0 && IsWorse(match, _heap[(i - 1) / 2]))
            {
                _heap[i] = _heap[(i - 1) / 2];
                i = (i - 1) / 2;
            }

            _heap[i] = match;
        }
        else if (IsWorse(_heap[0], match))
        {
            var i = 0;
            while (true)
            {
                var child = 2 * i + 1;
                if (child >= _count) break;
                if (child + 1 < _count && IsWorse(_heap[child + 1], _heap[child])) child++;
                if (!IsWorse(_heap[child], match)) break;
                _heap[i] = _heap[child];
                i = child;
            }

            _heap[i] = match;
        }
    }

    /// <summary>Best first. Used once.</summary>
    public Match[] Sorted()
    {
        var matches = _heap.AsSpan(0, _count).ToArray();
        Array.Sort(matches, static (a, b) => IsWorse(a, b) ? 1 : IsWorse(b, a) ? -1 : 0);
        return matches;
    }

    // of equals the earlier one is kept, whatever the order in which they came
    private static bool IsWorse(in Match a, in Match b) =>
        a.Score != b.Score ? a.Score < b.Score : a.Part != b.Part ? a.Part > b.Part : a.Document > b.Document;
}
