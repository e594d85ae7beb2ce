namespace Comptoir.Web.Layout;

/// <summary>Countries that an address form offers; English and French names side by side.</summary>
internal static class Countries
{
    private static readonly (string Code, string English, string French)[] All =
    [
        ("AT", "Austria", "Autriche"), ("AU", "Australia", "Australie"), ("BE", "Belgium", "Belgique"), ("BG", "Bulgaria", "Bulgarie"),
        ("BR", "Brazil", "Brésil"), ("CA", "Canada", "Canada"), ("CH", "Switzerland", "Suisse"), ("CN", "China", "Chine"),
        ("CY", "Cyprus", "Chypre"), ("CZ", "Czechia", "Tchéquie"), ("DE", "Germany", "Allemagne"), ("DK", "Denmark", "Danemark"),
        ("DZ", "Algeria", "Algérie"), ("EE", "Estonia", "Estonie"), ("ES", "Spain", "Espagne"), ("FI", "Finland", "Finlande"),
        ("FR", "France", "France"), ("GB", "United Kingdom", "Royaume-Uni"), ("GR", "Greece", "Grèce"), ("HR", "Croatia", "Croatie"),
        ("HU", "Hungary", "Hongrie"), ("IE", "Ireland", "Irlande"), ("IL", "Israel", "Israël"), ("IN", "India", "Inde"),
        ("IS", "Iceland", "Islande"), ("IT", "Italy", "Italie"), ("JP", "Japan", "Japon"), ("KR", "South Korea", "Corée du Sud"),
        ("LI", "Liechtenstein", "Liechtenstein"), ("LT", "Lithuania", "Lituanie"), ("LU", "Luxembourg", "Luxembourg"), ("LV", "Latvia", "Lettonie"),
        ("MA", "Morocco", "Maroc"), ("MC", "Monaco", "Monaco"), ("MT", "Malta", "Malte"), ("MX", "Mexico", "Mexique"),
        ("NL", "Netherlands", "Pays-Bas"), ("NO", "Norway", "Norvège"), ("NZ", "New Zealand", "Nouvelle-Zélande"), ("PL", "Poland", "Pologne"),
        ("PT", "Portugal", "Portugal"), ("RO", "Romania", "Roumanie"), ("SE", "Sweden", "Suède"), ("SG", "Singapore", "Singapour"),
        ("SI", "Slovenia", "Slovénie"), ("SK", "Slovakia", "Slovaquie"), ("SN", "Senegal", "Sénégal"), ("TN", "Tunisia", "Tunisie"),
        ("TR", "Türkiye", "Turquie"), ("UA", "Ukraine", "Ukraine"), ("US", "United States", "États-Unis"), ("ZA", "South Africa", "Afrique du Sud"),
    ];

    /// <summary>Code and name, by name; the given one first, even when it is not in the table.</summary>
    public static IReadOnlyList<(string Code, string Name)> For(Texts texts, string first)
    {
        var names = All.Select(c => (c.Code, Name: texts.T(c.English, c.French))).OrderBy(c => c.Name, StringComparer.Create(texts.Culture, ignoreCase: true)).ToList();
        return [.. names.Where(c => c.Code == first).DefaultIfEmpty((Code: first, Name: first)), .. names.Where(c => c.Code != first)];
    }

    /// <summary>The name, or the code itself when it is not in the table.</summary>
    public static string Name(string? code, Texts texts) => All.FirstOrDefault(c => c.Code == code) is { Code: not null } c ? texts.T(c.English, c.French) : code ?? "";
}
