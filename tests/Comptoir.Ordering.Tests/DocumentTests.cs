using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Tests;

public sealed class DocumentTests
{
    [Fact]
    public void A_document_of_an_older_version_without_a_member_gets_its_default()
    {
        var rules = JsonSerializer.Deserialize("{}", OrderingJson.Default.SellingRules)!;
        rules.MaxQuantity.ShouldBe(999);
        rules.Shipping.ShouldBeEmpty();
        JsonSerializer.Deserialize("""{"id":"a","handle":"a","title":"A","variants":[],"source":{"source":"x","readAt":"2026-01-01T00:00:00Z"}}""", CatalogJson.Default.Product)!.Active.ShouldBeTrue();
    }

    [Fact]
    public void What_can_be_computed_is_not_stored()
    {
        var line = new LineItem { Id = "l", ItemId = "i", ProductId = "p", VariantId = "v", Title = "T", UnitPrice = new Money(5, "EUR"), Quantity = 2 };
        var cart = new Cart { Id = "c", ShopId = "s", Currency = "EUR", Language = "en", Lines = [line], Totals = new("EUR", 10, 0, 0, null, 0, 0, 0, 10, []) };
        var json = JsonSerializer.Serialize(cart, OrderingJson.Default.Cart);
        json.ShouldNotContain("\"subtotal\":10,\"total\"");
        json.ShouldNotContain("null");
        var back = JsonSerializer.Deserialize(json, OrderingJson.Default.Cart)!;
        back.Lines.ShouldBe(cart.Lines);
        back.Totals.Total.ShouldBe(10);
    }
}
