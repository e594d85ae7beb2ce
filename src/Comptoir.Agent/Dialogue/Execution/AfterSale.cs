using Comptoir.Agent.Guardrails;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Orders that exist: where they are, cancelling them; and what the shop's terms say.</summary>
internal sealed class AfterSale(TrackOrder track, OrderService orders, AnswerPolicy policies, TimeProvider time)
{
    public async Task<Outcome> FindAsync(Scope scope, FindOrderAct act, CancellationToken ct)
    {
        if (act.Number is null || act.Email is null) return new OrderAskedOutcome(act.Number is null, act.Email is null, act.Cancel);
        var found = await track.RunAsync(scope.Context, act.Number, act.Email, ct);
        if (!found.Ok) return new OrderNotFoundOutcome();
        return act.Cancel ? await ProposeCancelAsync(scope, found.Value, ct) : new OrderShownOutcome(found.Value);
    }

    /// <summary>An order of this conversation; the id comes from its own state.</summary>
    public async Task<Outcome> KnownAsync(Scope scope, KnownOrderAct act, CancellationToken ct)
    {
        if (!scope.State.OrderIds.Contains(act.OrderId)) return new OrderNotFoundOutcome();
        var found = await track.RunAsync(scope.Context, act.OrderId, ct);
        if (!found.Ok) return new OrderNotFoundOutcome();
        return act.Cancel ? await ProposeCancelAsync(scope, found.Value, ct) : new OrderShownOutcome(found.Value);
    }

    /// <summary>The person said yes to cancelling: only if the order still is as it was shown.</summary>
    public async Task<Outcome> CancelAsync(Scope scope, Proposal proposal, CancellationToken ct)
    {
        var found = await orders.GetAsync(scope.ShopId, proposal.TargetId, ct);
        if (!found.Ok) return new OrderNotFoundOutcome();
        if (!Confirmation.StillHolds(proposal, scope.ConversationId, found.Value)) return await ProposeCancelAsync(scope, found.Value, ct);
        var cancelled = await orders.CancelAsync(scope.ShopId, proposal.TargetId, null, scope.Caller,
            new IdempotencyKey("chat cancel " + scope.ConversationId, proposal.Token, proposal.Token), ct);
        return cancelled.Ok ? new OrderCanceledOutcome(cancelled.Value) : new RefusedOutcome(cancelled.Refusal.Message);
    }

    public async Task<Outcome> PolicyAsync(Scope scope, PolicyAct act, CancellationToken ct)
    {
        var passages = await policies.RunAsync(scope.Context, act.Question, ct);
        Order? order = null;
        if (act.OrderId is { } id && scope.State.OrderIds.Contains(id) && await track.RunAsync(scope.Context, id, ct) is { Ok: true } found) order = found.Value;
        return new PolicyOutcome(passages, order);
    }

    private async Task<Outcome> ProposeCancelAsync(Scope scope, Order order, CancellationToken ct)
    {
        var cancellable = order.Status == OrderStatus.Confirmed && order.Lines.All(l => l.Fulfilled == 0);
        return cancellable
            ? new ProposedOutcome(Confirmation.ToCancel(order, scope.ConversationId, scope.State.Turns + 1, time), null, order, TestPayment: false)
            : new CannotCancelOutcome(order, order.Status == OrderStatus.Canceled ? [] : await policies.RunAsync(scope.Context, scope.Language == "fr" ? "retourner un article" : "return an item", ct));
    }
}
