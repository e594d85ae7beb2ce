using System.Text.Json;
using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Payments;

/// <summary>
/// Takes no money; behaves like a provider so that everything around one can be tried. Credentials
/// <c>{"type":"token","token":"success_token|fail_token|action_token|timeout_token"}</c> or <c>{"type":"card","number":"…"}</c>, where
/// 4000000000000002 is declined, 4000002500003155 needs the buyer's confirmation and every other number succeeds.
/// It has no memory: a token stands for the test card of the same behaviour, whose last digits are kept with the payment, so that
/// a look-up after a crash gives the same outcome.
/// </summary>
public sealed class TestPaymentProvider : IPaymentProvider
{
    public const string Handler = "mock_payment_handler";

    private const string Declined = "0002";
    private const string Action = "3155";
    private const string Timeout = "0341";
    private const string Invalid = "0069";

    public string HandlerId => Handler;

    public PaymentInstrument Describe(PaymentInstrument instrument)
    {
        var digits = Digits(instrument);
        var shown = instrument.Display?.LastDigits;
        var display = digits is null && shown is not (Declined or Action or Timeout or Invalid) ? instrument.Display
            : (instrument.Display ?? new InstrumentDisplay()) with { LastDigits = digits };
        return instrument.Stored() with { Display = display };
    }

    public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(Digits(operation.Instrument) == Timeout ? new PaymentOutcome(PaymentStatus.Unknown) : Outcome(operation, Digits(operation.Instrument)));

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(new PaymentOutcome(PaymentStatus.Captured, operation.Reference));

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(new PaymentOutcome(PaymentStatus.Voided, operation.Reference));

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) =>
        Task.FromResult(new PaymentOutcome(PaymentStatus.Refunded, $"test_{operation.Id}"));

    public Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct) => operation.Kind switch
    {
        OperationKind.Authorize => Task.FromResult(Outcome(operation, operation.Instrument.Display?.LastDigits)),
        OperationKind.Capture => CaptureAsync(operation, ct),
        OperationKind.Void => VoidAsync(operation, ct),
        _ => RefundAsync(operation, ct),
    };

    private static PaymentOutcome Outcome(PaymentOperation operation, string? digits) => digits switch
    {
        Declined => new(PaymentStatus.Declined, Code: "card_declined"),
        Invalid => new(PaymentStatus.Declined, Code: "invalid_credential"),
        Action => new(PaymentStatus.RequiresAction, Code: "authentication_required", ActionUrl: $"https://payments.invalid/authenticate/{operation.Id}"),
        _ => new(operation.CaptureNow ? PaymentStatus.Captured : PaymentStatus.Authorized, $"test_{operation.Id}"),
    };

    /// <summary>Last digits of the test card behind a credential; null: an ordinary card.</summary>
    private static string? Digits(PaymentInstrument instrument) => Text(instrument.Credential, "type") switch
    {
        "card" when Text(instrument.Credential, "number") is { } number && IsCardNumber(number.Replace(" ", "", StringComparison.Ordinal)) => number[^4..],
        "card" => Invalid,
        _ => Text(instrument.Credential, "token") switch
        {
            "success_token" => null,
            "fail_token" => Declined,
            "action_token" => Action,
            "timeout_token" => Timeout,
            _ => Invalid,
        },
    };

    private static bool IsCardNumber(string number) => number.Length is >= 12 and <= 19 && number.All(char.IsAsciiDigit);

    private static string? Text(JsonObject? o, string name) =>
        o is not null && o.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
