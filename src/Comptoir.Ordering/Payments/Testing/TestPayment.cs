using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>A payment as the test provider remembers it: what really happened, whatever it said.</summary>
public sealed record TestPayment(string Id, string ShopId, string Cause, string Currency, long Amount)
{
    /// <summary>Created, RequiresAction, Authorized, PartlyCaptured, Captured, PartlyRefunded, Refunded, Voided or Declined.</summary>
    public PaymentStatus State { get; init; } = PaymentStatus.Created;

    public long Captured { get; init; }

    public long Refunded { get; init; }

    /// <summary>Each for itself, oldest first.</summary>
    public IReadOnlyList<ProviderRefund> Refunds { get; init; } = [];

    public bool CaptureNow { get; init; }

    public TestFault Fault { get; init; }

    /// <summary>What was answered, by operation id: a repetition is answered alike.</summary>
    public IReadOnlyDictionary<string, PaymentOutcome> Operations { get; init; } = new Dictionary<string, PaymentOutcome>();

    /// <summary>What happened to it, oldest first, as a provider tells it by webhook.</summary>
    public IReadOnlyList<TestEvent> Events { get; init; } = [];

    /// <summary>What an operation does and how it is answered. Pure; an operation that was done is only answered again.</summary>
    public (TestPayment After, PaymentOutcome Answer) Do(PaymentOperation operation, TestFault fault, DateTimeOffset now)
    {
        if (Operations.TryGetValue(operation.Id, out var done)) return (this, done);
        var amount = operation.Amount.Amount;
        var (after, truth) = operation.Kind switch
        {
            OperationKind.Authorize => Authorize(operation, fault),
            OperationKind.Capture when fault == TestFault.Expires || Fault == TestFault.Expires => (this with { State = PaymentStatus.Voided }, new PaymentOutcome(PaymentStatus.Declined, Code: "authorization_expired")),
            OperationKind.Capture when State is PaymentStatus.Authorized or PaymentStatus.PartlyCaptured && Captured + amount <= Amount =>
                (this with { State = operation.More ? PaymentStatus.PartlyCaptured : PaymentStatus.Captured, Captured = Captured + amount }, Said(PaymentStatus.Captured)),
            OperationKind.Void when State == PaymentStatus.PartlyCaptured => (this with { State = Refunded == 0 ? PaymentStatus.Captured : PaymentStatus.PartlyRefunded }, Said(PaymentStatus.Voided)),
            OperationKind.Void when State is PaymentStatus.Created or PaymentStatus.Authorized or PaymentStatus.RequiresAction or PaymentStatus.Voided => (this with { State = PaymentStatus.Voided }, Said(PaymentStatus.Voided)),
            OperationKind.Refund when fault is not (TestFault.NoRefund or TestFault.Decline) && Fault != TestFault.NoRefund && amount <= Captured - Refunded =>
                (Refund(new($"test_{operation.Id}", amount, operation.Id, false, now)), new PaymentOutcome(PaymentStatus.Refunded, $"test_{operation.Id}")),
            _ => (this, new PaymentOutcome(PaymentStatus.Declined, Code: $"{operation.Kind.ToString().ToLowerInvariant()}_not_possible")),
        };
        var answer = fault == TestFault.SaysDeclined && operation.Kind != OperationKind.Refund ? new PaymentOutcome(PaymentStatus.Declined, Code: "card_declined")
            : fault == TestFault.SaysCaptured && operation.Kind == OperationKind.Authorize ? Said(operation.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized)
            : truth;
        return (after.Happened(truth.Status, now) with { Operations = new Dictionary<string, PaymentOutcome>(Operations) { [operation.Id] = answer } }, answer);
    }

    /// <summary>The buyer confirms, or refuses.</summary>
    public TestPayment Confirmed(bool yes, DateTimeOffset now) => State != PaymentStatus.RequiresAction ? this
        : !yes ? (this with { State = PaymentStatus.Declined }).Happened(PaymentStatus.Declined, now)
        : CaptureNow ? (this with { State = PaymentStatus.Captured, Captured = Amount }).Happened(PaymentStatus.Captured, now)
        : (this with { State = PaymentStatus.Authorized }).Happened(PaymentStatus.Authorized, now);

