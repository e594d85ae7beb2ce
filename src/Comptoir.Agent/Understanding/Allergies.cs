using System.Text.RegularExpressions;

namespace Comptoir.Agent.Understanding;

/// <summary>"I'm allergic to nuts" must forbid nuts, never ask for them.</summary>
internal static partial class Allergies
{
    public static Utterance AsExclusion(Utterance said)
    {
        var text = English().Replace(said.Text, "without ");
        text = French().Replace(text, "sans ");
        if (text != said.Text) text = MayI().Replace(text, " ");
        return text == said.Text ? said : Utterance.Of(text);
    }

    [GeneratedRegex(@"\b(?:(?:i ?['’]?m|i am|he ?['’]?s|he is|she ?['’]?s|she is|who is|we are|they are|my \w+ is)\s+)?(?:severely |very )?(?:allergic|intolerant|sensitive) to\s+|\b(?:i|we|he|she) (?:can ?['’]?t|cannot|can not|must not) (?:eat|have|use)\s+", RegexOptions.IgnoreCase, 100)]
    private static partial Regex English();

    [GeneratedRegex(@"\b(?:can|could|may) (?:i|we|he|she|they) (?:eat|have|use|take)\b|\b(?:puis|peut|peux|pourrais)[- ]?(?:je|t[- ]il|t[- ]elle|on|il|elle|tu) (?:manger|prendre|utiliser)\b", RegexOptions.IgnoreCase, 100)]
    private static partial Regex MayI();

    [GeneratedRegex(@"\b(?:(?:je suis|il est|elle est|qui est|on est|nous sommes|mon \w+ est|ma \w+ est)\s+)?(?:très )?(?:allergiques?|intolérante?s?|intolerante?s?|sensibles?) (?:aux |au |à la |à l['’]|a la |a l['’]|à |a )|\b(?:je|il|elle|on) ne (?:peux|peut|dois|doit) pas (?:manger|utiliser) (?:de la |de l['’]|des |du |de |d['’])", RegexOptions.IgnoreCase, 100)]
    private static partial Regex French();
}
