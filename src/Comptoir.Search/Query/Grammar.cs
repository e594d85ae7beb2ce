namespace Comptoir.Search.Query;

/// <summary>The words with which English and French speakers state limits, wishes and exclusions.</summary>
internal static class Grammar
{
    public static readonly Phrases AtMost = new(
        "moins de", "moins d", "moins cher que", "moins chere que", "moins chers que", "moins cheres que", "jusqu a", "jusqua", "maximum", "max", "maxi", "au plus",
        "pas plus de", "pas plus cher que", "pas au dessus de", "en dessous de", "inferieur a", "inferieure a", "sous", "sous les", "ne depassant pas",
        "ne depasse pas", "budget", "budget de", "budget of", "budget max", "budget is", "budget maximum", "under", "below", "less than", "cheaper than", "up to",
        "at most", "no more than", "not more than", "within", "not over", "not above", "not exceeding", "maximum of", "max of", "<", "≤");

    public static readonly Phrases AtLeast = new(
        "plus de", "plus d", "au moins", "minimum", "min", "mini", "a partir de", "au dessus de", "superieur a", "superieure a", "over", "above",
        "more than", "at least", "starting at", "starting from", "from", "no less than", "not less than", "pas moins de", "des", ">", "≥");

    public static readonly Phrases About = new(
        "environ", "autour de", "aux alentours de", "dans les", "a peu pres", "about", "around", "roughly", "approximately", "circa", "~");

    public static readonly Phrases Between = new("entre", "between", "de", "from", "a", "of");

    public static readonly Phrases AtMostAfter = new("max", "maxi", "maximum", "ou moins", "or less", "or under", "or cheaper", "au plus", "at most", "grand maximum", "tops");

    public static readonly Phrases AtLeastAfter = new("min", "mini", "minimum", "ou plus", "or more", "and up", "and more", "et plus", "+");

    public static readonly Phrases To = new("et", "and", "a", "to", "-", "ou", "or");

    public static readonly Phrases Negation = new(
        "not in", "not too", "not", "no", "without any", "without", "except for", "except", "excluding", "but not", "anything but", "other than", "nothing with",
        "don t want", "do not want", "pas de", "pas d", "pas en", "pas trop", "pas", "sans", "sauf", "hors", "hormis", "excepte", "autre que",
        "tout sauf", "ni", "non", "mais pas de", "mais pas", "rien en", "surtout pas de", "surtout pas");

    public static readonly Phrases AfterNegation = new(
        "de la", "de l", "de", "d", "du", "des", "la", "le", "les", "l", "en", "in", "any", "a", "an", "the", "of", "added", "aucun", "aucune", "un", "une", "made of", "made from", "with");

    public static readonly Phrases ListWord = new("and", "or", "nor", "et", "ou", "ni", "ni de", "or in", "ou en", "and no", "et pas de", "et sans", "or any");

    public static readonly Phrases CheapFirst = new(
        "the cheapest", "cheapest", "cheaper", "cheap", "inexpensive", "affordable", "low cost", "low price", "not too expensive", "not expensive", "not too pricey",
        "small budget", "petit budget", "petit prix", "petits prix", "pas trop cher", "pas trop chere", "pas trop chers", "pas cher", "pas chere", "pas chers", "pas cheres",
        "bon marche", "abordable", "abordables", "moins cher", "moins chere", "moins chers", "moins cheres", "le moins cher", "la moins chere", "les moins chers", "les moins cheres");

    public static readonly Phrases DearFirst = new(
        "most expensive", "the most expensive", "le plus cher", "la plus chere", "les plus chers", "les plus cheres", "haut de gamme", "high end");

    public static readonly Phrases BestFirst = new(
        "best rated", "best reviewed", "highest rated", "top rated first", "mieux note", "mieux notee", "mieux notes", "mieux notees", "les mieux notes", "les mieux notees",
        "le mieux note", "la mieux notee", "meilleures notes", "meilleurs avis", "best reviews");

    public static readonly Phrases NewestFirst = new(
        "newest", "the newest", "latest", "the latest", "most recent", "new arrivals", "nouveautes", "les nouveautes", "plus recent", "plus recents", "plus recentes", "dernieres nouveautes");

    public static readonly Phrases WellRated = new(
        "well rated", "highly rated", "top rated", "well reviewed", "good reviews", "with good reviews", "good ratings", "bien note", "bien notee", "bien notes", "bien notees",
        "bien evalue", "bien evalues", "bien evaluee", "bonnes notes", "bons avis", "de bons avis", "avec de bons avis");

    public static readonly Phrases Stars = new("stars", "star", "etoiles", "etoile");

    public static readonly Phrases InStock = new("in stock", "en stock", "available now", "available", "disponible", "disponibles", "disponible tout de suite", "available today");

    public static readonly Phrases YearsWord = new("year olds", "years olds", "years old", "year old", "years", "year", "yo", "y o", "yrs", "yr", "ans", "an", "y");

    public static readonly Phrases MonthsWord = new("months old", "month old", "months", "month", "mois", "mo");

    public static readonly Phrases AgedWord = new("aged", "age", "age de", "agee de", "age of", "agees de", "ages de");

    public static readonly Phrases NotAnAge = new("de garantie", "garantie", "warranty", "guarantee", "battery", "d autonomie");

    public static readonly Phrases SizeWord = new("size", "sizes", "taille", "tailles", "pointure", "pointures", "t", "eu", "en taille", "in size", "en pointure", "du");

    public static readonly Phrases CategoryWord = new("rayon", "categorie", "category", "section", "department", "in the category", "dans la categorie", "dans le rayon", "au rayon");

    /// <summary>Words that spelling leaves alone.</summary>
    public static IEnumerable<string> Words =>
        new[]
        {
            AtMost, AtLeast, About, Between, AtMostAfter, AtLeastAfter, To, Negation, AfterNegation, ListWord, CheapFirst, DearFirst, BestFirst,
            NewestFirst, WellRated, Stars, InStock, YearsWord, MonthsWord, AgedWord, NotAnAge, SizeWord, CategoryWord,
        }.SelectMany(p => p.Words);
}
