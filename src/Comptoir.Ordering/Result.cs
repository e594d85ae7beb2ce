namespace Comptoir.Ordering;

/// <summary>Why something was not done. Doors translate it into their own error form.</summary>
public enum RefusalKind
{
    /// <summary>No such cart, checkout, order or customer.</summary>
    NotFound,

    /// <summary>The request itself is wrong: an unknown item, a quantity below 1 or above the limit, an unknown currency.</summary>
    Invalid,

    /// <summary>Not possible in this state: completed, cancelled, expired, changed meanwhile.</summary>
    Conflict,

    /// <summary>The idempotency key was used with another request.</summary>
    IdempotencyConflict,

    OutOfStock,

    /// <summary>The total is no longer the one that the buyer agreed to.</summary>
    TotalChanged,

    /// <summary>Something is missing before it can be completed (see the checkout's messages).</summary>
    NotReady,

    PaymentDeclined,

    /// <summary>The buyer must act (3-D Secure): see <see cref="Refusal.ContinueUrl"/>.</summary>
    PaymentActionRequired,

    /// <summary>The provider did not answer in time; the outcome is being found out. Ask for the checkout again.</summary>
    PaymentPending,

    Forbidden,
}

/// <param name="Code">Machine-readable, in the vocabulary of UCP where it has one: not_found, out_of_stock, invalid_quantity …</param>
/// <param name="Message">For people, in the caller's language.</param>
/// <param name="Path">JSONPath into the request, when one member is to blame.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, string? Path = null, string? ContinueUrl = null);

/// <summary>A value or a refusal.</summary>
/// <param name="Replayed">The value is the stored answer to an earlier request with the same idempotency key.</param>
public sealed record Result<T>(T? Value, Refusal? Refusal, bool Replayed = false)
    where T : class
{
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(null, refusal);

    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;
}
