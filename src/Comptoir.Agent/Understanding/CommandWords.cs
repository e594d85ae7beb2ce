namespace Comptoir.Agent.Understanding;

/// <summary>The words of a request that do not name a product.</summary>
internal static class CommandWords
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "add", "put", "throw", "place", "stick", "drop", "take", "buy", "order", "purchase", "get", "give", "have", "go", "with", "want", "like", "love", "remove", "delete", "out", "off", "rid", "compare", "difference", "between", "better", "best", "which", "what", "whats", "how", "much", "many", "price", "cost", "costs", "does", "do", "is", "are", "stock", "available", "reviews", "review", "rating", "say", "people", "about", "me", "my", "i", "ll", "d", "will", "would", "the", "a", "an", "to", "in", "into", "from", "of", "for", "and", "cart", "basket", "bag", "trolley", "shopping", "please", "it", "this", "that", "these", "those", "them", "they", "one", "ones", "some", "another", "still", "you", "s", "on", "customers", "also", "too", "now", "left", "or", "versus", "vs", "any", "just", "pieces", "let", "us", "we", "show", "customer", "at", "be", "should", "item", "items", "there",
        "ajoute", "ajoutez", "ajouter", "rajoute", "rajoutez", "rajouter", "mets", "mettez", "mettre", "met", "prends", "prendre", "vais", "choisis", "achete", "acheter", "commande", "commander", "garde", "veux", "voudrais", "aimerais", "enleve", "enlevez", "enlever", "retire", "retirez", "retirer", "supprime", "supprimez", "supprimer", "ote", "oter", "vire", "comparez", "comparer", "entre", "lequel", "laquelle", "combien", "coute", "coutent", "vaut", "valent", "prix", "quel", "quelle", "est", "sont", "disponible", "disponibles", "avis", "note", "notes", "clients", "je", "j", "moi", "m", "en", "le", "la", "les", "l", "un", "une", "des", "du", "de", "au", "aux", "dans", "mon", "ma", "mes", "panier", "cabas", "caddie", "svp", "stp", "vous", "plait", "te", "ca", "cela", "celui", "celle", "ceux", "celles", "ci", "ce", "cet", "cette", "ceci", "et", "ou", "avec", "aussi", "encore", "toujours", "t", "il", "elle", "ils", "elles", "y", "pour", "produit", "article", "exemplaire", "exemplaires", "piece", "fois", "sur", "c", "on", "se", "s", "n", "donne", "donnez", "montre", "voir", "qu", "que",
    };

    private static readonly HashSet<string> Tails = new(StringComparer.Ordinal) { "one", "ones", "please", "svp", "stp", "thanks", "merci" };

    private static readonly string[] Statements = ["c est ", "il est ", "elle est ", "ils sont ", "il va ", "elle va ", "il a ", "elle a ", "it is ", "they are "];

    /// <summary>What is left when the words of the request are taken away: from the first to the last other word.</summary>
    public static Utterance NameIn(Utterance said)
    {
        var first = 0;
        var last = said.Words.Count - 1;
        while (first <= last && IsCommand(said.Words[first].Folded)) first++;
        while (last >= first && IsCommand(said.Words[last].Folded)) last--;
        return first > last ? Utterance.Of("") : Utterance.Of(said.Text[said.Words[first].Start..said.Words[last].End]);
    }

    /// <summary>The names on both sides of "and", "with", "et", "avec" …</summary>
    public static IReadOnlyList<Utterance> NamesIn(Utterance said)
    {
        var names = new List<Utterance>();
        var from = 0;
        for (var i = 0; i <= said.Words.Count; i++)
        {
            if (i < said.Words.Count && said.Words[i].Folded is not ("and" or "with" or "et" or "avec" or "or" or "ou" or "vs" or "versus")) continue;
            if (NameIn(said.Slice(from, i)) is { Words.Count: > 0 } name) names.Add(name);
            from = i + 1;
        }

        return names;
    }

    public static bool IsTail(string folded) => Tails.Contains(folded);

    public static bool SaysEverything(string folded) => folded.Split(' ').Any(w => w is "everything" or "all" or "tout" or "tous" or "toutes");

    public static bool SaysCheapest(string folded) => folded.Contains("cheapest", StringComparison.Ordinal) || folded.Contains("least expensive", StringComparison.Ordinal) || folded.Contains("moins cher", StringComparison.Ordinal);

    public static bool SaysDearest(string folded) => folded.Contains("most expensive", StringComparison.Ordinal) || folded.Contains("plus cher", StringComparison.Ordinal);

    /// <summary>Begins like a remark ("c'est pour ma mère") that is a question only with a question mark.</summary>
    public static bool IsStatement(string folded) => Array.Exists(Statements, s => folded.StartsWith(s, StringComparison.Ordinal));

    /// <summary>The stems of the words that carry meaning.</summary>
    public static IReadOnlySet<string> ContentOf(Utterance said) =>
        said.Words.Select(w => w.Folded).Where(w => w.Length > 2 && !IsCommand(w)).Select(Stem).ToHashSet(StringComparer.Ordinal);

    /// <summary>Plurals and endings off, roughly: enough to find a word again in a sentence.</summary>
    public static string Stem(string folded) => folded.Length > 5 ? folded[..Math.Max(5, folded.Length - 3)] : folded.TrimEnd('s', 'x');

    private static bool IsCommand(string folded) => Words.Contains(folded) || Quantities.Number(folded) is not null;
}
