using Comptoir.Catalog.Shops;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Understanding;

/// <summary>Which attributes a question is about: those whose value, name or everyday word is in it.</summary>
internal static class AskedAttributes
{
    /// <summary>Everyday words (beginnings, folded) for attributes that many shops have.</summary>
    private static readonly (string[] Ids, string[] Words)[] Everyday =
    [
        (["material", "composition", "contains_leather"], ["made of", "made from", "material", "fabric", "matiere", "en quoi", "de quoi", "tissu", "composition", "compose"]),
        (["weight"], ["heavy", "weigh", "light", "lourd", "poids", "pese", "leger"]),
        (["height", "width", "length", "depth", "diameter", "dimensions"], ["big", "large", "size", "dimension", "measure", "tall", "grand", "taille", "mesure", "haut", "encombr"]),
        (["height"], ["tall", "high", "height", "hauteur", "haut"]),
        (["width"], ["wide", "width", "large", "largeur"]),
        (["length"], ["long", "length", "longueur"]),
        (["capacity"], ["hold", "capacity", "volume", "litre", "liter", "contenance", "capacite", "contient"]),
        (["size"], ["size", "sizes", "taille", "tailles", "pointure"]),
        (["color"], ["colour", "color", "couleur", "coloris"]),
        (["origin"], ["made in", "come from", "where", "origin", "fabrique", "vient", "provenance", "origine"]),
        (["age_min", "age_max"], ["age", "old", "year", "ans", "enfant", "child", "kid", "baby", "bebe", "toddler"]),
        (["dishwasher_safe", "care"], ["dishwasher", "lave vaisselle"]),
        (["care"], ["wash", "clean", "iron", "lave", "laver", "machine", "entretien", "repass"]),
        (["waterproof"], ["water", "rain", "wet", "eau", "pluie", "etanche", "impermeable"]),
        (["power"], ["power", "watt", "puissan"]),
        (["battery_life"], ["battery", "charge last", "autonomie", "batterie"]),
        (["rechargeable"], ["recharge", "usb"]),
        (["organic"], ["organic", "bio"]),
        (["vegan"], ["vegan", "vegetarian", "vegetal"]),
        (["allergens"], ["allerg", "gluten", "nuts", "peanut", "lactose", "milk", "arachide", "noix", "lait"]),
        (["sugar_added"], ["sugar", "sucre"]),
        (["recycled"], ["recycl"]),
    ];

    /// <summary>The stated attributes that answer, the most direct first; empty when none does.</summary>
    public static IReadOnlyList<NamedValue> Find(Utterance asked, Shop shop, Constraints understood, IReadOnlyList<NamedValue> stated)
    {
        var ids = new List<string>(understood.Attributes.Select(a => a.AttributeId));
        var sentence = $" {asked.Folded}";
        ids.AddRange(shop.Attributes.Where(a => a.Name.Values.Any(n => sentence.Contains(" " + Utterance.Fold(n.Value), StringComparison.Ordinal))).Select(a => a.Id));
        ids.AddRange(Everyday.Where(e => e.Words.Any(w => sentence.Contains(" " + w, StringComparison.Ordinal))).SelectMany(e => e.Ids));
        return [.. ids.Distinct().Select(id => stated.FirstOrDefault(s => s.Id == id)).OfType<NamedValue>()];
    }
}
