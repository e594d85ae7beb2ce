using System.Text;

namespace Comptoir.Storage.Sql;

/// <summary>
/// The values of <c>column in (…)</c>. Their count is padded to a power of two by repeating the last, so that few different texts are prepared.
/// </summary>
internal static class InList
{
    /// <summary>Most values of one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535.</summary>
    public const int Most = 1024;

    /// <summary><c>($2, $3, $4, $5)</c> for three or four values from <paramref name="first"/> = 2.</summary>
    public static string Placeholders(int count, int first)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < Padded(count); i++) text.Append(i == 0 ? "$" : ", $").Append(first + i);
        return text.Append(')').ToString();
    }

    /// <summary>The parameters before the list, then the list's values.</summary>
    public static object?[] Values(IReadOnlyList<string> values, params object?[] before)
    {
        var all = new object?[before.Length + Padded(values.Count)];
        before.CopyTo(all, 0);
        for (var i = before.Length; i < all.Length; i++) all[i] = values[Math.Min(i - before.Length, values.Count - 1)];
        return all;
    }

    private static int Padded(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count));
}