    /// <summary>Somebody refunds it in the provider's own dashboard; null: not so much is left.</summary>
    public TestPayment? RefundedElsewhere(long amount, DateTimeOffset now) =>
        amount < 1 || amount > Captured - Refunded ? null : Refund(new($"test_{Id}_{Events.Count + 1}", amount, null, false, now)).Happened("refund.created", now);

    /// <summary>The buyer's bank sends the newest refund back, days later; null: there is none.</summary>
    public TestPayment? RefundFailed(DateTimeOffset now) => Refunds.LastOrDefault(r => !r.Failed) is not { } last ? null
        : (this with { Refunds = [.. Refunds.Select(r => r == last ? r with { Failed = true } : r)] }).Summed().Happened("refund.failed", now);

    private TestPayment Refund(ProviderRefund refund) => (this with { Refunds = [.. Refunds, refund] }).Summed(Refunded + refund.Amount);

    /// <param name="refunded">Null: what the single refunds say.</param>
    private TestPayment Summed(long? refunded = null)
    {
        var sum = refunded ?? Refunds.Where(r => !r.Failed).Sum(r => r.Amount);
        return this with { Refunded = sum, State = State == PaymentStatus.PartlyCaptured ? State : sum == 0 ? PaymentStatus.Captured : sum == Captured ? PaymentStatus.Refunded : PaymentStatus.PartlyRefunded };
    }

    /// <summary>How it stands.</summary>
    public PaymentOutcome Standing() => State switch
    {
        PaymentStatus.Declined => new(PaymentStatus.Declined, Said(State).Reference, "card_declined"),
        PaymentStatus.RequiresAction => Said(State) with { Code = "authentication_required", ActionUrl = ActionUrl(Id) },
        PaymentStatus.Authorized => Said(State) with { Amount = Amount },
        PaymentStatus.Captured or PaymentStatus.PartlyCaptured => Said(State) with { Amount = Captured },
        _ => Said(State),
    };

    private (TestPayment, PaymentOutcome) Authorize(PaymentOperation operation, TestFault fault)
    {
        var payment = this with { CaptureNow = operation.CaptureNow, Fault = fault };
        if (State != PaymentStatus.Created) return (this, new(PaymentStatus.Declined, Code: "voided"));
        switch (fault)
        {
            case TestFault.Decline or TestFault.SaysCaptured:
                return (payment with { State = PaymentStatus.Declined }, new(PaymentStatus.Declined, Code: "card_declined"));
            case TestFault.Invalid:
                return (payment with { State = PaymentStatus.Declined }, new(PaymentStatus.Declined, Code: "invalid_credential"));
            case TestFault.Action:
                payment = payment with { State = PaymentStatus.RequiresAction };
                return (payment, payment.Standing());
            default:
                if (fault == TestFault.TooLittle) payment = payment with { Amount = Amount - 1 };
                payment = operation.CaptureNow ? payment with { State = PaymentStatus.Captured, Captured = payment.Amount } : payment with { State = PaymentStatus.Authorized };
                return (payment, payment.Standing());
        }
    }

    private TestPayment Happened(PaymentStatus what, DateTimeOffset now) => Happened($"payment.{what.ToString().ToLowerInvariant()}", now);

    private TestPayment Happened(string type, DateTimeOffset now) => this with { Events = [.. Events, new($"evt_{Id}_{Events.Count + 1}", type, now)] };

    private PaymentOutcome Said(PaymentStatus status) => new(status, $"test_{Id}");

    /// <summary>A page of the shop front that plays the bank.</summary>
    private static string ActionUrl(string id) => $"/pay/test/{id}";
}

/// <summary>Something that happened at the test provider.</summary>
public sealed record TestEvent(string Id, string Type, DateTimeOffset At);
