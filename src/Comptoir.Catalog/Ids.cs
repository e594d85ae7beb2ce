namespace Comptoir.Catalog;

/// <summary>Opaque identifiers: a short type prefix and a UUIDv7, so that they sort by creation.</summary>
public static class Ids
{
    /// <summary>For example <c>ord_0198c3f2…</c> (prefix, underscore, 32 hexadecimal digits).</summary>
    public static string New(string prefix, TimeProvider time) =>
        $"{prefix}_{Guid.CreateVersion7(time.GetUtcNow()):N}";
}
