using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Orders;

/// <summary>Divides money among payments, and says what an adjustment has to do next. Pure.</summary>
internal static class MoneyPlan
{
    /// <summary>
    /// Parts that give an amount back: what is only promised is released first, then the payments from the last charged to the first.
    /// The amount is at most <see cref="Order.Left"/>.
    /// </summary>
    /// <param name="adjustmentId">The first part carries it as its operation id.</param>
    /// <param name="to">A payment that is to get it (as far as it can); null: whichever.</param>
    /// <param name="credit">An instrument (store credit) that is to get what was taken, instead of those that paid.</param>
    public static IReadOnlyList<MoneyPart> GiveBack(Order order, string adjustmentId, long amount, string? to = null, PaymentInstrument? credit = null)
    {
        var parts = new List<MoneyPart>();
        foreach (var payment in order.Payments) Add(OperationKind.Void, payment, payment.Held);
        foreach (var payment in order.Payments.Reverse().OrderBy(p => p.Id != to)) Add(credit is null ? OperationKind.Refund : OperationKind.Credit, payment, payment.Left);
        return parts;

        void Add(OperationKind kind, Payment payment, long most)
        {
            var part = Math.Min(amount, most);
            if (part <= 0) return;
            parts.Add(new(PartId(adjustmentId, parts.Count), kind, payment.Id, part, kind == OperationKind.Credit ? credit!.Stored() : null));
            amount -= part;
        }
    }

    /// <summary>The part that takes all that one payment promised; none when it holds nothing.</summary>
    public static IReadOnlyList<MoneyPart> CaptureAll(Order order, string adjustmentId, string paymentId) =>
        [.. order.Payments.Where(p => p.Held > 0 && p.Id == paymentId).Select(p => new MoneyPart(adjustmentId, OperationKind.Capture, p.Id, p.Held))];

    /// <summary>Parts that take so much of what was promised, from the first payment on; a payment that can be captured only once gives all of it.</summary>
    /// <param name="inParts">Whether a handler captures in parts.</param>
    public static IReadOnlyList<MoneyPart> Capture(Order order, string adjustmentId, long amount, Func<string, bool> inParts)
    {
        var parts = new List<MoneyPart>();
        foreach (var payment in order.Payments.Where(p => p.Held > 0 && !p.Later))
        {
            if (amount <= 0) break;
            var part = inParts(payment.HandlerId) ? Math.Min(amount, payment.Held) : payment.Held;
            parts.Add(new(PartId(adjustmentId, parts.Count), OperationKind.Capture, payment.Id, part));
            amount -= part;
        }

        return parts;
    }

    /// <summary>
    /// What must be taken before these pieces leave, minor units: of what is promised, everything but the worth of the pieces that stay to be
    /// sent. So the delivery is paid with the first shipment, and the last one takes the rest, whatever was reduced meanwhile.
    /// </summary>
    public static long DueWith(Order order, IReadOnlyList<LineQuantity> pieces) => Math.Max(0, order.ToCapture - order.Lines.Sum(l =>
        Paid.For(order, l, l.ToShip - pieces.Where(p => p.LineId == l.Item.Id).Sum(p => p.Quantity))));

    /// <summary>A charge by an instrument; its credential goes to <see cref="Adjustments.MakeAsync"/>.</summary>
    public static MoneyPart Charge(long amount, PaymentInstrument stored, TimeProvider time)
    {
        var id = Ids.New("pay", time);
        return new(id, OperationKind.Authorize, id, amount, stored);
    }

    /// <summary>The next operation of a pending adjustment; null: nothing is left to do, or an outcome must be found out first.</summary>
    public static (MoneyPart Part, PaymentOperation Operation)? Next(Order order, Adjustment adjustment)
    {
        if (adjustment.Money.Any(p => p.State == PaymentStatus.Unknown || p.Waits)) return null;
        if (ChargeFailed(adjustment))
            return adjustment.Money.FirstOrDefault(p => p.Kind == OperationKind.Authorize && p.State is PaymentStatus.Captured or PaymentStatus.RequiresAction) is { } undo
                ? (undo, Operation(order, undo) with { Id = $"{undo.Id}:undo", Kind = undo.State == PaymentStatus.Captured ? OperationKind.Refund : OperationKind.Void })
                : null;
        return adjustment.Money.Where(p => p.State == PaymentStatus.Created).OrderBy(p => p.Kind != OperationKind.Authorize).FirstOrDefault() is { } part
            ? (part, Operation(order, part)) : null;
    }

    /// <summary>To ask how a charge stands that waits for its buyer, or to end it.</summary>
    public static PaymentOperation Waiting(Order order, MoneyPart part) => Operation(order, part);

