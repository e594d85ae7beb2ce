using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Policies;

/// <param name="Id">shipping, returns, privacy, terms, about, payment, warranty.</param>
/// <param name="Text">Markdown.</param>
public sealed record Policy(string Id, LocalizedText Title, LocalizedText Text);
