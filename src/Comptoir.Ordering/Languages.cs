using Comptoir.Catalog.Shops;

namespace Comptoir.Ordering;

internal static class Languages
{
    /// <summary>The shop's own form of the asked language, else its default.</summary>
    public static string Choose(string? asked, Shop shop) =>
        asked is { Length: >= 2 } ? shop.Languages.FirstOrDefault(l => asked.StartsWith(l, StringComparison.OrdinalIgnoreCase)) ?? shop.DefaultLanguage : shop.DefaultLanguage;
}
