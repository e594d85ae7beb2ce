namespace Comptoir.Catalog.Products;

/// <summary>The source of a fact and the moment when it was read there.</summary>
/// <param name="Source">A short name: a file, a platform account, <c>console</c>.</param>
public sealed record Provenance(string Source, DateTimeOffset ReadAt);
