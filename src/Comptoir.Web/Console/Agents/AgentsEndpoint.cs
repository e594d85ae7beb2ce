using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Protocols.Trust;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Agents.Trying;
using Comptoir.Web.Console.Orders;
using Comptoir.Web.Console.Overview;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Agents;

/// <summary>The list of agents, one agent, and its purchases.</summary>
internal static class AgentsEndpoint
{
    private const int Days = 90;
    private const int MostOrders = 10_000;
    private const int PageSize = 50;
    private const int MostOfSession = 300;

    public static void MapAgents(this IEndpointRouteBuilder console)
    {
        console.MapGet("/agents", Show);
        console.MapGet("/agents/agent", ShowOne);
        console.MapGet("/agents/session", ShowSession);
        console.MapPost("/agents/stop", Stop).Needs(ConsoleAction.Agents);
        console.MapPost("/agents/allow", Allow).Needs(ConsoleAction.Agents);
        console.MapPost("/agents/tier", SetTier).Needs(ConsoleAction.Trust);
        console.MapPost("/agents/unsigned", SetUnsigned).Needs(ConsoleAction.Trust);
        console.MapTry();
        console.MapReserved();
        console.MapSigningKeys();
    }

    /// <summary>Ids are addresses with slashes, so they travel as a parameter.</summary>
    public static string PathOf(string agentId) => "/console/agents/agent?id=" + Uri.EscapeDataString(agentId);

    public static string SessionPath(string subject) => "/console/agents/session?about=" + Uri.EscapeDataString(subject);

    private static async Task<IResult> Show(HttpContext http, IOrderingStore ordering, IAgentStore agents, AgentPolicies policies, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var orders = await OrderReading.SinceAsync(ordering, console.Shop.Id, console.Now.AddDays(-Days), MostOrders, ct);
        var seen = await agents.ListAsync(console.Shop.Id, PageSize + 1, (console.PageNumber - 1) * PageSize, ct);
        var policy = await policies.GetAsync(console.Shop.Id, ct);
        var byAgent = orders.GroupBy(o => o.Caller.Id).ToDictionary(g => g.Key, g => (Count: g.Count(), Amount: g.Sum(Sales.Net)), StringComparer.Ordinal);
        var rows = seen.Take(PageSize).Select(a => new AgentRow(a, policy.RuleOf(a.Id), byAgent.GetValueOrDefault(a.Id).Count, byAgent.GetValueOrDefault(a.Id).Amount)).ToList();
        return Page.Show<AgentsPage, AgentsPage.View>(console, new(rows, seen.Count > PageSize, policy.ClosedToUnsigned, Group(orders), Days, orders.Count >= MostOrders));
    }

    private static async Task<IResult> ShowOne(HttpContext http, IOrderingStore ordering, IAgentStore agents, AgentPolicies policies, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (IdOf(http.Request.Query["id"]) is not { } id || await agents.GetAsync(console.Shop.Id, id, ct) is not { } agent) return Page.NotFound(console);
        var before = console.Query("before");
        var exchanges = await agents.ListExchangesAsync(console.Shop.Id, new(id, Before: before.Length > 0 ? before : null), PageSize + 1, ct);
        var orders = (await OrderReading.SinceAsync(ordering, console.Shop.Id, console.Now.AddDays(-Days), MostOrders, ct)).Where(o => o.Caller.Id == id).ToList();
        var rule = (await policies.GetAsync(console.Shop.Id, ct)).RuleOf(id);
        return Page.Show<AgentPage, AgentPage.View>(console, new(agent, rule, [.. orders.Take(PageSize)], orders.Count, orders.Sum(Sales.Net), [.. exchanges.Take(PageSize)], exchanges.Count > PageSize));
    }

    private static async Task<IResult> ShowSession(HttpContext http, IAgentStore agents, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var subject = console.Query("about");
        var exchanges = subject.Length == 0 ? [] : await agents.ListSessionAsync(console.Shop.Id, subject, MostOfSession, ct);
        return exchanges.Count == 0 ? Page.NotFound(console) : Page.Show<AgentSessionPage, AgentSessionPage.View>(console, new(subject, exchanges));
    }

    private static Task<IResult> Stop(HttpContext http, AgentPolicies policies, CancellationToken ct) =>
        ChangeAsync(http, policies, (rule, now) => rule with { StoppedAt = now }, console => console.T.AgentWasStopped, ct);

    private static Task<IResult> Allow(HttpContext http, AgentPolicies policies, CancellationToken ct) =>
        ChangeAsync(http, policies, (rule, _) => rule with { StoppedAt = null }, console => console.T.AgentWasAllowed, ct);

    private static Task<IResult> SetTier(HttpContext http, AgentPolicies policies, CancellationToken ct)
    {
        AgentTier? tier = Enum.TryParse<AgentTier>(ConsoleContext.Of(http).Form["tier"], ignoreCase: false, out var known) && Enum.IsDefined(known) ? known : null;
        return ChangeAsync(http, policies, (rule, _) => rule with { Tier = tier }, console => console.T.TierSaved, ct);
    }

    private static async Task<IResult> SetUnsigned(HttpContext http, AgentPolicies policies, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var closed = console.Form["closed"] == "yes";
        return await policies.ChangeAsync(console.Shop.Id, p => p with { ClosedToUnsigned = closed }, ct)
            ? Page.Done(console, "/console/agents", console.T.TierSaved)
            : Page.NotDone(console, "/console/agents", console.T.NotPossibleNow);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, AgentPolicies policies, Func<AgentRule, DateTimeOffset, AgentRule> change, Func<ConsoleContext, string> said, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (IdOf(console.Form["id"]) is not { } id) return Page.NotFound(console);
        console.Changed = id.Length <= 200 ? id : id[..200];
        var full = false;
        var done = await policies.ChangeAsync(console.Shop.Id, p =>
        {
            var changed = p.With(id, change(p.RuleOf(id) ?? new(), console.Now));
            full = changed.Rules.Count > AgentPolicy.MostRules;
            return full ? p : changed;
        }, ct);
        return done && !full ? Page.Done(console, PathOf(id), said(console)) : Page.NotDone(console, PathOf(id), console.T.NotPossibleNow);
    }

    private static string? IdOf(string? id) => id is { Length: > 0 and <= 2000 } ? id : null;

    private static IReadOnlyList<AgentSales> Group(IReadOnlyList<Order> orders) =>
        [.. orders.GroupBy(o => (o.Caller.Channel, o.Caller.ProfileUrl)).Select(g => new AgentSales(
            g.Key.Channel, g.Key.ProfileUrl, g.Count(), g.Count(o => o.Status == OrderStatus.Canceled), g.Sum(Sales.Net), g.Max(o => o.CreatedAt)))
            .OrderByDescending(a => a.Amount).ThenBy(a => a.Channel, StringComparer.Ordinal)];
}

/// <summary>An agent in the list.</summary>
/// <param name="Amount">Taken less given back in the last days, minor units.</param>
public sealed record AgentRow(SeenAgent Agent, AgentRule? Rule, int Orders, long Amount);

/// <param name="ProfileUrl">Null for people and for agents that did not say who they are.</param>
/// <param name="Amount">Taken less given back, minor units.</param>
public sealed record AgentSales(string Channel, string? ProfileUrl, int Orders, int Cancelled, long Amount, DateTimeOffset Last);
