using System.Globalization;
using System.Text;

namespace Comptoir.ShopTools.Policies;

/// <summary>Words reduced to what they are about, so that "refunded", "rembourser" and "money back" meet.</summary>
internal static class PolicyWords
{
    /// <summary>Beginnings of words (folded, English and French) by what they speak of.</summary>
    private static readonly (string Topic, string[] Beginnings)[] Topics =
    [
        ("return", ["return", "retour", "renvo", "send-back", "rendre", "rapporte", "echange", "exchange", "swap"]),
        ("withdrawal", ["withdraw", "retract", "changer-avis", "change-mind", "right"]),
        ("refund", ["refund", "rembours", "reimburs", "money-back"]),
        ("delivery", ["deliver", "livrais", "livrer", "livrez", "livrons", "ship", "expedi", "envo", "parcel", "colis", "carrier", "transporteur", "postage", "port"]),
        ("time", ["long", "day", "jour", "delai", "when", "quand", "temps", "time", "week", "semaine", "fast", "vite", "express", "tomorrow", "demain"]),
        ("cost", ["cost", "cout", "price", "prix", "fee", "frais", "much", "combien", "tarif", "charge", "free", "gratuit", "offert"]),
        ("free", ["free", "gratuit", "offert"]),
        ("pickup", ["pick-up", "pickup", "collect", "retrait", "retirer", "boutique"]),
        ("abroad", ["abroad", "etranger", "international", "customs", "douane", "europe", "union", "world", "monde", "country", "countries", "pays", "belgi", "suisse", "switzerland", "allemagne", "germany", "spain", "espagne", "italy", "italie"]),
        ("warranty", ["warrant", "garanti", "guarant", "faulty", "defect", "broken", "casse", "abime", "damag", "repair", "repar", "panne", "sav"]),
        ("payment", ["pay", "paie", "paypal", "visa", "mastercard", "virement"]),
        ("means", ["means", "method", "moyen", "mode", "card", "carte", "paypal", "visa", "mastercard", "virement", "transfer", "instalment", "installment", "cheque"]),
        ("privacy", ["privacy", "privee", "data", "donnee", "personal", "personnel", "cookie", "rgpd", "gdpr", "confidential", "track", "delete", "suppr", "effac"]),
        ("terms", ["terms", "condition", "cgv", "contract", "contrat", "legal", "mention", "litige", "dispute", "mediat"]),
        ("about", ["about", "propos", "contact", "phone", "telephone", "talk", "parler", "opening", "hours", "horaire", "ouvertur"]),
    ];

    private static readonly HashSet<string> Stop =
    [
        "a", "an", "the", "is", "are", "am", "be", "do", "does", "did", "can", "could", "i", "you", "your", "my", "me", "we", "it", "its", "to", "of", "for", "in", "on", "at", "and", "or", "if", "what", "which", "how", "there", "this", "that", "have", "has", "get", "got", "with", "not", "no", "will", "would", "from", "by", "as", "about",
        "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "je", "j", "tu", "vous", "nous", "il", "elle", "on", "ce", "c", "ca", "cela", "est", "sont", "etes", "es", "que", "qu", "qui", "quoi", "quel", "quelle", "quels", "quelles", "comment", "pour", "dans", "sur", "et", "ou", "si", "mon", "ma", "mes", "votre", "vos", "au", "aux", "avec", "ne", "n", "pas", "puis", "peut", "peux", "pouvez", "avez", "ai", "a", "s", "se", "en", "y", "t", "partir", "take", "takes", "prend", "votre", "notre", "our", "article", "produit", "product", "item",
    ];

    /// <summary>What a policy can be about; cost, time and the like are only sides of it.</summary>
    public static bool IsSubject(string word) => word is "#return" or "#refund" or "#withdrawal" or "#delivery" or "#pickup" or "#warranty" or "#payment" or "#privacy" or "#terms" or "#about";

    /// <summary>Topics (as <c>#return</c>) and the other content words, each once.</summary>
    public static HashSet<string> Of(string text)
    {
        var words = Fold(text);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Count; i++)
        {
            var pair = i + 1 < words.Count ? $"{words[i]}-{words[i + 1]}" : null;
            var known = false;
            foreach (var (topic, beginnings) in Topics)
            {
                if (!beginnings.Any(b => b.Contains('-', StringComparison.Ordinal) ? pair?.StartsWith(b, StringComparison.Ordinal) == true : Begins(words[i], b))) continue;
                found.Add("#" + topic);
                known = true;
            }

            if (!known && words[i].Length > 1 && !Stop.Contains(words[i]) && words[i].TrimEnd('s', 'x', 'e') is { Length: > 0 } stem) found.Add(stem);
        }

        return found;
    }

    /// <summary>Short beginnings must be nearly the whole word: "port" is not "portable".</summary>
    private static bool Begins(string word, string beginning) =>
        word.StartsWith(beginning, StringComparison.Ordinal) && (beginning.Length > 4 || word.Length <= beginning.Length + 4);

    private static List<string> Fold(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();

        // half a character, as is left where a text was cut off, has no normal form
        foreach (var c in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c)) word.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && word.Length > 0) Flush();
        }

        if (word.Length > 0) Flush();
        return words;

        void Flush()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
