namespace Comptoir.Web.Layout;

/// <summary>Home, shelves, search, product and policies.</summary>
public sealed partial class Texts
{
    public string HeroTitle => T("What are you looking for?", "Que cherchez-vous ?");
    public string HeroLead => T("Tell us in your own words: who it is for, what it must do, what it may cost. We will look through the shelves with you.", "Dites-le avec vos mots : pour qui, pour quoi faire, pour quel budget. Nous parcourons les rayons avec vous.");
    public string HeroPlaceholder => T("For whom, for what, how much…", "Pour qui, pour quoi, à quel prix…");
    public string HeroSend => T("Ask the shop", "Demander");
    public string ForExample => T("For example:", "Par exemple :");
    public IReadOnlyList<string> Examples => _french
        ? ["cadeau pour un jardinier, moins de 30\u00a0€", "lampe rechargeable", "jouet en bois pour un enfant de 3 ans", "chocolat vegan", "sac à dos imperméable, pas noir"]
        : ["gift for a gardener under €30", "waterproof jacket for a 6 year old, not pink", "wooden toy for a three year old", "rechargeable lamp", "vegan chocolate"];
    public string BrowseShelves => T("Browse the shelves", "Flâner dans les rayons");
    public string Bestsellers => T("What people come back for", "Ce qu’on nous redemande");
    public string FromOurShelves => T("From our shelves", "Dans nos rayons");
    public string NewIn => T("Just arrived", "Tout juste arrivés");
    public string OnSale => T("Reduced for now", "En ce moment à prix doux");
    public string SeeAll => T("See all", "Tout voir");
    public string ProductsCount(int n) => n == 1 ? T("1 product", "1 produit") : T($"{n.ToString("N0", Culture)} products", $"{n.ToString("N0", Culture)} produits");
    public string ResultsFor(string words) => T($"Results for “{words}”", $"Résultats pour « {words} »");
    public string SearchTitle => T("Search the shop", "Chercher dans la boutique");
    public string AllProducts => T("Everything we sell", "Tout ce que nous vendons");
    public string NothingFound => T("Nothing fits all of that", "Rien ne correspond à tout cela");
    public string NothingFoundBody => T("Take away one of the wishes above, or tell us more in the chat.", "Retirez un des souhaits ci-dessus, ou dites-nous-en plus dans la conversation.");
    public string AskInChat => T("Ask in the chat", "Demander dans la conversation");
    public string Understood => T("Understood", "Compris");
    public string RemoveWish(string wish) => T($"Remove: {wish}", $"Retirer : {wish}");
    public string ClearAll => T("Clear all", "Tout effacer");
    public string SearchedInstead(string corrected) => T($"Showing results for “{corrected}”.", $"Résultats affichés pour « {corrected} ».");
    public string RelaxedNote(string words) => T($"Nothing had every word, so we let go of: {words}.", $"Rien ne contenait tous les mots ; nous avons laissé de côté : {words}.");
    public string Filters => T("Filters", "Filtres");
    public string ApplyFilters => T("Apply", "Appliquer");
    public string SortBy => T("Sort by", "Trier par");
    public string SortRelevance => T("Best match", "Pertinence");
    public string SortPriceUp => T("Price, low to high", "Prix croissant");
    public string SortPriceDown => T("Price, high to low", "Prix décroissant");
    public string SortRating => T("Best rated", "Mieux notés");
    public string SortNewest => T("Newest", "Nouveautés");
    public string Sort => T("Sort", "Trier");
    public string Pages => T("Pages", "Pages");
    public string PreviousPage => T("Previous", "Précédent");
    public string NextPage => T("Next", "Suivant");
    public string PageOf(int page, int pages) => T($"Page {page} of {pages}", $"Page {page} sur {pages}");
    public string InStock => T("In stock", "En stock");
    public string InStockOnly => T("In stock only", "En stock seulement");
    public string ForAge(string age) => T($"for age {age}", $"pour {age} ans");
    public string RatedAtLeast(string rating) => T($"rated {rating} or more", $"note de {rating} ou plus");
    public string PriceFromTo(string? from, string? to) => (from, to) switch
    {
        (null, { } t) => T($"up to {t}", $"jusqu’à {t}"),
        ({ } f, null) => T($"from {f}", $"à partir de {f}"),
        var (f, t) => $"{f} – {t}",
    };
    public string ForWhom(string audience) => audience switch
    {
        "woman" => T("for women", "pour femme"),
        "man" => T("for men", "pour homme"),
        "girl" => T("for girls", "pour fille"),
        "boy" => T("for boys", "pour garçon"),
        "child" => T("for children", "pour enfant"),
        "baby" => T("for babies", "pour bébé"),
        "teenager" => T("for teenagers", "pour ado"),
        _ => audience,
    };

