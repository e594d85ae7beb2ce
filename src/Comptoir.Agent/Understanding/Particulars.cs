using System.Text.RegularExpressions;

namespace Comptoir.Agent.Understanding;

/// <summary>Order numbers, e-mail addresses and discount codes in a sentence.</summary>
internal static partial class Particulars
{
    private static readonly HashSet<string> NoCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "promo", "code", "discount", "please", "promotion", "promotional", "reduction", "réduction", "cadeau", "avantage", "i", "have", "a", "the", "my", "is", "use", "apply", "un", "une", "le", "mon", "est", "de", "j", "ai", "it", "coupon", "voucher", "gift", "enter", "add", "where", "can", "do", "you", "s", "il", "vous", "plaît", "plait", "svp", "postal", "for", "pour", "here", "ici", "voici", "works", "marche",
    };

    public static string? Email(string text) => EmailPattern().Match(text) is { Success: true } match && match.Length <= 254 ? match.Value.TrimEnd('.') : null;

    /// <param name="bare">A number alone counts too: one was just asked for.</param>
    public static string? OrderNumber(string text, bool bare)
    {
        var withoutEmail = EmailPattern().Replace(text, " ");
        if (MarkedNumber().Match(withoutEmail) is { Success: true } marked) return marked.Groups[1].Value;
        return bare && BareNumber().Match(withoutEmail) is { Success: true } alone ? alone.Value : null;
    }

    /// <summary>What follows the word "code", else a word that looks like one (capitals with digits).</summary>
    public static string? DiscountCode(string text)
    {
        foreach (Match after in AfterCode().Matches(text))
            if (!NoCodes.Contains(after.Groups[1].Value)) return after.Groups[1].Value.ToUpperInvariant();
        return LooksLikeCode().Match(text) is { Success: true } looks ? looks.Value : null;
    }

    [GeneratedRegex(@"[a-zA-Z0-9._%+'-]{1,64}@[a-zA-Z0-9.-]{1,190}\.[a-zA-Z]{2,24}", RegexOptions.NonBacktracking)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"(?:#|n°|nº|\border (?:number |no\.? )?|\bcommande (?:numéro |numero |n° ?)?|\bnumber |\bnuméro |\bnumero )\s?#?([0-9]{1,12})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MarkedNumber();

    [GeneratedRegex(@"\b[0-9]{1,12}\b", RegexOptions.NonBacktracking)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"(?:code|coupon|voucher)(?: promo| de réduction| de reduction| promotionnel| is| est)?\s*[:=]?\s*[«""“']?\s?([A-Za-z0-9_-]{2,40})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AfterCode();

    [GeneratedRegex(@"\b(?=[A-Z0-9_-]*[A-Z])[A-Z0-9_-]{4,40}\b", RegexOptions.None, 2000)]
    private static partial Regex LooksLikeCode();
}
