namespace Comptoir.Ordering.Payments;

/// <summary>Money of one instrument, first of a checkout's attempt and then of an order. Changes only by <see cref="After"/>.</summary>
/// <param name="Id">Ours; the operation id of its authorization.</param>
/// <param name="Instrument">Without credential.</param>
/// <param name="Amount">Asked for, minor units.</param>
public sealed record Payment(string Id, string HandlerId, PaymentInstrument Instrument, long Amount, DateTimeOffset StartedAt, PaymentStatus State = PaymentStatus.Created)
{
    public const string AmountDiffers = "amount_differs";

    /// <summary>Code of money that was taken, should go back, and that its provider does not give back.</summary>
    public const string UndoRefused = "undo_refused";

    /// <summary>The provider's own id of the payment.</summary>
    public string? Reference { get; init; }

    /// <summary>Minor units promised by the provider, less what was released again.</summary>
    public long Authorized { get; init; }

    /// <summary>Minor units taken.</summary>
    public long Captured { get; init; }

    /// <summary>Minor units given back of what was taken.</summary>
    public long Refunded { get; init; }

    /// <summary>What the provider keeps of what was taken, minor units; null: not known.</summary>
    public long? Fee { get; init; }

    /// <summary>See <see cref="IPaymentProvider.PaysLater"/>.</summary>
    public bool Later { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Code { get; init; }

    /// <summary>Where the buyer must go.</summary>
    public string? ActionUrl { get; init; }

    public InstrumentDisplay? Display => Instrument.Display;

    /// <summary>Promised and not taken yet, minor units.</summary>
    public long Held => State is PaymentStatus.Authorized or PaymentStatus.PartlyCaptured ? Authorized - Captured : 0;

    /// <summary>Taken and not given back, minor units.</summary>
    public long Left => Captured - Refunded;

    /// <summary>How it stands after an operation of <paramref name="amount"/> minor units. Pure; the same outcome twice of one authorization changes nothing.</summary>
    public Payment After(OperationKind kind, PaymentOutcome outcome, long amount) => (kind, outcome.Status) switch
    {
        // an amount that nobody asked for is not taken on trust: an authorization is undone, anything else needs a person
        (OperationKind.Authorize, PaymentStatus.Authorized or PaymentStatus.Captured) when outcome.Amount is { } said && said != amount => After(kind, outcome with { Amount = null }, said) with { Code = AmountDiffers },
        (OperationKind.Capture or OperationKind.Refund or OperationKind.Credit, PaymentStatus.Captured or PaymentStatus.Refunded) when outcome.Amount is { } said && said != amount => this with { State = PaymentStatus.Unknown, Code = AmountDiffers },
        (OperationKind.Authorize, PaymentStatus.Authorized) => Seen(outcome) with { State = PaymentStatus.Authorized, Authorized = amount },
        (OperationKind.Authorize, PaymentStatus.Captured) => Seen(outcome) with { State = PaymentStatus.Captured, Authorized = amount, Captured = amount },
        (OperationKind.Authorize, PaymentStatus.Refunded) => Seen(outcome) with { State = PaymentStatus.Refunded, Authorized = amount, Captured = amount, Refunded = amount },
        (OperationKind.Authorize, PaymentStatus.RequiresAction) => Seen(outcome) with { State = PaymentStatus.RequiresAction, ActionUrl = outcome.ActionUrl },
        (OperationKind.Authorize, PaymentStatus.Voided) => Seen(outcome) with { State = PaymentStatus.Voided, Authorized = 0 },
        (OperationKind.Authorize, PaymentStatus.NotFound) => this with { State = PaymentStatus.Declined, Code = "not_received" },
        (OperationKind.Authorize, PaymentStatus.Declined) => Seen(outcome) with { State = PaymentStatus.Declined, Code = outcome.Code },
        (OperationKind.Capture, PaymentStatus.Captured) => (Seen(outcome) with { Captured = Captured + amount, Fee = outcome.Fee + (Captured > 0 ? Fee ?? 0 : 0) ?? Fee }).Standing(),
        (OperationKind.Void, PaymentStatus.Voided) => Captured > 0 ? (this with { Authorized = Captured }).Standing() : this with { State = PaymentStatus.Voided, Authorized = 0 },
        (OperationKind.Refund or OperationKind.Credit, PaymentStatus.Refunded) => (this with { Refunded = Refunded + amount }).Standing(),
        _ => this with { State = PaymentStatus.Unknown, Code = outcome.Code },
    };

    /// <summary>A part of an authorization that will not be taken; the provider hears of it when the rest is captured.</summary>
    public Payment Released(long amount) => this with { Authorized = Authorized - amount, State = Captured > 0 && Authorized - amount == Captured ? PaymentStatus.Captured : State };

    /// <summary>The state that follows from the amounts, once something was taken.</summary>
    private Payment Standing() => this with
    {
        State = Captured < Authorized ? PaymentStatus.PartlyCaptured
            : Refunded == 0 ? PaymentStatus.Captured
            : Refunded < Captured ? PaymentStatus.PartlyRefunded : PaymentStatus.Refunded,
    };

    private Payment Seen(PaymentOutcome outcome) => this with { Reference = outcome.Reference ?? Reference, Code = null, ActionUrl = null, Fee = outcome.Fee ?? Fee };
}
