using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Consents;

/// <summary>
/// Whether a purchase lies inside a mandate, and the counting of it. A use is taken in the transaction that records the payment
/// attempt, and confirmed or given back in the one that stores its outcome: two nodes can never take the same one.
/// </summary>
internal static class MandateUses
{
    /// <param name="starting">The checkout with its attempt, not stored yet.</param>
    /// <returns>Null when the purchase may begin.</returns>
    public static Refusal? Obstacle(Mandate? mandate, Checkout starting, DateTimeOffset now)
    {
        var language = starting.Language;
        if (mandate is null) return Forbidden("mandate_unknown", Wording.MandateScope(language));
        var terms = mandate.Terms;
        if (mandate.RevokedAt is not null) return Forbidden("mandate_revoked", Wording.MandateRevoked(language));
        if (now >= terms.Until) return Forbidden("mandate_expired", Wording.MandateExpired(language));
        if (mandate.Uses.Any(u => u.OrderId is null)) return new(RefusalKind.PaymentPending, "mandate_in_use", Wording.InProgress(language));
        if (mandate.Uses.Count >= terms.MostUses) return Forbidden("mandate_used", Wording.MandateUsed(language));
        if (mandate.Uses.Count > 0 && mandate.Uses[^1].At.AddDays(terms.DaysBetween) > now) return Forbidden("mandate_too_soon", Wording.MandateTooSoon(language));
        if (terms.Presented is not null) return null; // the door has compared every term with what was signed
        if (starting.Currency != terms.Currency || starting.Attempt is not { } attempt || attempt.Payments.Any(p => p.HandlerId != terms.Payment.HandlerId)
            || starting.Lines.Any(l => l.VariantId != terms.VariantId) || starting.Lines.Sum(l => (long)l.Quantity) > terms.Pieces
            || !SamePlace(starting, terms)) return Forbidden("mandate_scope", Wording.MandateScope(language));
        return starting.Totals.Total > terms.HighestTotal
            ? Forbidden("mandate_limit", Wording.MandateLimit(language, Amount(starting.Totals.Total, starting), Amount(terms.HighestTotal, starting)))
            : null;
    }

    /// <summary>The consent that a presented mandate stands for: one purchase, of exactly this checkout. Not stored yet.</summary>
    public static Mandate From(PresentedMandate presented, Checkout starting, DateTimeOffset now) => new()
    {
        Id = presented.Id,
        ShopId = starting.ShopId,
        Terms = new()
        {
            Purpose = MandatePurpose.Presented,
            CustomerId = starting.Caller.CustomerId,
            Email = starting.Buyer?.Email is { } email ? AddressBook.Key(email) : "",
            Language = starting.Language,
            Text = string.Join("; ", starting.Lines.Select(l => $"{l.Quantity} × {l.Title}")),
            Hash = presented.Reference,
            AgreedAt = now,
            Channel = starting.Caller.Channel,
            ProductId = starting.Lines[0].ProductId,
            VariantId = starting.Lines[0].VariantId,
            Title = starting.Lines[0].Title,
            Currency = starting.Currency,
            HighestTotal = starting.Totals.Total,
            Pieces = starting.Lines.Sum(l => l.Quantity),
            MostUses = 1,
            Until = presented.Until,
            Payment = new(starting.Attempt?.Payments.FirstOrDefault()?.HandlerId ?? "", ""),
            Buyer = starting.Buyer ?? new Buyer(),
            Address = starting.Fulfilment.SelectMany(m => m.Destinations.Where(d => d.Id == m.SelectedDestinationId)).FirstOrDefault()?.Address ?? new Address(),
            Presented = presented,
        },
    };

    public static Mandate Begin(Mandate mandate, Checkout starting) => mandate with
    {
        Version = mandate.Version + 1,
        Uses = [.. mandate.Uses, new(mandate.Uses.Count + 1, starting.Id, starting.Attempt!.Id, starting.Totals.Total, starting.Lines.Sum(l => l.Quantity), starting.Attempt.StartedAt)],
    };

    /// <param name="orderId">Null: the payment was declined, the use is free again.</param>
    public static IReadOnlyList<Mandate> Settle(Mandate? mandate, string attemptId, string? orderId)
    {
        if (mandate is null || !mandate.Uses.Any(u => u.AttemptId == attemptId && u.OrderId is null)) return [];
        return [mandate with
        {
            Version = mandate.Version + 1,
            Uses = orderId is null ? [.. mandate.Uses.Where(u => u.AttemptId != attemptId)] : [.. mandate.Uses.Select(u => u.AttemptId == attemptId ? u with { OrderId = orderId } : u)],
        }];
    }

    /// <summary>Empty when it was revoked before.</summary>
    public static IReadOnlyList<Mandate> Revoke(Mandate? mandate, string by, DateTimeOffset now) =>
        mandate is null or { RevokedAt: not null } ? [] : [mandate with { Version = mandate.Version + 1, RevokedAt = now, RevokedBy = by }];

    private static bool SamePlace(Checkout checkout, MandateTerms terms) => checkout.Fulfilment.All(m =>
        m.Type == "shipping" && m.Destinations.FirstOrDefault(d => d.Id == m.SelectedDestinationId) is { } to && to.Address.SamePlace(terms.Address));

    private static Refusal Forbidden(string code, string message) => new(RefusalKind.Forbidden, code, message);

    private static string Amount(long amount, Checkout checkout) => new Money(amount, checkout.Currency).Format(checkout.Language);
}
