using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Protocols.Acp.Psp;

/// <summary>
/// The test provider's side of delegated payment: an agent leaves a card and gets a token that pays once, for one session of one
/// merchant, up to an amount, until a moment. Only test cards mean anything here; of the number nothing is kept but how it behaves and
/// its last four digits.
/// </summary>
internal sealed class DelegatePayment(ITestVault vault, IOrderingStore ordering, TimeProvider time)
{
    private const string Card = "$.payment_method";
    private const string Allowance = "$.allowance";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public async Task<AcpAnswer> CreateAsync(AcpCall call, JsonObject body, CancellationToken ct)
    {
        var read = new WireReader();
        var now = time.GetUtcNow();
        var token = Token(read, body, call, now);
        var metadata = new JsonObject { ["source"] = "agent_checkout", ["merchant_id"] = token.MerchantId }.Maybe("idempotency_key", call.IdempotencyKey);
        foreach (var (name, value) in read.Object(body, "metadata", "$") ?? [])
            if (SessionMemory.Text(value) is { Length: <= 500 } text) metadata.TryAdd(name, text);
        if (metadata.Count > 50) read.Refuse("invalid_request", "$.metadata has more than 50 members.", "$.metadata");
        foreach (var (signal, i) in (read.Objects(body, "risk_signals", "$", 20) ?? []).Select((s, i) => (s, i)))
            if (read.Text(signal, "action", $"$.risk_signals[{i}]", 30) == "blocked") read.Refuse("invalid_card", "The card was blocked by the caller's own risk check.", $"$.risk_signals[{i}].action");
        var key = call.Key("acp_delegate_payment", null, body);
        if (read.Problem is { } problem) return Bad(problem);
        var answer = new JsonObject { ["id"] = token.Id, ["created"] = WireWriter.Moment(now), ["metadata"] = metadata };
        return await PspReplay.OnceAsync(ordering, call, key, new(201, answer), () => vault.SaveAsync(token, ct), now, ct);
    }

    private TestVaultToken Token(WireReader read, JsonObject body, AcpCall call, DateTimeOffset now)
    {
        var card = read.Object(body, "payment_method", "$");
        if (card is null) read.Refuse("invalid_request", $"{Card} is required.", Card);
        if (read.Text(card, "type", Card, 20) is var type && type != "card") read.Refuse("invalid_request", $"{Card}.type must be card.", $"{Card}.type");
        if (read.Text(card, "card_number_type", Card, 20) is not ("fpan" or "network_token")) read.Refuse("invalid_request", $"{Card}.card_number_type must be fpan or network_token.", $"{Card}.card_number_type");
        if (read.Text(card, "display_card_funding_type", Card, 20) is not ("credit" or "debit" or "prepaid")) read.Refuse("invalid_request", $"{Card}.display_card_funding_type must be credit, debit or prepaid.", $"{Card}.display_card_funding_type");
        var number = CardFields.Number(read, card, Card);
        var (month, year) = CardFields.Expiry(read, card, Card, now);

        var allowance = read.Object(body, "allowance", "$");
        if (allowance is null) read.Refuse("invalid_request", $"{Allowance} is required.", Allowance);
        if (read.Text(allowance, "reason", Allowance, 30) != "one_time") read.Refuse("invalid_request", $"{Allowance}.reason must be one_time.", $"{Allowance}.reason");
        var most = read.Integer(allowance, "max_amount", Allowance);
        if (most is null or < 1) read.Refuse("invalid_request", $"{Allowance}.max_amount must be a whole number of at least 1.", $"{Allowance}.max_amount");
        var currency = read.Text(allowance, "currency", Allowance, 10);
        if (currency is null || !Currencies.IsKnown(currency.ToUpperInvariant())) read.Refuse("invalid_request", $"{Allowance}.currency must be an ISO 4217 code such as eur.", $"{Allowance}.currency");
        string Required(string name, int longest)
        {
            if (read.Text(allowance, name, Allowance, longest) is { Length: > 0 } text) return text;
            read.Refuse("invalid_request", $"{Allowance}.{name} is required.", $"{Allowance}.{name}");
            return "";
        }

        var (session, merchant) = (Required("checkout_session_id", 200), Required("merchant_id", 256));
        if (merchant.Length > 0 && merchant != call.ShopId) read.Refuse("invalid_request", $"{Allowance}.merchant_id is not a merchant of this provider.", $"{Allowance}.merchant_id");
        if (!DateTimeOffset.TryParse(Required("expires_at", 40), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires) || expires <= now)
            read.Refuse("invalid_request", $"{Allowance}.expires_at must be a moment in the future.", $"{Allowance}.expires_at");
        if (expires > now + Longest) expires = now + Longest;

        var brand = read.Text(card, "display_brand", Card, 50) ?? CardFields.Brand(number);
        return new(TestVaultToken.Prefix + Ids.New("t", time)[2..], call.ShopId, TestVaultToken.BehaviourOf(number), new InstrumentDisplay(brand, number.Length >= 4 ? number[^4..] : null, month, year), most ?? 0, (currency ?? "").ToUpperInvariant(), session, merchant, expires);
    }

    private static AcpAnswer Bad(Refusal problem) =>
        AcpErrors.Of(problem.Code == "invalid_card" ? 422 : 400, "invalid_card", problem.Message, problem.Path);
}
