using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads means of payment, in the shapes of both releases.</summary>
internal static class PaymentsRequest
{
    /// <summary>From <c>payment.instruments</c>; null when there is no such member.</summary>
    public static IReadOnlyList<PaymentInstrument>? Read(WireReader read, JsonObject body)
    {
        if (read.Object(body, "payment", "$") is not { } payment) return null;
        var chosen = read.Text(payment, "selected_instrument_id", "$.payment", 100);
        return read.Objects(payment, "instruments", "$.payment", 10)?
            .Select((o, i) => Instrument(read, o, $"$.payment.instruments[{i}]", chosen)).ToList();
    }

    /// <summary>What to pay with when a checkout is completed: <c>payment_data</c> (2026-01-11) or <c>payment.instruments</c>.</summary>
    public static IReadOnlyList<PaymentInstrument> Complete(WireReader read, JsonObject body)
    {
        var instruments = read.Object(body, "payment_data", "$") is { } data
            ? [Instrument(read, data, "$.payment_data", null)]
            : Read(read, body) ?? [];
        if (instruments.Count == 0) read.Refuse("payment_required", "$.payment.instruments must name what to pay with.", "$.payment.instruments");
        return instruments;
    }

    private static PaymentInstrument Instrument(WireReader read, JsonObject o, string path, string? chosen)
    {
        var id = read.Text(o, "id", path, 100) ?? "instrument";
        var handler = read.Text(o, "handler_id", path, 100);
        if (string.IsNullOrWhiteSpace(handler)) read.Refuse("invalid_request", $"{path}.handler_id is required.", $"{path}.handler_id");
        var shown = read.Object(o, "display", path) ?? o; // 2026-01-11 has these members on the instrument itself
        return new(
            id,
            handler ?? "",
            read.Text(o, "type", path, 50) ?? "card",
            read.Object(o, "credential", path)?.DeepClone() as JsonObject,
            new(read.Text(shown, "brand", path, 50), Digits(read.Text(shown, "last_digits", path, 10)), Small(read.Integer(shown, "expiry_month", path)), Small(read.Integer(shown, "expiry_year", path))),
            read.Object(o, "billing_address", path) is { } address ? BuyerRequest.Address(read, address, $"{path}.billing_address") : null,
            read.Boolean(o, "selected", path) ?? (chosen is not null && chosen == id));
    }

    /// <summary>Never more than the four digits that may be shown.</summary>
    private static string? Digits(string? text) => text is { Length: > 4 } ? text[^4..] : text;

    private static int? Small(long? number) => number is >= 0 and <= 9999 ? (int)number : null;
}
