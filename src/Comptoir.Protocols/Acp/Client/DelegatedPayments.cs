using System.Globalization;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Acp.Client;

/// <summary>A card that a platform hands to a payment provider. Its text never shows the number.</summary>
/// <param name="Number">Digits.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Year">Four digits.</param>
/// <param name="Funding">credit, debit or prepaid.</param>
/// <param name="NumberType">fpan, or network_token.</param>
public sealed record DelegatedCard(string Number, int Month, int Year, string Name, string? Cvc = null, string Funding = "credit", string NumberType = "fpan")
{
    internal string Last4 => Number.Length >= 4 ? Number[^4..] : "";

    /// <inheritdoc/>
    public override string ToString() => $"card …{Last4}";

    internal JsonObject Write() => new JsonObject
    {
        ["type"] = "card",
        ["card_number_type"] = NumberType,
        ["virtual"] = false,
        ["number"] = Number,
        ["exp_month"] = Month.ToString("00", CultureInfo.InvariantCulture),
        ["exp_year"] = Year.ToString(CultureInfo.InvariantCulture),
        ["name"] = Name,
        ["display_card_funding_type"] = Funding,
        ["display_last4"] = Last4,
        ["metadata"] = new JsonObject(),
    }.Maybe("cvc", Cvc);
}

/// <summary>What a delegated card may pay: once, for one session of one merchant.</summary>
/// <param name="MaxAmount">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record PaymentAllowance(long MaxAmount, string Currency, string SessionId, string MerchantId, DateTimeOffset ExpiresAt);

/// <summary>What stands for the card.</summary>
public sealed record DelegatedToken(string Id, DateTimeOffset Created);

/// <summary>A client of a payment provider's <c>delegate_payment</c>: a platform leaves its buyer's card there and hands only the token to the merchant.</summary>
public sealed class DelegatedPayments(AcpCaller provider)
{
    /// <param name="riskSignals">What the platform's own checks said; null: that it let the card pass.</param>
    /// <exception cref="AcpException">The provider refused; <see cref="AcpException.Param"/> names the member.</exception>
    public async Task<DelegatedToken> DelegateAsync(DelegatedCard card, PaymentAllowance allowance, CancellationToken ct, JsonArray? riskSignals = null, string? idempotencyKey = null)
    {
        var answer = await provider.PostAsync("agentic_commerce/delegate_payment", new()
        {
            ["payment_method"] = card.Write(),
            ["allowance"] = new JsonObject
            {
                ["reason"] = "one_time",
                ["max_amount"] = allowance.MaxAmount,
                ["currency"] = allowance.Currency.ToLowerInvariant(),
                ["checkout_session_id"] = allowance.SessionId,
                ["merchant_id"] = allowance.MerchantId,
                ["expires_at"] = WireWriter.Moment(allowance.ExpiresAt),
            },
            ["risk_signals"] = riskSignals ?? [new JsonObject { ["type"] = "card_testing", ["score"] = 0, ["action"] = "authorized" }],
            ["metadata"] = new JsonObject(),
        }, ct, idempotencyKey);
        return SessionMemory.Text(answer["id"]) is { Length: > 0 } id && DateTimeOffset.TryParse(SessionMemory.Text(answer["created"]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? new(id, created)
            : throw new AcpException(200, "invalid_response", "The provider's answer has no id or no moment.");
    }
}
