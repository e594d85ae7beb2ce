using System.Text.RegularExpressions;

namespace Comptoir.Agent.Understanding;

/// <summary>
/// Says a wish in the words that the search knows: "I'm allergic to nuts" must forbid nuts, never ask for them; "a girl of 8" has an age.
/// </summary>
internal static partial class Paraphrase
{
    public static Utterance Of(Utterance said)
    {
        var text = Age().Replace(said.Text, "$1 $2 years old");
        var aged = text;
        text = English().Replace(text, "without ");
        text = French().Replace(text, "sans ");
        if (text != aged) text = MayI().Replace(text, " ");
        return text == said.Text ? said : Utterance.Of(text);
    }

    [GeneratedRegex(@"\b(?:(?:i ?['’]?m|i am|he ?['’]?s|he is|she ?['’]?s|she is|who is|we are|they are|my \w+ is)\s+)?(?:severely |very )?(?:allergic|intolerant|sensitive) to\s+|\b(?:i|we|he|she) (?:can ?['’]?t|cannot|can not|must not) (?:eat|have|use)\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex English();

    [GeneratedRegex(@"\b(girl|boy|child|kid|daughter|son|niece|nephew|grandson|granddaughter|toddler|teenager) (?:of|aged|who is|that is) ([0-9]{1,2})\b(?! ?(?:years?|months?|euros?|€))", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(?:can|could|may) (?:i|we|he|she|they) (?:eat|have|use|take)\b|\b(?:puis|peut|peux|pourrais)[- ]?(?:je|t[- ]il|t[- ]elle|on|il|elle|tu) (?:manger|prendre|utiliser)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MayI();

    [GeneratedRegex(@"\b(?:(?:je suis|il est|elle est|qui est|on est|nous sommes|mon \w+ est|ma \w+ est)\s+)?(?:très )?(?:allergiques?|intolérante?s?|intolerante?s?|sensibles?) (?:aux |au |à la |à l['’]|a la |a l['’]|à |a )|\b(?:je|il|elle|on) ne (?:peux|peut|dois|doit) pas (?:manger|utiliser) (?:de la |de l['’]|des |du |de |d['’])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex French();
}
