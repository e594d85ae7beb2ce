namespace Comptoir.Search.Index;

/// <summary>Where a word stands; combined as bits in a posting.</summary>
[Flags]
internal enum Fields : ushort
{
    None = 0,
    Title = 1,
    Brand = 2,
    Category = 4,
    Tag = 8,
    Attribute = 16,
    Option = 32,
    Description = 64,
    Code = 128,

    /// <summary>Beside <see cref="Title"/>: there the word is what the thing is, not what it goes with (see <see cref="Analysis.TitleHeads"/>).</summary>
    Head = 256,
}

/// <summary>
/// BM25F (Robertson and others, 2004): a word's count in each field is weighted and normalised by the field's length first, summed
/// over fields, and saturated once. Mean lengths are fixed figures of ordinary catalogues, so that segments need not know each other.
/// </summary>
internal static class FieldWeights
{
    /// <summary>What one occurrence in a field of <paramref name="length"/> words adds to the summed count.</summary>
    public static float Of(Fields field, int length)
    {
        var (weight, b, mean) = field switch
        {
            Fields.Title => (4.0f, 0.5f, 10f),
            Fields.Brand => (3.0f, 0f, 1f),
            Fields.Category => (2.2f, 0f, 1f),
            Fields.Tag => (2.2f, 0f, 1f),
            // over all attributes of a product: a sheet of two hundred facts mentions everything
            Fields.Attribute => (1.0f, 0.9f, 20f),
            Fields.Option => (0.9f, 0f, 1f),
            Fields.Description => (1.0f, 0.75f, 28f),
            _ => (5.0f, 0f, 1f),
        };
        return weight / (1 - b + b * length / mean);
    }
}
