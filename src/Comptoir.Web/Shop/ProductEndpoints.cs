using Comptoir.Ordering;
using Comptoir.Ordering.Subscriptions;
using Comptoir.ShopTools;
using Comptoir.Web.Layout;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages;

internal static class ProductEndpoints
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/products/{handle}", async (string handle, HttpContext http, Visits visits, ShowProduct show, IOrderingStore store, CancellationToken ct) =>
        {
            if (await visits.OpenAsync(http, ct) is not { } visit) return NoShop.Page;
            if (handle.Length > 200 || await show.RunAsync(visit.Context, handle, ct) is not { } detail) return Html.Page<ErrorPage>(new ErrorModel(visit, 404), 404);
            if (handle != detail.Product.Handle) return Results.Redirect($"/products/{Uri.EscapeDataString(detail.Product.Handle)}?variant={Uri.EscapeDataString(detail.Card.VariantId)}");
            if (http.Request.Query["variant"].FirstOrDefault() is { } asked && asked != detail.Card.VariantId && detail.Product.FindVariant(asked) is not null
                && await show.RunAsync(visit.Context, asked, ct) is { } exact && exact.Product.Id == detail.Product.Id) detail = exact;
            var variant = detail.Product.FindVariant(detail.Card.VariantId) ?? detail.Product.Variants[0];
            var rules = await store.GetRulesAsync(visit.Shop.Id, ct);
            return Html.Page<ProductPage>(new ProductModel(visit, detail, variant, DeliveryNotes.For(rules, visit)) { Offer = SubscriptionOffer.For(rules, detail.Product), MayAgree = PayChoices.Accepted(rules) });
        });
}

/// <param name="Variant">The one that the page shows and adds.</param>
public sealed record ProductModel(Visit Visit, ProductDetail Detail, Catalog.Products.Variant Variant, IReadOnlyList<DeliveryNote> Delivery)
{
    /// <summary>Null: not sold by subscription.</summary>
    public SubscriptionOffer? Offer { get; init; }

    /// <summary>There is a means of payment that can be kept for a later purchase.</summary>
    public bool MayAgree { get; init; }
}
