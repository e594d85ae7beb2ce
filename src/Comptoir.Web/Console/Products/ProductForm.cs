using System.Security.Cryptography;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Web.Console.Forms;

namespace Comptoir.Web.Console.Products;

/// <summary>A product as a form and back. Variants are told apart by their place; what the form does not show is kept.</summary>
internal static class ProductForm
{
    public static ConsoleForm Fill(Product product, ConsoleContext console)
    {
        var form = new ConsoleForm(console.T)
        {
            ["brand"] = product.Brand ?? "",
            ["category"] = product.CategoryId ?? "",
            ["tags"] = string.Join(", ", product.Tags),
            ["tax"] = product.TaxCategory,
            ["mark"] = MarkOf(product),
        };
        LocalizedForm.Fill(form, "title", product.Title, console.Shop);
        LocalizedForm.Fill(form, "description", product.Description, console.Shop);
        if (product.Active) form["active"] = "on";
        if (product.IsGiftCard) form["gift"] = "on";
        for (var i = 0; i < product.Variants.Count; i++)
        {
            var v = product.Variants[i];
            form[$"v{i}.price"] = ConsoleForm.AmountText(v.Offer.Price.Amount, v.Offer.Price.Currency, console.Language);
            form[$"v{i}.list"] = ConsoleForm.AmountText(v.Offer.ListPrice?.Amount, v.Offer.Price.Currency, console.Language);
            form[$"v{i}.sku"] = v.Sku ?? "";
            form[$"v{i}.gtin"] = v.Gtin ?? "";
        }

        return form;
    }

    /// <summary>The product with what the form says; check <see cref="ConsoleForm.Valid"/> before using it.</summary>
    public static Product Read(ConsoleForm form, Product product, ConsoleContext console)
    {
        var source = new Provenance("console", console.Now);
        var category = form["category"];
        if (category.Length > 0 && category != product.CategoryId && console.Shop.Categories.All(c => c.Id != category)) form.Wrong("category", console.T.ChooseOne);
        var read = product with
        {
            Title = LocalizedForm.Read(form, "title", product.Title, console.Shop, 300, required: true),
            Description = LocalizedForm.Read(form, "description", product.Description, console.Shop, 20_000, required: false, lines: true),
            Brand = form.Optional("brand", 100),
            CategoryId = category.Length > 0 ? category : null,
            Tags = form.List("tags", 50, 60),
            TaxCategory = form.Text("tax", 40, required: true),
            Active = form.Checked("active"),
            IsGiftCard = form.Checked("gift"),
            Variants = [.. product.Variants.Select((v, i) => Read(form, i, v, console, source))],
        };
        return read with { Source = source };
    }

    /// <summary>Tells whether a product is still the one that was shown: a hash of all but when and where it was read.</summary>
    public static string MarkOf(Product product)
    {
        var content = product with { Source = new Provenance("", default), Rating = null };
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(content, CatalogJson.Default.Product)))[..32];
    }

    private static Variant Read(ConsoleForm form, int i, Variant variant, ConsoleContext console, Provenance source)
    {
        var currency = variant.Offer.Price.Currency;
        var price = form.Amount($"v{i}.price", currency, required: true);
        var list = form.Amount($"v{i}.list", currency);
        if (list <= price) form.Wrong($"v{i}.list", console.T.ListPriceAbove);
        var gtin = form.Text($"v{i}.gtin", 32);
        if (gtin.Length > 0 && gtin != variant.Gtin && Gtin.Normalize(gtin) is null) form.Wrong($"v{i}.gtin", console.T.GtinWrong);
        var offer = variant.Offer with { Price = new Money(price ?? 0, currency), ListPrice = list is { } l ? new Money(l, currency) : null };
        return variant with
        {
            Sku = form.Optional($"v{i}.sku", 100),
            Gtin = gtin.Length == 0 ? null : gtin == variant.Gtin ? gtin : Gtin.Normalize(gtin),
            Offer = offer == variant.Offer ? offer : offer with { Source = source },
        };
    }
}
