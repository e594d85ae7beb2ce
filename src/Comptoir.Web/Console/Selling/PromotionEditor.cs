using Comptoir.Catalog;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Selling;

internal sealed class PromotionEditor : RuleEditor<Promotion>
{
    public static readonly string[] Types = ["percentage", "fixed_amount", "free_shipping"];

    protected override string Path => "promotions";

    protected override IReadOnlyList<Promotion> ListOf(SellingRules rules) => rules.Promotions;

    protected override SellingRules With(SellingRules rules, IReadOnlyList<Promotion> list) => rules with { Promotions = list };

    protected override string IdOf(Promotion rule) => rule.Id;

    protected override string NameOf(Promotion rule, ConsoleContext console) => rule.Title.In(console.Language);

    protected override Promotion Blank(ConsoleContext console) => new() { Id = "new", Title = LocalizedText.Empty, Type = "percentage", Value = 10 };

    protected override string NewId(ConsoleForm form, TimeProvider time) => Ids.New("promo", time);

    protected override void Fill(ConsoleForm form, Promotion rule, ConsoleContext console)
    {
        LocalizedForm.Fill(form, "title", rule.Title, console.Shop);
        form["code"] = rule.Code ?? "";
        form["type"] = rule.Type;
        form["value"] = rule.Type switch
        {
            "fixed_amount" => ConsoleForm.AmountText(rule.Value, console.Shop.Currency, console.Language),
            "percentage" => rule.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "",
        };
        form["min"] = ConsoleForm.AmountText(rule.MinSubtotal, console.Shop.Currency, console.Language);
        form["eligible"] = string.Join('\n', rule.EligibleIds);
        form["claim"] = rule.Claim ?? "";
        form["starts"] = ConsoleForm.MomentText(rule.StartsAt);
        form["ends"] = ConsoleForm.MomentText(rule.EndsAt);
        form["priority"] = rule.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (rule.Combinable) form["combinable"] = "on";
        if (rule.Active) form["active"] = "on";
    }

    protected override Promotion Read(ConsoleForm form, Promotion before, string id, SellingRules rules, ConsoleContext console)
    {
        var type = form.Choice("type", Types);
        var code = form.Optional("code", 60);
        if (code is not null && rules.Promotions.Any(p => p.Id != id && string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase))) form.Wrong("code", console.T.CodeTaken);
        var claim = form.Optional("claim", 200);
        if (claim is not null && rules.Claims.All(c => c.Name != claim)) form.Wrong("claim", console.T.PromotionClaimUnknown);
        var starts = form.Moment("starts");
        var ends = form.Moment("ends");
        if (ends <= starts) form.Wrong("ends", console.T.EndAfterStart);
        return before with
        {
            Id = id,
            Title = LocalizedForm.Read(form, "title", before.Title, console.Shop, 200, required: true),
            Code = code,
            Type = type,
            Value = ReadValue(form, type, console),
            MinSubtotal = form.Amount("min", console.Shop.Currency),
            EligibleIds = form.List("eligible", 500, 200),
            Claim = claim,
            StartsAt = starts,
            EndsAt = ends,
            Priority = (int)(form.Whole("priority", 0, 1_000) ?? 1),
            Combinable = form.Checked("combinable"),
            Active = form.Checked("active"),
        };
    }

    protected override IResult ShowList(ConsoleContext console, SellingRules rules) => Page.Show<PromotionsPage, IReadOnlyList<Promotion>>(console, rules.Promotions);

    protected override IResult ShowForm(ConsoleContext console, RuleView<Promotion> view, int status) => Page.Show<PromotionPage, RuleView<Promotion>>(console, view, status);

    private static long ReadValue(ConsoleForm form, string type, ConsoleContext console)
    {
        switch (type)
        {
            case "percentage": return form.Whole("value", 1, 100, required: true) ?? 0;
            case "fixed_amount":
                var amount = form.Amount("value", console.Shop.Currency, required: true) ?? 0;
                if (amount == 0) form.Wrong("value", console.T.Required);
                return amount;
            default: return 0;
        }
    }
}
