using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>Finds what may not pass in texts: secrets, personal data, forbidden words. Pure.</summary>
internal static partial class Guard
{
    /// <summary>Longest thing that is looked for; a stream holds back so much, so that nothing slips through between two pieces.</summary>
    public const int Longest = 200;

    public const string Masked = "[removed]";

    /// <summary>A text with what is to be masked removed, and the rule that refuses it, if one does.</summary>
    public static (string Text, string? Refusal) Look(string text, Guards guards, bool outgoing)
    {
        if (guards.Forbidden.FirstOrDefault(f => text.Contains(f.Trim(), StringComparison.OrdinalIgnoreCase)) is not null) return (text, "guard.forbidden");
        if (!outgoing && guards.Secrets != GuardAction.Off && Secret().IsMatch(text))
        {
            if (guards.Secrets == GuardAction.Refuse) return (text, "guard.secrets");
            text = Secret().Replace(text, Masked);
        }

        if (guards.PersonalData != GuardAction.Off && Personal(text) is { } masked)
        {
            if (guards.PersonalData == GuardAction.Refuse) return (text, "guard.personalData");
            text = masked;
        }

        return (text, null);
    }

    public static bool LooksAtAnswers(Guards guards) => guards.PersonalData != GuardAction.Off || guards.Forbidden.Count > 0;

    /// <summary>Looks at every text of a request, in place; returns the rule that refuses it.</summary>
    public static string? Apply(JsonNode? node, Guards guards, bool outgoing)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var name in o.Select(m => m.Key).ToList())
                {
                    if (name is "model" or "id" or "type" or "role" or "image_url" or "url" or "data") continue;
                    if (o[name] is JsonValue v && v.TryGetValue<string>(out var text))
                    {
                        var (clean, refusal) = Look(text, guards, outgoing);
                        if (refusal is not null) return refusal;
                        if (!ReferenceEquals(clean, text)) o[name] = clean;
                    }
                    else if (Apply(o[name], guards, outgoing) is { } refused)
                    {
                        return refused;
                    }
                }

                return null;
            case JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    if (a[i] is JsonValue v && v.TryGetValue<string>(out var text))
                    {
                        var (clean, refusal) = Look(text, guards, outgoing);
                        if (refusal is not null) return refusal;
                        if (!ReferenceEquals(clean, text)) a[i] = clean;
                    }
                    else if (Apply(a[i], guards, outgoing) is { } refused)
                    {
                        return refused;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static string? Personal(string text)
    {
        var found = false;
        string Mask(Match m, Func<string, bool> real)
        {
            if (!real(m.Value)) return m.Value;
            found = true;
            return Masked;
        }

        var masked = Mail().Replace(text, m => Mask(m, _ => true));
        masked = Iban().Replace(masked, m => Mask(m, IsIban));
        masked = Card().Replace(masked, m => Mask(m, IsCard));
        masked = Phone().Replace(masked, m => Mask(m, v => v.Count(char.IsAsciiDigit) is >= 9 and <= 15));
        return found ? masked : null;
    }

    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(c => c - '0').ToArray();
        return digits.Length is >= 13 and <= 19 && digits.Reverse().Select((d, i) => i % 2 == 0 ? d : d * 2 > 9 ? (d * 2) - 9 : d * 2).Sum() % 10 == 0;
    }

    private static bool IsIban(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length is < 15 or > 34) return false;
        var rest = 0;
        foreach (var c in plain[4..] + plain[..4])
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        return rest == 1;
    }

    [GeneratedRegex(@"(?:\b(?:sk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,180}|gh[pousr]_[A-Za-z0-9]{30,180}|AKIA[0-9A-Z]{16}|xox[abprs]-[A-Za-z0-9-]{10,180}|AIza[0-9A-Za-z_-]{35}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,180}|comptoir\.[^\s.]{1,60}\.gwk_[0-9a-f]{32}\.[0-9a-f]{64})\b|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}\b", RegexOptions.None, 1000)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{2,4}){3,8}\b", RegexOptions.None, 1000)]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])", RegexOptions.None, 1000)]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:\+[0-9]{1,3}|0)(?:[ .()-]{0,2}[0-9]){8,13}(?![0-9])", RegexOptions.None, 1000)]
    private static partial Regex Phone();
}
