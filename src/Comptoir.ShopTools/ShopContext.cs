using Comptoir.Catalog.Shops;
using Comptoir.Ordering;

namespace Comptoir.ShopTools;

/// <summary>In which shop, in which language, towards which country and for whom a tool works.</summary>
/// <param name="Language">Two letters, one of the shop's languages.</param>
/// <param name="Country">ISO 3166-1 alpha-2 where the goods would go.</param>
public sealed record ShopContext(Shop Shop, string Language, string Country, Caller Caller);
