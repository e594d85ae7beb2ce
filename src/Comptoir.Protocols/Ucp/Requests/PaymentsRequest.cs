using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp.Requests;

/// <summary>Reads means of payment, in the shapes of both releases.</summary>
internal static class PaymentsRequest
{
    /// <summary>From <c>payment.instruments</c>; null when there is no such member.</summary>
    /// <param name="paying">Who takes an instrument that does not say it is found later; else it must say so.</param>
    public static IReadOnlyList<PaymentInstrument>? Read(WireReader read, JsonObject body, bool paying = false, bool amounts = false)
    {
        if (read.Object(body, "payment", "$") is not { } payment) return null;
        var chosen = read.Text(payment, "selected_instrument_id", "$.payment", 100);
        return read.Objects(payment, "instruments", "$.payment", 10)?
            .Select((o, i) => Instrument(read, o, $"$.payment.instruments[{i}]", chosen, paying) with { Amount = amounts ? Amount(read, o, $"$.payment.instruments[{i}]") : null }).ToList();
    }

    /// <summary>What to pay with when a checkout is completed: <c>payment_data</c> (2026-01-11) or <c>payment.instruments</c>.</summary>
    /// <param name="amounts">Each may say what it is to pay.</param>
    /// <param name="handlers">Of the shop: an instrument that names none is taken by the only one that knows its type.</param>
    public static IReadOnlyList<PaymentInstrument> Complete(WireReader read, JsonObject body, IReadOnlyList<PaymentHandler> handlers, bool amounts = false)
    {
        var instruments = read.Object(body, "payment_data", "$") is { } data
            ? [Instrument(read, data, "$.payment_data", null, paying: true)]
            : Read(read, body, paying: true, amounts) ?? [];

        // where several may pay, they need not say that they are selected
        if (amounts && instruments.All(i => !i.Selected)) instruments = [.. instruments.Select(i => i with { Selected = true })];
        if (instruments.Count == 0) read.Refuse("payment_required", "$.payment.instruments must name what to pay with.", "$.payment.instruments");
        return [.. instruments.Select((instrument, i) => Handled(read, instrument, i, handlers))];
    }

    private static PaymentInstrument Handled(WireReader read, PaymentInstrument instrument, int at, IReadOnlyList<PaymentHandler> handlers)
    {
        if (!string.IsNullOrWhiteSpace(instrument.HandlerId)) return instrument;
        if (handlers.Where(h => h.InstrumentTypes.Contains(instrument.Type)).ToList() is [var only]) return instrument with { HandlerId = only.Id };
        read.Refuse("invalid_request", $"$.payment.instruments[{at}].handler_id is required.", $"$.payment.instruments[{at}].handler_id");
        return instrument;
    }

    private static PaymentInstrument Instrument(WireReader read, JsonObject o, string path, string? chosen, bool paying)
    {
        var id = read.Text(o, "id", path, 100) ?? "instrument";
        var handler = read.Text(o, "handler_id", path, 100);
        if (string.IsNullOrWhiteSpace(handler) && !paying) read.Refuse("invalid_request", $"{path}.handler_id is required.", $"{path}.handler_id");
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

    private static long? Amount(WireReader read, JsonObject o, string path)
    {
        var amount = read.Integer(o, "amount", path);
        if (amount < 1) read.Refuse("invalid_amount", $"{path}.amount must be at least 1.", $"{path}.amount");
        return amount;
    }

    /// <summary>Never more than the four digits that may be shown.</summary>
    private static string? Digits(string? text) => text is { Length: > 4 } ? text[^4..] : text;

    private static int? Small(long? number) => number is >= 0 and <= 9999 ? (int)number : null;
}
