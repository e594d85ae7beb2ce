using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Selling;

internal sealed class ShippingEditor : RuleEditor<ShippingRate>
{
    public static readonly string[] Types = ["shipping", "pickup"];

    protected override string Path => "shipping";

    protected override IReadOnlyList<ShippingRate> ListOf(SellingRules rules) => rules.Shipping;

    protected override SellingRules With(SellingRules rules, IReadOnlyList<ShippingRate> list) => rules with { Shipping = list };

    protected override string IdOf(ShippingRate rule) => rule.Id;

    protected override string NameOf(ShippingRate rule, ConsoleContext console) => rule.Title.In(console.Language);

    protected override ShippingRate Blank(ConsoleContext console) => new("new", LocalizedText.Empty, "standard", [], 0);

    protected override string NewId(ConsoleForm form, TimeProvider time) => Ids.New("ship", time);

    protected override void Fill(ConsoleForm form, ShippingRate rule, ConsoleContext console)
    {
        LocalizedForm.Fill(form, "title", rule.Title, console.Shop);
        form["level"] = rule.ServiceLevel;
        form["type"] = rule.Type;
        form["countries"] = string.Join(", ", rule.Countries);
        form["price"] = ConsoleForm.AmountText(rule.Price, console.Shop.Currency, console.Language);
        form["free"] = ConsoleForm.AmountText(rule.FreeFrom, console.Shop.Currency, console.Language);
        form["min"] = rule.MinDays?.ToString(CultureInfo.InvariantCulture) ?? "";
        form["max"] = rule.MaxDays?.ToString(CultureInfo.InvariantCulture) ?? "";
        form["carrier"] = rule.Carrier ?? "";
        form["location"] = rule.LocationId ?? "";
        form["goods"] = string.Join('\n', rule.Goods ?? []);
    }

    protected override ShippingRate Read(ConsoleForm form, ShippingRate before, string id, SellingRules rules, ConsoleContext console)
    {
        var type = form.Choice("type", Types);
        var location = form["location"].Length > 0 ? form.Choice("location", console.Shop.Locations.Select(l => l.Id)) : null;
        if (type == "pickup" && location is null) form.Wrong("location", console.T.PickupNeedsPlace);
        var countries = form.List("countries", 250, 10).Select(c => c.ToUpperInvariant()).ToArray();
        if (countries.Any(c => !Country.IsCode(c))) form.Wrong("countries", console.T.CountriesLike);
        var min = (int?)form.Whole("min", 0, 365);
        var max = (int?)form.Whole("max", 0, 365);
        if (max < min) form.Wrong("max", console.T.MaxBelowMin);
        return before with
        {
            Id = id,
            Title = LocalizedForm.Read(form, "title", before.Title, console.Shop, 200, required: true),
            ServiceLevel = form.Text("level", 60, required: true),
            Countries = countries,
            Price = form.Amount("price", console.Shop.Currency, required: true) ?? 0,
            FreeFrom = form.Amount("free", console.Shop.Currency),
            MinDays = min,
            MaxDays = max,
            Carrier = form.Optional("carrier", 100),
            Type = type,
            LocationId = location,
            Goods = form.List("goods", 500, 200) is { Count: > 0 } goods ? goods : null,
        };
    }

    protected override IResult ShowList(ConsoleContext console, SellingRules rules) => Page.Show<ShippingPage, IReadOnlyList<ShippingRate>>(console, rules.Shipping);

    protected override IResult ShowForm(ConsoleContext console, RuleView<ShippingRate> view, int status) => Page.Show<ShippingRatePage, RuleView<ShippingRate>>(console, view, status);
}
