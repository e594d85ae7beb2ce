using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Discounts;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.Checkouts;

/// <summary>UCP 2026-04-08's states.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckoutStatus>))]
public enum CheckoutStatus { Incomplete, RequiresEscalation, ReadyForComplete, CompleteInProgress, Completed, Canceled }

public sealed record Checkout
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    public long Version { get; init; }

    public required CheckoutStatus Status { get; init; }

    public required string Currency { get; init; }

    public required string Language { get; init; }

    public string? Country { get; init; }

    public string? CartId { get; init; }

    public IReadOnlyList<LineItem> Lines { get; init; } = [];

    public Buyer? Buyer { get; init; }

    public IReadOnlyList<string> DiscountCodes { get; init; } = [];

    /// <summary>What the buyer claims to be, as sent.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    public IReadOnlyList<AppliedDiscount> Discounts { get; init; } = [];

    public IReadOnlyList<FulfilmentMethod> Fulfilment { get; init; } = [];

    /// <summary>What travels apart is chosen for and priced apart.</summary>
    public bool SplitsGroups { get; init; }

    /// <summary>Without credentials.</summary>
    public IReadOnlyList<PaymentInstrument> Instruments { get; init; } = [];

    public required Totals Totals { get; init; }

    public IReadOnlyList<Message> Messages { get; init; } = [];

    [JsonPropertyName("paying")]
    public PaymentAttempt? Attempt { get; init; }

    /// <summary>Of documents from when one payment was all.</summary>
    [JsonInclude]
    [JsonPropertyName("attempt")]
    internal OlderAttempt? Older
    {
        init => Attempt ??= value?.AsAttempt();
    }

    /// <summary>The consent under which this is bought; null: the buyer completes it.</summary>
    public string? MandateId { get; init; }

    public AgreedReduction? Agreed { get; init; }

    public string? OrderId { get; init; }

    /// <summary>Sequential within the shop; shown to people. Null until completed.</summary>
    public string? OrderNumber { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>Members of the caller's request that Comptoir only carries (context, attribution), for the answer.</summary>
    public JsonObject? Carried { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>A payment waits for the buyer's confirmation; the stock is held meanwhile.</summary>
    public bool AwaitsBuyer => this is { Status: CheckoutStatus.RequiresEscalation, Attempt.Outcome.Status: PaymentStatus.RequiresAction };

    public bool Final => Status is CheckoutStatus.Completed or CheckoutStatus.Canceled;
}

/// <summary>The whole wanted content of a checkout (full replacement, as UCP's PUT).</summary>
public sealed record CheckoutInput
{
    /// <summary>Create from this cart: its lines, codes and buyer win; converting the same cart again gives the same open checkout.</summary>
    public string? CartId { get; init; }

    public IReadOnlyList<LineRequest> Lines { get; init; } = [];

    /// <summary>What is newly wanted and sold out is left out with a message, so that the rest can be bought.</summary>
    public bool LeaveOutSoldOut { get; init; }

    /// <summary>Nothing in it yet is a start, not a mistake; it is incomplete until something is.</summary>
    public bool MayBeEmpty { get; init; }

    public Buyer? Buyer { get; init; }

    public IReadOnlyList<string> DiscountCodes { get; init; } = [];

    /// <summary>What the buyer claims to be, by the names of <see cref="EligibilityClaim"/>; unknown ones change nothing.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Null: keep what is there (01-11 clients leave it out).</summary>
    public IReadOnlyList<MethodRequest>? Fulfilment { get; init; }

    /// <summary>See <see cref="Checkout.SplitsGroups"/>; null: as it is.</summary>
    public bool? SplitsGroups { get; init; }

    public IReadOnlyList<PaymentInstrument>? Instruments { get; init; }

    /// <summary>Currency that the caller believes in; refused when it is not the shop's.</summary>
    public string? Currency { get; init; }

    public string? Country { get; init; }

    public string? Language { get; init; }

    public JsonObject? Carried { get; init; }

    /// <summary>See <see cref="Checkout.Agreed"/>; only for this room.</summary>
    internal AgreedReduction? Agreed { get; init; }

    /// <summary>A checkout as the input that would leave it as it is: start of every partial change.</summary>
    public static CheckoutInput From(Checkout c) => new()
    {
        Lines = [.. c.Lines.Select(l => new LineRequest(l.ItemId, l.Quantity, null, l.Id))],
        Buyer = c.Buyer,
        DiscountCodes = c.DiscountCodes,
        Claims = c.Claims,
        Country = c.Country,
        Language = c.Language,
        Carried = c.Carried,
        Agreed = c.Agreed,
    };
}

/// <param name="Instruments">The selected one (or the only one) is charged.</param>
/// <param name="ExpectedTotal">The total that the buyer agreed to, minor units; refused when it is another now.</param>
public sealed record CompleteInput(IReadOnlyList<PaymentInstrument> Instruments, long? ExpectedTotal = null)
{
    /// <summary>The consent that this purchase must lie in, counted together with it; only for this room.</summary>
    internal string? MandateId { get; init; }

    /// <summary>A signed mandate that the door verified against the checkout as it is; it is used up together with the purchase.</summary>
    public PresentedMandate? Presented { get; init; }
}
