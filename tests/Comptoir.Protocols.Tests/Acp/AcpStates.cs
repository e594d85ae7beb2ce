using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Sessions and carts in each state that they can be in.</summary>
internal sealed class AcpStates(UcpShop shop, AcpClient agent)
{
    private IOrderingStore Ordering => shop.Services.GetRequiredService<IOrderingStore>();

    /// <summary>A fresh session in that state.</summary>
    public async Task<string> SessionAsync(string state)
    {
        if (state == "not_ready_for_payment") return (await agent.PostAsync("/checkout_sessions", """{"line_items":[{"id":"rose"}],"currency":"eur","capabilities":{}}""")).Id;
        var id = (await agent.ReadyAsync(extra: """, "discounts": { "codes": ["TEN"] } """, interventions: state == "authentication_required" ? "\"3ds\"" : "")).Id;
        switch (state)
        {
            case "authentication_required" or "requires_escalation":
                (await agent.PayAsync(id, await agent.DelegateAsync(id, AcpClient.ConfirmedCard))).Status.ShouldBe(400);
                break;
            case "complete_in_progress":
                (await agent.PayAsync(id, "lost_token")).Status.ShouldBe(409);
                break;
            case "completed":
                (await agent.PayAsync(id, await agent.DelegateAsync(id))).Status.ShouldBe(200);
                break;
            case "canceled":
                (await agent.PostAsync($"/checkout_sessions/{id}/cancel")).Status.ShouldBe(200);
                break;
            case "expired":
                await AgeAsync((await Ordering.GetCheckoutAsync("flowers", id, default))!);
                break;
        }

        return id;
    }

    /// <summary>A fresh cart: open, canceled or expired.</summary>
    public async Task<string> CartAsync(string state)
    {
        var id = (await agent.PostAsync("/carts", """{"line_items":[{"id":"rose","quantity":2},{"id":"gardenia"}],"buyer":{"email":"ada@example.com"},"discounts":{"codes":["TEN","NOPE"]}}""")).Id;
        if (state == "canceled") (await agent.PostAsync($"/carts/{id}/cancel")).Status.ShouldBe(200);
        if (state == "expired")
        {
            var cart = (await Ordering.GetCartAsync("flowers", id, default))!;
            (await Ordering.CommitAsync(new Transition("flowers") { Cart = cart with { Version = cart.Version + 1, ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) } }, default)).Status.ShouldBe(CommitStatus.Committed);
        }

        return id;
    }

    private async Task AgeAsync(Checkout checkout) =>
        (await Ordering.CommitAsync(new Transition("flowers") { Checkout = checkout with { Version = checkout.Version + 1, ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) } }, default)).Status.ShouldBe(CommitStatus.Committed);
}
