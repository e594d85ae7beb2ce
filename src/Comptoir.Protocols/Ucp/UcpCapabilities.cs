using Comptoir.Ordering.Payments.Invoices;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp;

/// <summary>A capability that Comptoir offers, with the pages that specify it.</summary>
/// <param name="Extends">The capabilities that it adds to; empty for one that stands alone.</param>
/// <param name="Page">File name of its specification and schema on ucp.dev, without ending.</param>
internal sealed record UcpCapability(string Name, string Page, string Schema, IReadOnlyList<string> Extends, bool Since0408 = false)
{
    /// <summary>2026-08-25 brings it.</summary>
    public bool Since0825 { get; init; }

    /// <summary>The same page from 2026-08-25 on; null: where it was.</summary>
    public string? LaterPage { get; init; }
}

/// <summary>What is wired, and which of it belongs in the answer to which kind of operation.</summary>
internal static class UcpCapabilities
{
    public const string Checkout = "dev.ucp.shopping.checkout";
    public const string Cart = "dev.ucp.shopping.cart";
    public const string Search = "dev.ucp.shopping.catalog.search";
    public const string Lookup = "dev.ucp.shopping.catalog.lookup";
    public const string Order = "dev.ucp.shopping.order";
    public const string Fulfilment = "dev.ucp.shopping.fulfillment";
    public const string Discount = "dev.ucp.shopping.discount";
    public const string Consent = "dev.ucp.shopping.buyer_consent";
    public const string Ap2 = "dev.ucp.shopping.ap2_mandate";
    public const string Permalinks = "dev.ucp.shopping.permalink";
    public const string SplitPayments = "dev.ucp.shopping.split_payments";
    public const string PaymentTerms = "dev.ucp.shopping.payment_terms";
    public const string IdentityLinking = "dev.ucp.common.identity_linking";

    public static IReadOnlyList<UcpCapability> All { get; } =
    [
        new(Checkout, "checkout", "checkout", []) { LaterPage = "shopping/checkout" },
        new(Cart, "cart", "cart", [], Since0408: true) { LaterPage = "shopping/cart" },
        new(Search, "catalog/search", "catalog_search", [], Since0408: true) { LaterPage = "shopping/catalog/search" },
        new(Lookup, "catalog/lookup", "catalog_lookup", [], Since0408: true) { LaterPage = "shopping/catalog/lookup" },
        new(Order, "order", "order", []) { LaterPage = "shopping/order" },
        new(Fulfilment, "fulfillment", "fulfillment", [Checkout]),
        new(Discount, "discount", "discount", [Checkout, Cart]),
        new(Consent, "buyer-consent", "buyer_consent", [Checkout]),
        new(Ap2, "ap2-mandates", "ap2_mandate", [Checkout], Since0408: true),
        new(IdentityLinking, "identity-linking", "identity_linking", []) { LaterPage = "common/identity-linking" },
        new(Permalinks, "permalink", "permalink", []) { Since0825 = true },
        new(SplitPayments, "payment/split-payments", "split_payments", [Checkout]) { Since0825 = true },
        new(PaymentTerms, "payment-terms", "payment_terms", [Checkout, Order]) { Since0825 = true },
    ];

    /// <param name="shop">Null: whatever a shop may offer.</param>
    public static IEnumerable<UcpCapability> In(string version, ShopFace? shop) =>
        All.Where(c => shop is null || Offers(shop, c.Name))
            .Where(c => !UcpVersions.IsOld(version) || !c.Since0408)
            .Where(c => version == UcpVersions.V2026_08_25 || !c.Since0825);

    /// <summary>Whether there is anything behind it in that shop.</summary>
    private static bool Offers(ShopFace shop, string name) => name switch
    {
        Fulfilment => shop.Delivers,
        Permalinks => shop.BaseUrl.StartsWith("https://", StringComparison.Ordinal),
        SplitPayments => shop.PaymentHandlers.Count > 0,
        PaymentTerms => shop.PaymentHandlers.Any(h => h.Id == InvoiceProvider.Handler),
        _ => true,
    };

    /// <summary>What the capability adds to in that version: before 2026-04-08 there was no cart.</summary>
    public static IReadOnlyList<string> Extends(UcpCapability capability, string version) =>
        UcpVersions.IsOld(version) ? [.. capability.Extends.Take(1)] : capability.Extends;

    /// <summary>The negotiated capabilities that matter to an operation on <paramref name="root"/>: itself and what extends it.</summary>
    /// <param name="negotiated">Null: nothing was negotiated, everything counts but what locks a checkout.</param>
    public static IEnumerable<UcpCapability> Relevant(string root, string version, IReadOnlySet<string>? negotiated, ShopFace? shop) =>
        In(version, shop).Where(c => (c.Name == root || Extends(c, version).Contains(root)) && (negotiated?.Contains(c.Name) ?? c.Name != Ap2));

    /// <summary>The capability that an operation of UCP belongs to; null for a tool of our own.</summary>
    public static string? Of(string operation) => operation switch
    {
        "search_catalog" => Search,
        "lookup_catalog" or "get_product" => Lookup,
        "get_order" or "update_order" => Order,
        _ when operation.EndsWith("_cart", StringComparison.Ordinal) => Cart,
        _ when operation.EndsWith("_checkout", StringComparison.Ordinal) => Checkout,
        _ => null,
    };

    /// <summary>
    /// What both sides have in the same version. An extension stays only while something that it extends stays.
    /// </summary>
    /// <param name="theirs">Names in the platform's profile with their versions (none named: any); null: it names none, then everything of ours.</param>
    /// <param name="version">The one that is spoken: each of our capabilities has that one.</param>
    public static IReadOnlySet<string>? Intersect(IReadOnlyDictionary<string, IReadOnlyList<string>>? theirs, string version)
    {
        if (theirs is null) return null;
        var common = In(version, null).Where(c => theirs.TryGetValue(c.Name, out var versions) && (versions.Count == 0 || versions.Contains(version))).ToList();
        var names = common.Where(c => c.Extends.Count == 0).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        names.UnionWith([.. common.Where(c => c.Extends.Any(names.Contains)).Select(c => c.Name)]);
        return names;
    }
}