    /// <summary>A part after an operation of it.</summary>
    public static MoneyPart After(MoneyPart part, OperationKind kind, PaymentOutcome outcome)
    {
        if (outcome.Amount is { } said && said != part.Amount && outcome.Status is PaymentStatus.Captured or PaymentStatus.Authorized or PaymentStatus.Refunded)
            return part with { State = PaymentStatus.Unknown, Code = Payment.AmountDiffers, Said = said, Reference = outcome.Reference ?? part.Reference };
        var state = (kind, outcome.Status) switch
        {
            (OperationKind.Authorize, PaymentStatus.Captured or PaymentStatus.RequiresAction or PaymentStatus.Declined or PaymentStatus.Refunded or PaymentStatus.Voided) => outcome.Status,
            (OperationKind.Authorize, PaymentStatus.NotFound) => PaymentStatus.Declined,
            (OperationKind.Capture, PaymentStatus.Captured or PaymentStatus.Declined) => outcome.Status,
            (OperationKind.Void, PaymentStatus.Voided) => outcome.Status,

            // a charge that can no longer be voided was taken meanwhile: to be asked
            (OperationKind.Void, PaymentStatus.Declined) when part.Kind == OperationKind.Void => outcome.Status,
            (OperationKind.Refund or OperationKind.Credit, PaymentStatus.Refunded or PaymentStatus.Declined) => outcome.Status,
            _ => PaymentStatus.Unknown,
        };
        return part with { State = state, Reference = outcome.Reference ?? part.Reference, Code = outcome.Code ?? part.Code, Fee = outcome.Fee ?? part.Fee, ActionUrl = state == PaymentStatus.RequiresAction ? outcome.ActionUrl : null };
    }

    /// <summary>A charge came to nothing, so that nothing of the adjustment may happen.</summary>
    public static bool ChargeFailed(Adjustment adjustment) => adjustment.Money.Any(p =>
        p is { Kind: OperationKind.Authorize, Waits: false } && p.State is PaymentStatus.Declined or PaymentStatus.Voided or PaymentStatus.Refunded or PaymentStatus.RequiresAction);

    /// <summary>A part of which only the books need to know: less than the whole of a promise, which is released when the rest is taken.</summary>
    public static bool IsPartOfPromise(Order order, MoneyPart part) =>
        part.Kind == OperationKind.Void && order.Payments.First(p => p.Id == part.PaymentId).Held > part.Amount;

    /// <summary>Minor units that a carried out part gives back (below zero: takes); 0 when it moved nothing between buyer and shop.</summary>
    public static long Back(MoneyPart part) => (part.Kind, part.State) switch
    {
        (OperationKind.Refund or OperationKind.Credit, PaymentStatus.Refunded) or (OperationKind.Void, PaymentStatus.Voided) => part.Amount,
        (OperationKind.Authorize, PaymentStatus.Captured) => -part.Amount,
        _ => 0,
    };

    /// <summary>The order's payments after the parts that were carried out.</summary>
    public static IReadOnlyList<Payment> Apply(Order order, Adjustment adjustment, DateTimeOffset now)
    {
        var payments = order.Payments.ToList();
        foreach (var part in adjustment.Money.Where(p => p.State is PaymentStatus.Refunded or PaymentStatus.Voided or PaymentStatus.Captured))
        {
            if (part.Kind == OperationKind.Authorize)
            {
                payments.Add(new Payment(part.Id, part.Instrument!.HandlerId, part.Instrument, part.Amount, now)
                    .After(part.Kind, new(PaymentStatus.Captured, part.Reference, Fee: part.Fee), part.Amount));
                continue;
            }

            var i = payments.FindIndex(p => p.Id == part.PaymentId);
            payments[i] = IsPartOfPromise(order, part) ? payments[i].Released(part.Amount) : payments[i].After(part.Kind, new(part.State, Fee: part.Fee), part.Amount);
        }

        return payments;
    }

    private static PaymentOperation Operation(Order order, MoneyPart part)
    {
        var payment = order.Payments.FirstOrDefault(p => p.Id == part.PaymentId);
        var instrument = part.Instrument ?? payment?.Instrument ?? throw new InvalidOperationException($"Money part {part.Id} names no payment.");
        return new(part.Id, part.Kind, order.ShopId, part.PaymentId, order.Id, new Money(part.Amount, order.Currency), payment?.Reference ?? part.Reference, instrument, CaptureNow: part.Kind == OperationKind.Authorize, More: part.Kind == OperationKind.Capture && part.Amount < payment?.Held);
    }

    private static string PartId(string adjustmentId, int index) => index == 0 ? adjustmentId : $"{adjustmentId}:{index + 1}";
}
