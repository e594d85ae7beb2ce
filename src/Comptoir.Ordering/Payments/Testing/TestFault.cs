using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>What the test provider can be told to do instead of what it was asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TestFault>))]
public enum TestFault
{
    None,

    /// <summary>Declined: no money moves.</summary>
    Decline,

    /// <summary>The credential is not one it knows.</summary>
    Invalid,

    /// <summary>The buyer must confirm first.</summary>
    Action,

    /// <summary>Answers after two seconds.</summary>
    Slow,

    /// <summary>No answer, and nothing happened.</summary>
    TimeoutBefore,

    /// <summary>No answer, but it happened.</summary>
    TimeoutAfter,

    /// <summary>Answers that it declined, but took the money.</summary>
    SaysDeclined,

    /// <summary>Answers that it took the money; asked later it never did.</summary>
    SaysCaptured,

    /// <summary>Promises one minor unit less than was asked.</summary>
    TooLittle,

    /// <summary>The authorization is gone when it is to be captured.</summary>
    Expires,

    /// <summary>Refunds are declined.</summary>
    NoRefund,
}

/// <summary>How a credential chooses a fault: by a token's name, or by a test card of the same behaviour.</summary>
internal static class TestFaults
{
    private const string Kept = "kept_";

    private static readonly Dictionary<string, TestFault> Tokens = new(StringComparer.Ordinal)
    {
        ["success_token"] = TestFault.None,
        ["fail_token"] = TestFault.Decline,
        ["action_token"] = TestFault.Action,
        ["timeout_token"] = TestFault.TimeoutAfter,
        ["lost_token"] = TestFault.TimeoutBefore,
        ["slow_token"] = TestFault.Slow,
        ["lying_decline_token"] = TestFault.SaysDeclined,
        ["lying_capture_token"] = TestFault.SaysCaptured,
        ["short_token"] = TestFault.TooLittle,
        ["expiring_token"] = TestFault.Expires,
        ["no_refund_token"] = TestFault.NoRefund,
    };

    /// <summary>By last digits; what is kept with a payment, so that its behaviour survives a crash.</summary>
    private static readonly Dictionary<string, TestFault> Cards = new(StringComparer.Ordinal)
    {
        ["0002"] = TestFault.Decline,
        ["3155"] = TestFault.Action,
        ["0341"] = TestFault.TimeoutAfter,
        ["0069"] = TestFault.Invalid,
    };

    public static TestFault Of(PaymentInstrument instrument) => Text(instrument.Credential, "type") switch
    {
        "card" when Text(instrument.Credential, "number")?.Replace(" ", "", StringComparison.Ordinal) is { Length: >= 12 and <= 19 } number && number.All(char.IsAsciiDigit) => Cards.GetValueOrDefault(number[^4..]),
        "card" => TestFault.Invalid,
        "stored" => Text(instrument.Credential, "token") is { } kept && kept.StartsWith(Kept, StringComparison.Ordinal) && Enum.TryParse<TestFault>(kept.AsSpan(Kept.Length), out var known) ? known : TestFault.Invalid,
        _ => Text(instrument.Credential, "token") is { } token ? Tokens.GetValueOrDefault(token, IsMandate(token) ? TestFault.None : TestFault.Invalid) : TestFault.Invalid,
    };

    /// <summary>A signed payment mandate, which the door has verified before it comes here.</summary>
    private static bool IsMandate(string token) => token.Contains('~') && token.Count(c => c == '.') >= 2;

    /// <summary>The reference of a kept instrument says which behaviour stands behind it; null: it cannot be kept.</summary>
    public static StoredMethod? Keep(PaymentInstrument instrument) =>
        Of(instrument) is var fault && fault == TestFault.Invalid ? null : new(instrument.HandlerId, Kept + fault, Describe(instrument).Display ?? instrument.Display);

    /// <summary>Of an instrument without its credential.</summary>
    public static TestFault OfStored(PaymentInstrument instrument) => Cards.GetValueOrDefault(instrument.Display?.LastDigits ?? "");

    /// <summary>The instrument as it is kept: last digits that stand for its behaviour.</summary>
    public static PaymentInstrument Describe(PaymentInstrument instrument)
    {
        var digits = Cards.FirstOrDefault(c => c.Value == Of(instrument)).Key;
        var display = instrument.Display ?? new InstrumentDisplay();
        if (Text(instrument.Credential, "number")?.Replace(" ", "", StringComparison.Ordinal) is { Length: >= 4 } number && digits is null) digits = number[^4..];
        return instrument.Stored() with
        {
            Display = digits is not null ? display with { LastDigits = digits }
                : Cards.ContainsKey(display.LastDigits ?? "") ? display with { LastDigits = null }
                : instrument.Display,
        };
    }

    private static string? Text(JsonObject? o, string name) =>
        o is not null && o.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
