using System.Globalization;
using Comptoir.Storage;
using Comptoir.Web.Console.Parts;

namespace Comptoir;

/// <summary>What the storage says of itself, in words for the console's health page.</summary>
internal static class StorageFacts
{
    public static IReadOnlyList<Fact> Of(IStorageHealth database, string language)
    {
        var french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var culture = CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB");
        var health = database.GetHealth();
        string Text(string english, string inFrench) => french ? inFrench : english;
        string MiB(long bytes) => string.Create(culture, $"{bytes / 1048576.0:0.0}\u00a0{Text("MiB", "Mio")}");
        var facts = new List<Fact> { new(Text("Database", "Base de données"), health.Place), new(Text("Size", "Taille"), MiB(health.Bytes)) };
        if (health.WalBytes > 0) facts.Add(new(Text("Write-ahead log", "Journal d’écriture"), MiB(health.WalBytes)));
        facts.Add(new(Text("Schema version", "Version du schéma"), health.SchemaVersion.ToString(culture)));
        facts.Add(new(Text("Commits since start", "Validations depuis le démarrage"), health.Commits.ToString("N0", culture)));
        return facts;
    }
}
