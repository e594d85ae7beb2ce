using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Taxonomy;

/// <param name="ParentId">Null at the top.</param>
/// <param name="GoogleTaxonomyId">Numeric id in Google's product taxonomy; null when unknown.</param>
/// <param name="Intro">One sentence for the category's page.</param>
public sealed record Category(string Id, LocalizedText Name, string? ParentId = null, string? GoogleTaxonomyId = null, LocalizedText? Intro = null);
