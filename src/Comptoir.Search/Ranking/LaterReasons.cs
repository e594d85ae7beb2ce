using System.Collections;

namespace Comptoir.Search.Ranking;

/// <summary>Reasons that are worked out when they are first read: who only counts or orders hits does not pay for them.</summary>
internal sealed class LaterReasons(Func<IReadOnlyList<Reason>> write) : IReadOnlyList<Reason>
{
    private IReadOnlyList<Reason>? _reasons;

    public int Count => Reasons.Count;

    public Reason this[int index] => Reasons[index];

    private IReadOnlyList<Reason> Reasons => _reasons ??= write();

    public IEnumerator<Reason> GetEnumerator() => Reasons.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
