using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>
/// Scores one segment's documents for a list of words: BM25F, one word after the other. The forms of a word (stems, as written) add up
/// before they saturate; a synonym counts only where it gives more than the word itself. Dispose gives the room back.
/// </summary>
internal sealed class WordScores : IDisposable
{
    /// <summary>Low: a product that says a word three times is not three times as much what was asked for.</summary>
    private const float K1 = 0.8f;

    public const int HeadBit = 31;
    private const int StrongShift = 32;
    private const Fields Telling = Fields.Title | Fields.Category | Fields.Tag | Fields.Brand | Fields.Code;

    private readonly Segment _segment;
    private readonly ScoreBuffer _buffer;

    /// <param name="head">Index of the word that names the thing itself; −1 when none does.</param>
    public WordScores(Segment segment, IReadOnlyList<WordCondition> conditions, IReadOnlyList<WordWeight> weights, int head)
    {
        _segment = segment;
        _buffer = segment.RentScores();
        for (var c = 0; c < conditions.Count && c < HeadBit; c++) Add(conditions[c], weights[c], c, c == head);
    }

    /// <summary>Documents that meet a word at least, in no order.</summary>
    public ReadOnlySpan<int> Documents => _buffer.Touched.AsSpan(0, _buffer.Count);

    public float Score(int document) => _buffer.Scores[document];

    /// <summary>Bit c: the document meets word c; bit <see cref="HeadBit"/>: its title names the thing itself.</summary>
    public uint Met(int document) => (uint)_buffer.Met[document];

    /// <summary>Bit c: it meets word c in its title, category, tags, brand or code.</summary>
    public uint Strong(int document) => (uint)(_buffer.Met[document] >> StrongShift);

    public void Dispose()
    {
        _buffer.Wipe();
        _segment.ReturnScores(_buffer);
    }

    private void Add(WordCondition condition, WordWeight weight, int number, bool isHead)
    {
        var buffer = _buffer;
        var count = 0;
        foreach (var alternative in condition.Alternatives)
            if (alternative.Weight >= WordWeight.OwnForm) count = alternative.Terms.Length == 1 ? Form(alternative, number, isHead, count) : Several(alternative, number, own: true, count);
        for (var i = 0; i < count; i++)
        {
            ref var share = ref buffer.Share[buffer.Part[i]];
            share = Saturated(share);
        }

        for (var a = 0; a < condition.Alternatives.Count; a++)
        {
            var alternative = condition.Alternatives[a];
            if (alternative.Weight >= WordWeight.OwnForm) continue;
            var scale = a < weight.Scale.Length ? weight.Scale[a] : 1;
            count = alternative.Terms.Length == 1 ? Synonym(alternative, scale, number, count) : Several(alternative, number, own: false, count, scale);
        }

        var bit = 1UL << number;
        for (var i = 0; i < count; i++)
        {
            var document = buffer.Part[i];
            ref var score = ref buffer.Scores[document];
            if (score == 0) buffer.Touched[buffer.Count++] = document;
            score += weight.Idf * buffer.Share[document];
            buffer.Met[document] |= bit;
            buffer.Share[document] = 0;
        }
    }

    private static float Saturated(float count) => (K1 + 1) * count / (K1 + count);

    private int Form(Alternative alternative, int number, bool isHead, int count)
    {
        var (start, end) = _segment.PostingsOf(alternative.Terms[0]);
        if (start == end) return count;
        var (documents, weights, fields) = (_segment.PostingDocuments, _segment.PostingWeights, _segment.PostingFields);
        var (share, part, met) = (_buffer.Share, _buffer.Part, _buffer.Met);
        var factor = alternative.Weight / PostingBuffer.Scale;
        var strong = 1UL << (number + StrongShift);
        for (var p = start; p < end; p++)
        {
            int document = documents[p];
            var where = fields[p];
            if ((where & alternative.Where) == 0 || (alternative.Spare != Languages.None && (where & alternative.In(_segment.Languages[document])) == 0)) continue;
            if (share[document] == 0) part[count++] = document;
            share[document] += weights[p] * factor;
            if ((where & Telling) != 0) met[document] |= isHead && (where & Fields.Head) != 0 ? strong | 1UL << HeadBit : strong;
        }

        return count;
    }

    private int Synonym(Alternative alternative, float scale, int number, int count)
    {
        var (start, end) = _segment.PostingsOf(alternative.Terms[0]);
        for (var p = start; p < end; p++)
        {
            int document = _segment.PostingDocuments[p];
            var where = _segment.PostingFields[p];
            if ((where & alternative.In(_segment.Languages[document])) == 0) continue;
            count = Put(document, _segment.PostingWeights[p], where, alternative, scale, number, count);
        }

        return count;
    }

    private int Several(Alternative alternative, int number, bool own, int count, float scale = 1)
    {
        var terms = new (int Start, int End)[alternative.Terms.Length];
        for (var t = 0; t < terms.Length; t++) terms[t] = _segment.PostingsOf(alternative.Terms[t]);
        Array.Sort(terms, static (a, b) => (a.End - a.Start).CompareTo(b.End - b.Start));
        for (var p = terms[0].Start; p < terms[0].End; p++)
        {
            var document = _segment.PostingDocuments[p];
            var where = _segment.PostingFields[p] & alternative.In(_segment.Languages[document]);
            var least = _segment.PostingWeights[p];
            for (var t = 1; t < terms.Length && where != 0; t++)
            {
                var found = _segment.PostingDocuments.AsSpan(terms[t].Start, terms[t].End - terms[t].Start).BinarySearch(document);
                where = found < 0 ? Fields.None : where & _segment.PostingFields[terms[t].Start + found];
                if (found >= 0) least = Math.Min(least, _segment.PostingWeights[terms[t].Start + found]);
            }

            if ((where & ~Fields.Head) == 0) continue;
            if (!own) count = Put(document, least, where, alternative, scale, number, count);
            else
            {
                if (_buffer.Share[document] == 0) _buffer.Part[count++] = document;
                _buffer.Share[document] += least * alternative.Weight / PostingBuffer.Scale;
                if ((where & Telling) != 0) _buffer.Met[document] |= 1UL << (number + StrongShift);
            }
        }

        return count;
    }

    private int Put(int document, ushort weight, Fields where, Alternative alternative, float scale, int number, int count)
    {
        ref var share = ref _buffer.Share[document];
        if (share == 0) _buffer.Part[count++] = document;
        share = Math.Max(share, scale * alternative.Weight * Saturated(weight / PostingBuffer.Scale));
        if ((where & Telling) != 0 && alternative.Weight > 0.5f) _buffer.Met[document] |= 1UL << (number + StrongShift);
        return count;
    }
}
