using System.Globalization;
using Comptoir.Catalog;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Selling;

/// <summary>Which products are sold by subscription. Running subscriptions keep what was agreed.</summary>
internal sealed class SubscriptionEditor : RuleEditor<SubscriptionOffer>
{
    protected override string Path => "subscriptions";

    protected override IReadOnlyList<SubscriptionOffer> ListOf(SellingRules rules) => rules.Subscriptions;

    protected override SellingRules With(SellingRules rules, IReadOnlyList<SubscriptionOffer> list) => rules with { Subscriptions = list };

    protected override string IdOf(SubscriptionOffer rule) => rule.Id;

    protected override string NameOf(SubscriptionOffer rule, ConsoleContext console) => Words(rule, console);

    protected override SubscriptionOffer Blank(ConsoleContext console) => new() { Id = "new", Intervals = [new(1, IntervalUnit.Months)] };

    protected override string NewId(ConsoleForm form, TimeProvider time) => Ids.New("abo", time);

    protected override void Fill(ConsoleForm form, SubscriptionOffer rule, ConsoleContext console)
    {
        form["intervals"] = string.Join(", ", rule.Intervals.Select(i => i.Code));
        form["percent"] = rule.Percent.ToString(CultureInfo.InvariantCulture);
        form["notice"] = rule.NoticeDays.ToString(CultureInfo.InvariantCulture);
        form["eligible"] = string.Join(", ", rule.EligibleIds);
        if (rule.Active) form["active"] = "on";
    }

    protected override SubscriptionOffer Read(ConsoleForm form, SubscriptionOffer before, string id, SellingRules rules, ConsoleContext console)
    {
        var intervals = form.List("intervals", 12, 3).Select(Interval.Parse).ToList();
        if (intervals.Count == 0 || intervals.Contains(null)) form.Wrong("intervals", console.T.IntervalsLike);
        return before with
        {
            Id = id,
            Intervals = [.. intervals.OfType<Interval>()],
            Percent = (int)(form.Whole("percent", 0, 100) ?? 0),
            NoticeDays = (int)(form.Whole("notice", 1, 30) ?? 3),
            EligibleIds = form.List("eligible", 500, 200),
            Active = form.Checked("active"),
        };
    }

    internal static string Words(SubscriptionOffer offer, ConsoleContext console) => string.Join(", ", offer.Intervals.Select(i => i.InWords(console.Language == "fr")));

    protected override IResult ShowList(ConsoleContext console, SellingRules rules) => Page.Show<SubscriptionsPage, IReadOnlyList<SubscriptionOffer>>(console, rules.Subscriptions);

    protected override IResult ShowForm(ConsoleContext console, RuleView<SubscriptionOffer> view, int status) => Page.Show<SubscriptionPage, RuleView<SubscriptionOffer>>(console, view, status);
}
