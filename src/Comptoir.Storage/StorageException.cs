using System.Globalization;

namespace Comptoir.Storage;

/// <summary>A database that cannot be used, with a message that tells an operator what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static StorageException Newer(string database, int version, int known) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{database} has schema version {version}; this program knows versions up to {known}. Start the newer program, or restore a backup made before the update."));

    internal static StorageException Migration(string database, string title, int stays, string reason, Exception inner) => new(
        string.Create(CultureInfo.InvariantCulture, $"{database} could not be brought up to date: migration {title} failed: {reason} Nothing of it was kept; the schema stays at version {stays}."), inner);
}
