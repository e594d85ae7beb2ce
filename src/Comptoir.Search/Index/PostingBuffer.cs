using System.Buffers;

namespace Comptoir.Search.Index;

/// <summary>Sums up the terms of one document after another and lays them out as postings by term.</summary>
internal sealed class PostingBuffer
{
    /// <summary>Weights are kept as whole numbers of this part.</summary>
    public const float Scale = 128;

    private readonly List<int> _touched = [];
    private Entry[] _entries = ArrayPool<Entry>.Shared.Rent(1 << 16);
    private int _entryCount;
    private float[] _sum = new float[4096];
    private Fields[] _fields = new Fields[4096];

    /// <summary>A term stands once more in a field of the present document.</summary>
    public void Add(int term, float weight, Fields field)
    {
        if (term >= _sum.Length)
        {
            Array.Resize(ref _sum, Math.Max(term + 1, _sum.Length * 2));
            Array.Resize(ref _fields, _sum.Length);
        }

        if (_fields[term] == Fields.None) _touched.Add(term);
        _sum[term] += weight;
        _fields[term] |= field;
    }

    // the buffers are large and short-lived: borrowed, lest every segment costs full collections
    private void Reserve(int count)
    {
        if (_entries.Length - _entryCount >= count) return;
        var larger = ArrayPool<Entry>.Shared.Rent(Math.Max(_entries.Length * 2, _entryCount + count));
        _entries.AsSpan(0, _entryCount).CopyTo(larger);
        ArrayPool<Entry>.Shared.Return(_entries);
        _entries = larger;
    }

    /// <summary>The document is complete.</summary>
    public void Close(int document)
    {
        Reserve(_touched.Count);
        foreach (var term in _touched)
        {
            _entries[_entryCount++] = new Entry(term, (ushort)document, (ushort)Math.Min(ushort.MaxValue, _sum[term] * Scale), _fields[term]);
            _sum[term] = 0;
            _fields[term] = Fields.None;
        }

        _touched.Clear();
    }

    /// <summary>Postings in the order of terms, then documents. Used once.</summary>
    public (int[] Start, ushort[] Documents, ushort[] Weights, Fields[] Fields) Build(int terms)
    {
        var start = new int[terms + 1];
        var entries = _entries.AsSpan(0, _entryCount);
        foreach (ref readonly var e in entries) start[e.Term + 1]++;
        for (var t = 0; t < terms; t++) start[t + 1] += start[t];
        var next = start.AsSpan(0, terms).ToArray();
        var documents = new ushort[entries.Length];
        var weights = new ushort[entries.Length];
        var fields = new Fields[entries.Length];
        foreach (ref readonly var e in entries)
        {
            var at = next[e.Term]++;
            documents[at] = e.Document;
            weights[at] = e.Weight;
            fields[at] = e.Fields;
        }

        ArrayPool<Entry>.Shared.Return(_entries);
        _entries = [];
        return (start, documents, weights, fields);
    }

    private readonly record struct Entry(int Term, ushort Document, ushort Weight, Fields Fields);
}
