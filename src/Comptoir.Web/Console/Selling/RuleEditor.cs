using Comptoir.Ordering;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Selling;

/// <summary>
/// Editing one kind of rule (a promotion, a shipping rate, a payment handler): list, form, delete with confirmation.
/// Each kind says only how its form is filled and read, and which list of the rules it stands in.
/// </summary>
internal abstract class RuleEditor<TRule>
    where TRule : class
{
    /// <summary>Path below the console, also the name of the kind: <c>promotions</c>.</summary>
    protected abstract string Path { get; }

    protected virtual ConsoleAction Right => ConsoleAction.Rules;

    protected abstract IReadOnlyList<TRule> ListOf(SellingRules rules);

    protected abstract SellingRules With(SellingRules rules, IReadOnlyList<TRule> list);

    protected abstract string IdOf(TRule rule);

    protected abstract string NameOf(TRule rule, ConsoleContext console);

    protected abstract TRule Blank(ConsoleContext console);

    protected abstract void Fill(ConsoleForm form, TRule rule, ConsoleContext console);

    /// <summary>The rule that the form describes; the id of a new one is given by <paramref name="id"/>.</summary>
    protected abstract TRule Read(ConsoleForm form, TRule before, string id, SellingRules rules, ConsoleContext console);

    protected abstract string NewId(ConsoleForm form, TimeProvider time);

    protected abstract IResult ShowList(ConsoleContext console, SellingRules rules);

    protected abstract IResult ShowForm(ConsoleContext console, RuleView<TRule> view, int status);

    public void Map(IEndpointRouteBuilder console)
    {
        console.MapGet($"/{Path}", async (HttpContext http, IOrderingStore ordering, CancellationToken ct) =>
        {
            var context = ConsoleContext.Of(http);
            return ShowList(context, await ordering.GetRulesAsync(context.Shop.Id, ct));
        });
        console.MapGet($"/{Path}/{{id}}", EditAsync);
        console.MapPost($"/{Path}/{{id}}", SaveAsync).Needs(Right);
        console.MapGet($"/{Path}/{{id}}/delete", AskDeleteAsync).Needs(Right);
        console.MapPost($"/{Path}/{{id}}/delete", DeleteAsync).Needs(Right);
    }

    private async Task<IResult> EditAsync(HttpContext http, string id, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        if (Find(rules, id, console) is not { } rule) return Page.NotFound(console);
        var form = new ConsoleForm(console.T) { [RulesEdit.VersionField] = RulesEdit.VersionOf(rules) };
        Fill(form, rule, console);
        return ShowForm(console, new(rule, id == "new", id == "new" ? "" : NameOf(rule, console), PathOf(id), form), 200);
    }

    private async Task<IResult> SaveAsync(HttpContext http, string id, IOrderingStore ordering, ProductSearch search, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        if (Find(rules, id, console) is not { } before) return Page.NotFound(console);
        var rule = Read(form, before, id == "new" ? NewId(form, time) : id, rules, console);
        if (form.Valid)
        {
            var list = id == "new" ? [.. ListOf(rules), rule] : ListOf(rules).Select(r => IdOf(r) == id ? rule : r).ToArray();
            if (await RulesEdit.SaveAsync(console, form, ordering, search, rules, With(rules, list), ct))
                return Page.Done(console, "/console/" + Path, console.T.RuleSaved(NameOf(rule, console)));
        }

        return ShowForm(console, new(before, id == "new", id == "new" ? "" : NameOf(before, console), PathOf(id), form), 422);
    }

    private async Task<IResult> AskDeleteAsync(HttpContext http, string id, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        return id != "new" && Find(rules, id, console) is { } rule ? Ask(console, rules, rule, id, null) : Page.NotFound(console);
    }

    private async Task<IResult> DeleteAsync(HttpContext http, string id, IOrderingStore ordering, ProductSearch search, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var rules = await ordering.GetRulesAsync(console.Shop.Id, ct);
        if (id == "new" || Find(rules, id, console) is not { } rule) return Page.NotFound(console);
        var without = With(rules, [.. ListOf(rules).Where(r => IdOf(r) != id)]);
        return await RulesEdit.SaveAsync(console, console.Form, ordering, search, rules, without, ct)
            ? Page.Done(console, "/console/" + Path, console.T.RuleDeleted(NameOf(rule, console)))
            : Ask(console, await ordering.GetRulesAsync(console.Shop.Id, ct), rule, id, console.T.RulesChangedMeanwhile);
    }

    private IResult Ask(ConsoleContext console, SellingRules rules, TRule rule, string id, string? error) =>
        Page.Show<ConfirmPage, Confirmation>(
            console,
            new(console.T.DeleteTitle, ("/console/" + Path, console.T.Back), PathOf(id) + "/delete", [new(console.T.Name, NameOf(rule, console))], [console.T.DeleteRuleExplained],
                new Dictionary<string, string> { [RulesEdit.VersionField] = RulesEdit.VersionOf(rules) }, console.T.Delete, Danger: true, error),
            error is null ? 200 : 409);

    private TRule? Find(SellingRules rules, string id, ConsoleContext console) => id == "new" ? Blank(console) : ListOf(rules).FirstOrDefault(r => IdOf(r) == id);

    private string PathOf(string id) => $"/console/{Path}/{Uri.EscapeDataString(id)}";
}

/// <param name="Action">Where the form posts to.</param>
public sealed record RuleView<TRule>(TRule Rule, bool IsNew, string Name, string Action, ConsoleForm Form);
