namespace Comptoir.Web.Layout;

/// <summary>Which of the six background tints a thing gets; the same one on every page.</summary>
internal static class Tints
{
    private const int Count = 6;

    public static int Of(string id)
    {
        var sum = 0;
        foreach (var c in id) sum = (sum * 31 + c) % 997;
        return sum % Count;
    }
}
