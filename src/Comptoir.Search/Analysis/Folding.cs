using System.Globalization;
using Lucene.Net.Analysis.Miscellaneous;

namespace Comptoir.Search.Analysis;

/// <summary>Brings words to the form in which they are compared: lower case, without accents, ligatures written out.</summary>
internal static class Folding
{
    private const int LongestWord = 64;

    /// <summary>At most 64 characters of <paramref name="word"/> are kept: longer "words" are noise or hostile.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord) word = word[..LongestWord];
        Span<char> lower = stackalloc char[word.Length];
        var length = 0;
        var ascii = true;
        foreach (var c in word)
        {
            if (c < 128)
            {
                lower[length++] = char.ToLowerInvariant(c);
                continue;
            }

            // a combining accent belongs to the letter before it
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            ascii = false;
            lower[length++] = char.ToLowerInvariant(c);
        }

        if (ascii) return new string(lower[..length]);
        var input = lower[..length].ToArray();
        var output = new char[length * 4];
        var folded = ASCIIFoldingFilter.FoldToASCII(input, 0, output, 0, length);
        return new string(output, 0, folded);
    }
}
