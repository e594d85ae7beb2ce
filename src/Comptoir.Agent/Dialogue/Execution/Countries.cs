using Comptoir.Ordering.Rules;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Where a shop ships.</summary>
internal static class Countries
{
    private static readonly (string Code, string English, string French)[] Known =
    [
        ("AT", "Austria", "Autriche"), ("AU", "Australia", "Australie"), ("BE", "Belgium", "Belgique"), ("BG", "Bulgaria", "Bulgarie"), ("CA", "Canada", "Canada"), ("CH", "Switzerland", "Suisse"),
        ("CY", "Cyprus", "Chypre"), ("CZ", "Czechia", "Tchéquie"), ("DE", "Germany", "Allemagne"), ("DK", "Denmark", "Danemark"), ("EE", "Estonia", "Estonie"), ("ES", "Spain", "Espagne"),
        ("FI", "Finland", "Finlande"), ("FR", "France", "France"), ("GB", "United Kingdom", "Royaume-Uni"), ("GR", "Greece", "Grèce"), ("HR", "Croatia", "Croatie"), ("HU", "Hungary", "Hongrie"),
        ("IE", "Ireland", "Irlande"), ("IT", "Italy", "Italie"), ("JP", "Japan", "Japon"), ("LT", "Lithuania", "Lituanie"), ("LU", "Luxembourg", "Luxembourg"), ("LV", "Latvia", "Lettonie"),
        ("MC", "Monaco", "Monaco"), ("MT", "Malta", "Malte"), ("NL", "Netherlands", "Pays-Bas"), ("NO", "Norway", "Norvège"), ("NZ", "New Zealand", "Nouvelle-Zélande"), ("PL", "Poland", "Pologne"),
        ("PT", "Portugal", "Portugal"), ("RO", "Romania", "Roumanie"), ("SE", "Sweden", "Suède"), ("SI", "Slovenia", "Slovénie"), ("SK", "Slovakia", "Slovaquie"), ("US", "United States", "États-Unis"),
    ];

    /// <summary>Codes that some rate names; with a rate for all others, or without rates, every country known here as well.</summary>
    public static IReadOnlyList<string> Of(SellingRules rules)
    {
        var shipping = rules.Shipping.Where(r => r.Type == "shipping").ToList();
        var named = shipping.SelectMany(r => r.Countries).Select(c => c.ToUpperInvariant()).Distinct();
        return [.. shipping.Count == 0 || shipping.Exists(r => r.Countries.Count == 0) ? named.Union(Known.Select(k => k.Code)) : named];
    }

    public static string Name(string code, string language) => Known.FirstOrDefault(k => k.Code == code) is { Code: not null } known ? (language == "fr" ? known.French : known.English) : code;
}
