using System.Globalization;
using System.Text.RegularExpressions;

namespace Comptoir.Agent.Understanding;

/// <summary>Finds how many pieces are meant: "two of them", "add 3", "x2", "j'en prends deux".</summary>
internal static partial class Quantities
{
    private const string Figure = "(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|[0-9]{1,3})";

    private static readonly string[] Words = ["one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept", "eight huit", "nine neuf", "ten dix", "eleven onze", "twelve douze"];

    /// <summary>A number word or up to three digits; null for anything else, zero included.</summary>
    public static int? Number(string folded)
    {
        if (folded.Length is > 0 and <= 3 && int.TryParse(folded, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number > 0 ? number : null;
        var index = Array.FindIndex(Words, w => w.Split(' ').Contains(folded));
        return index >= 0 ? index + 1 : null;
    }

    /// <summary>The pieces asked for; null when none are named.</summary>
    public static int? Of(string folded)
    {
        foreach (var pattern in new[] { Counted(), Verb(), Times(), Set(), Alone() })
        {
            var match = pattern.Match(folded);
            if (match.Success && Number(match.Groups.Values.Skip(1).First(g => g.Success).Value) is { } number) return number;
        }

        return null;
    }

    [GeneratedRegex(@"\b" + Figure + @" (?:of (?:them|it|those|these|that|this|the)|exemplaires?|pieces?|copies|units|fois|(?:du|de la|des) (?:premier|premiere|deuxieme|troisieme|second|seconde|dernier|derniere))\b", RegexOptions.NonBacktracking)]
    private static partial Regex Counted();

    [GeneratedRegex(@"\b(?:add|put|take|want|get|order|buy|have|ajoute[rz]?|ajoutez|rajoute[rz]?|prends|prendre|veux|voudrais|mets|mettez|commande|en prends|en veux|en voudrais|faut|en|me) " + Figure + @"(?: |$)", RegexOptions.NonBacktracking)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bx ?([0-9]{1,3})\b|\b([0-9]{1,3}) ?x\b", RegexOptions.NonBacktracking)]
    private static partial Regex Times();

    [GeneratedRegex(@"\b(?:make (?:it|that|them)|quantity(?: to| of| is)?|qty|quantite(?: a| de)?|to|en|a|actually|finalement|plutot) " + Figure + @"\b", RegexOptions.NonBacktracking)]
    private static partial Regex Set();

    [GeneratedRegex(@"^" + Figure + @"$", RegexOptions.NonBacktracking)]
    private static partial Regex Alone();
}
