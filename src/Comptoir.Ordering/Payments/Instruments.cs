using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Payments;

/// <summary>Checks and choices among the instruments that a caller sends.</summary>
internal static class Instruments
{
    private const int Most = 20;

    public static Refusal? Check(IReadOnlyList<PaymentInstrument>? instruments, string language)
    {
        if (instruments is null) return null;
        if (instruments.Count > Most) return new Refusal(RefusalKind.Invalid, "too_many_instruments", Wording.TooMany(language, "instruments", Most), "$.payment.instruments");
        for (var i = 0; i < instruments.Count; i++)
        {
            var (instrument, path) = (instruments[i], $"$.payment.instruments[{i}]");
            var refusal = InputLimits.CheckText(instrument.Id, $"{path}.id", language)
                ?? InputLimits.CheckText(instrument.HandlerId, $"{path}.handler_id", language)
                ?? InputLimits.CheckText(instrument.Type, $"{path}.type", language)
                ?? InputLimits.CheckText(instrument.Display?.Brand, $"{path}.display.brand", language)
                ?? InputLimits.CheckText(instrument.Display?.LastDigits, $"{path}.display.last_digits", language, 10)
                ?? (instrument.BillingAddress is { } address ? InputLimits.Check(address, $"{path}.billing_address", language) : null);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    /// <summary>The selected ones, or the only one.</summary>
    public static IReadOnlyList<PaymentInstrument> Choose(IReadOnlyList<PaymentInstrument> instruments) =>
        instruments.Count == 1 ? instruments : [.. instruments.Take(Most).Where(i => i.Selected)];
}