    public string PriceLabel => T("Price", "Prix");
    public string WasPrice => T("was", "au lieu de");
    public string NowPrice => T("now", "maintenant");
    public string From => T("from", "dès");
    public string RatingOf(string value, int count) => T($"{value} out of 5, {count} {(count == 1 ? "review" : "reviews")}", $"{value} sur 5, {count} avis");
    public string Add => T("Add", "Ajouter");
    public string AddNamed(string title) => T($"Add {title} to the cart", $"Ajouter {title} au panier");
    public string Choose => T("Choose", "Choisir");
    public string ChooseNamed(string title) => T($"Choose options for {title}", $"Choisir les options de {title}");
    public string SoldOut => T("Sold out", "Épuisé");
    public string OnlyLeft(long n) => n == 1 ? T("Only 1 left", "Plus qu’un exemplaire") : T($"Only {n} left", $"Plus que {n} exemplaires");
    public string Sale(int percent) => $"−{percent}\u00a0%";
    public string AddToCart => T("Add to cart", "Ajouter au panier");
    public string Quantity => T("Quantity", "Quantité");
    public string IncludesVat => T("incl. VAT", "TTC");
    public string PlusTax => T("plus tax", "hors taxes");
    public string PlusDelivery => T("plus delivery", "livraison en sus");
    public string DeliveryFrom(string title, string price, string? freeFrom) => freeFrom is null
        ? T($"{title}: {price}", $"{title} : {price}")
        : T($"{title}: {price}, free from {freeFrom}", $"{title} : {price}, offerte dès {freeFrom}");
    public string Days(int? min, int? max) => (min, max) switch
    {
        ({ } a, { } b) when a == b => a == 1 ? T("1 working day", "1 jour ouvré") : T($"{a} working days", $"{a} jours ouvrés"),
        ({ } a, { } b) => T($"{a}–{b} working days", $"{a} à {b} jours ouvrés"),
        (null, { } b) => T($"within {b} working days", $"sous {b} jours ouvrés"),
        ({ } a, null) => T($"from {a} working days", $"à partir de {a} jours ouvrés"),
        _ => "",
    };
    public string Free => T("free", "gratuit");
    public string DeliveryTerms => T("Delivery and returns", "Livraison et retours");
    public string Details => T("Details", "Caractéristiques");
    public string Description => T("Description", "Description");
    public string Reviews => T("Reviews", "Avis");
    public string NoReviews => T("Nobody has written about it yet.", "Personne n’en a encore parlé.");
    public string ReviewsAsWritten => T("Reviews are shown as their authors wrote them.", "Les avis sont affichés tels que leurs auteurs les ont écrits.");
    public string Similar => T("You may also like", "Dans le même esprit");
    public string By => T("by", "par");
    public string Reference => T("Reference", "Référence");
    public string Pictures => T("Pictures", "Photos");
    public string NotAvailable => T("not available", "indisponible");
    public string AskAbout => T("Ask about this product", "Une question sur ce produit ?");
    public string Shelves => T("Shelves", "Rayons");

    public string Policies => T("Good to know", "Bon à savoir");
    public string PoliciesLead => T("How we deliver, take back, charge and look after your data.", "Comment nous livrons, reprenons, encaissons et prenons soin de vos données.");
    public string NoPolicies => T("This shop has not written its terms here yet. Ask in the chat or by e-mail.", "Cette boutique n’a pas encore écrit ses conditions ici. Posez la question dans la conversation ou par e-mail.");
    public string PolicyShipping => T("Delivery", "Livraison");
    public string PolicyReturns => T("Returns", "Retours");
    public string PolicyPrivacy => T("Privacy", "Vie privée");
}
