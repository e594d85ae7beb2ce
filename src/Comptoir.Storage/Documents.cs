using System.Text.Json;
using Comptoir.Catalog;

namespace Comptoir.Storage;

/// <summary>The rooms' records as the UTF-8 JSON that is stored: one form for all of them.</summary>
internal static class Documents
{
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, CatalogJson.Default.Of<T>());

    public static T Read<T>(byte[] document) =>
        JsonSerializer.Deserialize(document, CatalogJson.Default.Of<T>()) ?? throw new StorageException($"A stored {typeof(T).Name} is the JSON null.");
}
