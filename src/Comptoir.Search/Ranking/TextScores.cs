using System.Buffers;
using Comptoir.Search.Index;

namespace Comptoir.Search.Ranking;

/// <summary>
/// Scores of one segment's documents for a list of word conditions: BM25 over the field-weighted counts, the best alternative of each
/// condition. Also which conditions each document meets, and meets in a telling field. Dispose gives the arrays back.
/// </summary>
internal sealed class TextScores : IDisposable
{
    private const float K1 = 1.2f;
    private const Fields Telling = Fields.Title | Fields.Category | Fields.Tag | Fields.Brand | Fields.Code;

    public TextScores(Segment segment, IReadOnlyList<WordCondition> conditions, IReadOnlyList<float> weights)
    {
        var count = segment.Count;
        Scores = Rent<float>(count);
        Met = Rent<uint>(count);
        Strong = Rent<uint>(count);
        var best = Rent<float>(count);
        var touched = new List<ushort>();
        for (var c = 0; c < conditions.Count; c++)
        {
            var bit = c < 32 ? 1u << c : 0u;
            foreach (var alternative in conditions[c].Alternatives)
            {
                if (alternative.Terms.Length == 1) One(segment, alternative, weights[c], bit, best, touched);
                else Several(segment, alternative, weights[c], bit, best, touched);
            }

            foreach (var document in touched)
            {
                Scores[document] += best[document];
                best[document] = 0;
            }

            touched.Clear();
        }

        ArrayPool<float>.Shared.Return(best);
    }

    public float[] Scores { get; }

    /// <summary>Bit c: the document meets condition c.</summary>
    public uint[] Met { get; }

    /// <summary>Bit c: the document meets condition c in its title, category, tags, brand or code.</summary>
    public uint[] Strong { get; }

    /// <summary>How rare each condition is over all segments (the idf of its most frequent own form).</summary>
    public static float[] Weights(IReadOnlyList<LiveSegment> segments, IReadOnlyList<WordCondition> conditions)
    {
        var total = segments.Sum(s => s.Segment.Count);
        var weights = new float[conditions.Count];
        for (var c = 0; c < weights.Length; c++)
        {
            var frequency = 0;
            foreach (var alternative in conditions[c].Alternatives)
            {
                if (alternative.Weight < 0.75f) continue;
                var of = 0;
                foreach (var s in segments)
                {
                    var smallest = int.MaxValue;
                    foreach (var term in alternative.Terms)
                    {
                        var (start, end) = s.Segment.PostingsOf(term);
                        smallest = Math.Min(smallest, end - start);
                    }

                    of += smallest;
                }

                frequency = Math.Max(frequency, of);
            }

            weights[c] = MathF.Log(1 + (total - frequency + 0.5f) / (frequency + 0.5f));
        }

        return weights;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(Scores);
        ArrayPool<uint>.Shared.Return(Met);
        ArrayPool<uint>.Shared.Return(Strong);
    }

    private void One(Segment segment, Alternative alternative, float weight, uint bit, float[] best, List<ushort> touched)
    {
        var (start, end) = segment.PostingsOf(alternative.Terms[0]);
        for (var p = start; p < end; p++)
        {
            if ((segment.PostingFields[p] & alternative.In(segment.Languages[segment.PostingDocuments[p]])) == 0) continue;
            Put(segment.PostingDocuments[p], segment.PostingWeights[p], segment.PostingFields[p], alternative, weight, bit, best, touched);
        }
    }

    private void Several(Segment segment, Alternative alternative, float weight, uint bit, float[] best, List<ushort> touched)
    {
        var terms = alternative.Terms.Select(segment.PostingsOf).OrderBy(t => t.End - t.Start).ToArray();
        var (start, end) = terms[0];
        for (var p = start; p < end; p++)
        {
            var document = segment.PostingDocuments[p];
            var fields = segment.PostingFields[p] & alternative.In(segment.Languages[document]);
            var count = segment.PostingWeights[p];
            for (var t = 1; t < terms.Length && fields != 0; t++)
            {
                var found = segment.PostingDocuments.AsSpan(terms[t].Start, terms[t].End - terms[t].Start).BinarySearch(document);
                if (found < 0)
                {
                    fields = Fields.None;
                    break;
                }

                fields &= segment.PostingFields[terms[t].Start + found];
                count = Math.Min(count, segment.PostingWeights[terms[t].Start + found]);
            }

            if (fields != 0) Put(document, count, fields, alternative, weight, bit, best, touched);
        }
    }

    private void Put(ushort document, ushort count, Fields fields, Alternative alternative, float weight, uint bit, float[] best, List<ushort> touched)
    {
        var tf = count / 128f;
        var score = weight * alternative.Weight * (K1 + 1) * tf / (K1 + tf);
        if (best[document] == 0) touched.Add(document);
        if (score > best[document]) best[document] = score;
        Met[document] |= bit;
        if ((fields & Telling) != 0 && alternative.Weight > 0.5f) Strong[document] |= bit;
    }

    private static T[] Rent<T>(int count)
    {
        var array = ArrayPool<T>.Shared.Rent(Math.Max(1, count));
        Array.Clear(array, 0, count);
        return array;
    }
}
