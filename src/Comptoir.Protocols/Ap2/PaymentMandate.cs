using System.Globalization;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ap2;

/// <summary>What a payment is made for.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="CheckoutHash">That of the checkout mandate; null when it holds the checkout itself.</param>
/// <param name="OpenCheckouts">Hashes of the open mandates in the checkout mandate's chain.</param>
internal sealed record PaymentOccasion(Merchant Merchant, long Amount, string Currency, string? CheckoutHash, IReadOnlySet<string> OpenCheckouts, DateTimeOffset Now);

/// <summary>Whether a payment mandate covers a payment: the closed one names exactly it, and it lies within every open one before it.</summary>
internal static class PaymentMandate
{
    private const string Closed = "mandate.payment.1";
    private const string OpenType = "mandate.payment.open.1";

    /// <summary>Why it does not; null: it does.</summary>
    public static MandateFault? Judge(MandateChain chain, PaymentOccasion payment)
    {
        var closed = chain.ClosedMandate;
        if (Jws.Text(closed, "vct") != Closed) return Outside($"The payment mandate must be of type {Closed}.");
        if (Jws.Text(closed, "transaction_id") is not { } transaction || transaction != payment.CheckoutHash) return Outside("The payment mandate is for another checkout (transaction_id).");
        if (!payment.Merchant.Is(closed["payee"])) return Outside("The payment mandate pays somebody else (payee).");
        if (Amount(closed["payment_amount"]) is not var (amount, currency) || amount != payment.Amount || currency != payment.Currency) return Outside("The payment mandate is for another amount.");
        if (closed["payment_instrument"] is not JsonObject) return Outside("The payment mandate names no means of payment.");
        if (closed.ContainsKey("execution_date") && (Moment(closed["execution_date"]) is not { } due || due > payment.Now.AddMinutes(5))) return Outside("A payment at a later date is not made here (execution_date).");
        foreach (var open in chain.Open)
        {
            if (Jws.Text(open, "vct") != OpenType) return Outside($"What the payment mandate is made under must be of type {OpenType}.");
            foreach (var preset in (string[])["payee", "payment_amount", "payment_instrument", "pisp", "execution_date"])
                if (open.ContainsKey(preset) && !Jcs.Bytes(open[preset]).AsSpan().SequenceEqual(Jcs.Bytes(closed[preset]))) return Outside($"The payment mandate changes what the user had fixed ({preset}).");
            if (Broken(open, closed, payment) is { } broken) return Outside(broken);
        }

        return null;
    }

    /// <summary>The first constraint that is not met, or not known; null: all are met.</summary>
    private static string? Broken(JsonObject open, JsonObject closed, PaymentOccasion payment)
    {
        if (open["constraints"] is not JsonArray constraints) return "The open payment mandate has no constraints.";
        var types = constraints.Select(c => Jws.Text(c as JsonObject, "type")).ToList();
        foreach (var (type, constraint) in types.Zip(constraints.Select(c => c as JsonObject)))
        {
            bool? met = type switch
            {
                "payment.amount_range" => InCurrency(constraint!, payment) && Whole(constraint!["max"]) is { } max && payment.Amount <= max && (!constraint!.ContainsKey("min") || (Whole(constraint["min"]) is { } min && payment.Amount >= min)),
                "payment.allowed_payees" => constraint!["allowed"] is JsonArray payees && payees.Any(payment.Merchant.Is),
                "payment.allowed_payment_instruments" => Holds(constraint!["allowed"], closed["payment_instrument"], "id"),
                "payment.allowed_pisps" => Holds(constraint!["allowed"], closed["pisp"], "domain_name"),
                "payment.reference" => Jws.Text(constraint, "conditional_transaction_id") is { } reference && payment.OpenCheckouts.Contains(reference),
                "payment.execution_date" => Within(constraint!, closed.ContainsKey("execution_date") ? Moment(closed["execution_date"]) : payment.Now),

                // a mandate is used once here, so the first payment is also the last: it must fit the whole budget
                "payment.budget" => InCurrency(constraint!, payment) && constraint!["max"] is JsonValue most && most.TryGetValue(out decimal budget) && payment.Amount <= budget,
                "payment.agent_recurrence" => types.Contains("payment.amount_range") && types.Contains("payment.budget") && (!constraint!.ContainsKey("max_occurrences") || Whole(constraint["max_occurrences"]) >= 1),
                _ => null,
            };
            if (met is null) return "A constraint of the open payment mandate is not known here.";
            if (met is false) return $"The constraint {type} is not met.";
        }

        return types.Contains("payment.reference") ? null : "The open payment mandate is not tied to a checkout mandate (payment.reference).";
    }

    private static bool InCurrency(JsonObject constraint, PaymentOccasion payment) => Jws.Text(constraint, "currency") == payment.Currency;

    /// <summary>An entry with the same name; in a means of payment the kind must be the same too.</summary>
    private static bool Holds(JsonNode? allowed, JsonNode? chosen, string name) =>
        chosen is JsonObject one && Jws.Text(one, name) is { } wanted && allowed is JsonArray list
        && list.OfType<JsonObject>().Any(a => Jws.Text(a, name) == wanted && Jws.Text(a, "type") == Jws.Text(one, "type"));

    private static bool Within(JsonObject constraint, DateTimeOffset? at) =>
        at is not null
        && (!constraint.ContainsKey("not_before") || Moment(constraint["not_before"]) <= at)
        && (!constraint.ContainsKey("not_after") || EndOf(constraint["not_after"]) >= at);

    private static (long Amount, string Currency)? Amount(JsonNode? node) =>
        node is JsonObject o && Whole(o["amount"]) is { } amount && Jws.Text(o, "currency") is { } currency ? (amount, currency) : null;

    private static long? Whole(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    /// <summary>A date without a time begins at midnight UTC.</summary>
    private static DateTimeOffset? Moment(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>As the last moment of a span: a date without a time lasts its whole day.</summary>
    private static DateTimeOffset? EndOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddTicks(-1)
            : Moment(node);

    private static MandateFault Outside(string message) => new(MandateFault.Scope, message);
}
