using System.Collections.Frozen;

namespace Comptoir.Search.Ranking;

/// <summary>How common tags read as a reason.</summary>
internal static class TagLabels
{
    private static readonly FrozenDictionary<string, (string English, string French)> Labels = new Dictionary<string, (string, string)>
    {
        ["gift"] = ("a good gift", "idée cadeau"),
        ["gardener"] = ("for gardeners", "pour les jardiniers"),
        ["cook"] = ("for cooks", "pour les cuisiniers"),
        ["reader"] = ("for readers", "pour les lecteurs"),
        ["traveller"] = ("for travellers", "pour les voyageurs"),
        ["artist"] = ("for artists", "pour les artistes"),
        ["photographer"] = ("for photographers", "pour les photographes"),
        ["runner"] = ("for runners", "pour les coureurs"),
        ["student"] = ("for students", "pour les étudiants"),
        ["senior"] = ("for seniors", "pour les seniors"),
        ["teenager"] = ("for teenagers", "pour les ados"),
        ["child"] = ("for children", "pour les enfants"),
        ["baby"] = ("for babies", "pour les bébés"),
        ["woman"] = ("for women", "pour femme"),
        ["man"] = ("for men", "pour homme"),
        ["family"] = ("for the family", "en famille"),
        ["eco"] = ("kinder to the planet", "plus écologique"),
        ["handmade"] = ("handmade", "fait main"),
        ["bestseller"] = ("bestseller", "best-seller"),
        ["new"] = ("new", "nouveauté"),
        ["vegan"] = ("vegan", "végane"),
        ["organic"] = ("organic", "bio"),
        ["made-in-france"] = ("made in France", "fabriqué en France"),
        ["summer"] = ("for summer", "pour l’été"),
        ["winter"] = ("for winter", "pour l’hiver"),
        ["school"] = ("for school", "pour l’école"),
        ["office"] = ("for the office", "pour le bureau"),
        ["beginner"] = ("for beginners", "pour débuter"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? Find(string tag, string language) =>
        Labels.TryGetValue(tag, out var label) ? language == "fr" ? label.French : label.English
            : language == "fr" || tag.Length > 40 ? null : tag.Replace('-', ' ');
}
