using System.Text;

namespace Comptoir.Storage.Postgres;

/// <summary>Text as PostgreSQL takes it.</summary>
internal static class PostgresText
{
    /// <summary>A text holds no NUL and no half of a surrogate pair, and callers' texts may: these become U+FFFD, the same in every statement.</summary>
    public static string Storable(string text)
    {
        if (!text.Contains('\0') && IsWellFormed(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }
}
