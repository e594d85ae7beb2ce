namespace Comptoir.Agent.Understanding;

/// <summary>Finds "the second one", "number 3", "les deux premiers", "le 2" in a sentence.</summary>
internal static class Ordinals
{
    /// <summary>Stands for the last of the list.</summary>
    public const int Last = -1;

    private static readonly Dictionary<string, int> Words = Named(
        "first 1st premier premiere premiers premieres 1er 1ere",
        "second 2nd deuxieme seconde 2e 2eme 2nde",
        "third 3rd troisieme 3e 3eme",
        "fourth 4th quatrieme 4e 4eme",
        "fifth 5th cinquieme 5e 5eme",
        "sixth 6th sixieme 6e 6eme",
        "seventh 7th septieme 7e 7eme",
        "eighth 8th huitieme 8e 8eme",
        "ninth 9th neuvieme 9e 9eme",
        "tenth 10th dixieme 10e 10eme");

    /// <summary>Words that may follow; after another one ("first aid kit") it is no reference.</summary>
    private static readonly HashSet<string> Followers = new(StringComparer.Ordinal)
    {
        "one", "ones", "product", "item", "option", "result", "choice", "model", "modele", "article", "produit", "choix", "resultat", "line", "ligne",
        "and", "or", "with", "to", "in", "into", "is", "does", "has", "please", "from", "of", "again", "instead", "then", "also", "but", "too", "for", "cost", "made", "available", "waterproof",
        "et", "ou", "avec", "au", "a", "dans", "en", "est", "du", "de", "s", "svp", "stp", "puis", "aussi", "plutot", "mais", "il", "elle", "coute", "propose", "proposee", "pour", "passe", "va",
    };

    private static readonly HashSet<string> Before = new(StringComparer.Ordinal) { "number", "no", "option", "numero", "n", "item", "article", "produit", "product", "choix", "choice" };

    /// <summary>"last" is a verb too: "how long does it last".</summary>
    private static readonly HashSet<string> BeforeLast = new(StringComparer.Ordinal) { "the", "le", "la", "and", "et", "very", "tout", "of", "du", "au" };

    private static readonly HashSet<string> Articles = new(StringComparer.Ordinal) { "le", "la", "the" };

    /// <summary>Positions as said, counted from 1, each once, at most four; <see cref="Last"/> for the last.</summary>
    public static IReadOnlyList<int> Of(Utterance said)
    {
        var found = new List<int>();
        var words = said.Words;
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1].Folded : null;
            if (Words.TryGetValue(words[i].Folded, out var place) && (place != Last || i == 0 || BeforeLast.Contains(words[i - 1].Folded)))
            {
                if (next is not null && Quantities.Number(next) is { } many and <= 4 && place == 1) AddFirst(found, many);
                else if (i > 0 && Quantities.Number(words[i - 1].Folded) is { } before and > 1 and <= 4 && place == 1) AddFirst(found, before);
                else if (next is null || Followers.Contains(next) || Words.ContainsKey(next)) found.Add(place);
            }
            else if (i > 0 && int.TryParse(words[i].Folded, out var number) && number is >= 1 and <= 24
                && (Before.Contains(words[i - 1].Folded) || (Articles.Contains(words[i - 1].Folded) && (next is null || Followers.Contains(next)))
                    || (found.Count > 0 && words[i - 1].Folded is "and" or "et")))
            {
                found.Add(number);
            }
        }

        return [.. found.Distinct().Take(4)];
    }

    private static void AddFirst(List<int> found, int count)
    {
        for (var n = 1; n <= count; n++) found.Add(n);
    }

    private static Dictionary<string, int> Named(params string[] places)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal) { ["last"] = Last, ["dernier"] = Last, ["derniere"] = Last };
        for (var i = 0; i < places.Length; i++)
            foreach (var word in places[i].Split(' ')) words[word] = i + 1;
        return words;
    }
}
