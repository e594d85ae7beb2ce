using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Selling;

/// <summary>What buyers may say of themselves (member, student), and of whom it is true; promotions may ask for it.</summary>
internal sealed class ClaimEditor : RuleEditor<EligibilityClaim>
{
    private const int MostBuyers = 2_000;

    protected override string Path => "claims";

    protected override IReadOnlyList<EligibilityClaim> ListOf(SellingRules rules) => rules.Claims;

    protected override SellingRules With(SellingRules rules, IReadOnlyList<EligibilityClaim> list) => rules with { Claims = list };

    protected override string IdOf(EligibilityClaim rule) => rule.Name;

    protected override string NameOf(EligibilityClaim rule, ConsoleContext console) => rule.Name;

    protected override EligibilityClaim Blank(ConsoleContext console) => new("new", []);

    protected override string NewId(ConsoleForm form, TimeProvider time) => form["name"].Trim();

    protected override void Fill(ConsoleForm form, EligibilityClaim rule, ConsoleContext console)
    {
        form["name"] = rule.Name == "new" ? "" : rule.Name;
        form["buyers"] = string.Join('\n', rule.Buyers);
    }

    protected override EligibilityClaim Read(ConsoleForm form, EligibilityClaim before, string id, SellingRules rules, ConsoleContext console)
    {
        if (before.Name == "new")
        {
            if (!IsReversedDomain(id)) form.Wrong("name", console.T.ClaimNameLike);
            if (rules.Claims.Any(c => c.Name == id)) form.Wrong("name", console.T.IdTaken);
        }

        var buyers = form.List("buyers", MostBuyers, 254);
        if (buyers.Any(b => b.Count(c => c == '@') != 1 || b.EndsWith('@') || b.Any(char.IsWhiteSpace))) form.Wrong("buyers", console.T.ClaimBuyersLike);
        return new(id, buyers);
    }

    protected override IResult ShowList(ConsoleContext console, SellingRules rules) => Page.Show<ClaimsPage, IReadOnlyList<EligibilityClaim>>(console, rules.Claims);

    protected override IResult ShowForm(ConsoleContext console, RuleView<EligibilityClaim> view, int status) => Page.Show<ClaimPage, RuleView<EligibilityClaim>>(console, view, status);

    private static bool IsReversedDomain(string name) =>
        name.Length is > 2 and <= 200 && name.Split('.') is { Length: >= 2 } parts && parts.All(p => p.Length > 0 && p.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'));
}
