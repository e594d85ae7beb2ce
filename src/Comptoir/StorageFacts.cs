using System.Globalization;
using Comptoir.Storage.Sqlite;
using Comptoir.Web.Console.Parts;

namespace Comptoir;

/// <summary>What the storage says of itself, in words for the console's health page.</summary>
internal static class StorageFacts
{
    public static IReadOnlyList<Fact> Of(SqliteDatabase database, string language)
    {
        var french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var culture = CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB");
        var health = database.GetHealth();
        string Text(string english, string inFrench) => french ? inFrench : english;
        string MiB(long bytes) => string.Create(culture, $"{bytes / 1048576.0:0.0}\u00a0{Text("MiB", "Mio")}");
        return
        [
            new(Text("Database file", "Fichier de la base"), database.FilePath),
            new(Text("Size", "Taille"), MiB(health.FileBytes)),
            new(Text("Write-ahead log", "Journal d’écriture"), MiB(health.WalBytes)),
            new(Text("Schema version", "Version du schéma"), health.SchemaVersion.ToString(culture)),
            new(Text("Commits since start", "Validations depuis le démarrage"), health.Commits.ToString("N0", culture)),
        ];
    }
}
