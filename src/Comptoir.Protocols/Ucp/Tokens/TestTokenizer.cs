using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.Tokens;

/// <summary>
/// The built-in test provider as a UCP tokenizer: a card comes in, a token for one checkout of one shop goes out; it pays there once, or is
/// turned back into its card once, by whoever brought it, within fifteen minutes. Published test cards only, so that a real one is never kept.
/// </summary>
internal sealed class TestTokenizer(ITestVault vault, IOrderingStore ordering, ISecretBox box, TimeProvider time)
{
    private const string Detokenized = "detokenized";
    private const int TokenBytes = 24;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private static readonly string[] TestCards =
    [
        "4242424242424242", "4111111111111111", "4012888888881881", "5555555555554444", "5105105105105100", "378282246310005",
        "4000000000000002", "4000002500003155", "4000000000000341",
    ];

    private static readonly string[] Members = ["type", "card_number_type", "number", "expiry_month", "expiry_year", "name", "cvc", "cryptogram", "eci_value"];

    private static UcpPresenter Presenter => UcpPresenter.For(UcpVersions.V2026_04_08);

    /// <summary>What a profile says of it in the handler's <c>config</c>.</summary>
    public static PaymentHandler Describe(PaymentHandler handler, string shopId, string baseUrl)
    {
        if (handler.Id != TestPaymentProvider.Handler) return handler;
        var config = handler.Config?.DeepClone().AsObject() ?? [];
        config["environment"] = "sandbox";
        config["endpoint"] = $"{baseUrl}/ucp/handlers/{handler.Id}";
        config["identity"] = new JsonObject { ["access_token"] = shopId };
        return handler with { Config = config };
    }

    public async Task<UcpAnswer> TokenizeAsync(UcpCall call, string handler, JsonObject body, CancellationToken ct)
    {
        if (!await TakesAsync(call, handler, ct)) return NoTokenizer();
        var read = new WireReader();
        var credential = read.Object(body, "credential", "$");
        if (credential is null) read.Refuse("invalid_request", "$.credential is required.", "$.credential");
        var number = Card(read, credential);
        var checkout = Binding(read, body, call);
        if (read.Problem is { } problem) return Presenter.Error(400, problem.Code, problem.Message, problem.Path);

        var kept = new JsonObject(Members.Where(m => credential![m] is not null).Select(m => KeyValuePair.Create(m, credential![m]?.DeepClone())));
        var token = new TestVaultToken(
            TestVaultToken.Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            call.Context.Shop.Id,
            TestVaultToken.BehaviourOf(number),
            new InstrumentDisplay(null, number[^4..]),
            long.MaxValue,
            "",
            checkout,
            call.Context.Shop.Id,
            time.GetUtcNow() + Lifetime)
        {
            Owner = call.Caller.Id,
            Sealed = box.Protect(kept.ToJsonString()),
        };
        await vault.SaveAsync(token, ct);
        return new(200, new JsonObject { ["token"] = token.Id });
    }

    /// <summary>One answer for every token that is not good here, whatever the reason.</summary>
    public async Task<UcpAnswer> DetokenizeAsync(UcpCall call, string handler, JsonObject body, CancellationToken ct)
    {
        if (!await TakesAsync(call, handler, ct)) return NoTokenizer();
        var read = new WireReader();
        var id = read.Text(body, "token", "$", 200);
        if (string.IsNullOrEmpty(id)) read.Refuse("invalid_request", "$.token is required.", "$.token");
        var checkout = Binding(read, body, call);
        if (read.Problem is { } problem) return Presenter.Error(400, problem.Code, problem.Message, problem.Path);

        var token = id!.StartsWith(TestVaultToken.Prefix, StringComparison.Ordinal) ? await vault.FindTokenAsync(call.Context.Shop.Id, id, ct) : null;
        var good = token is { Sealed: not null, UsedBy: null } && token.Owner == call.Caller.Id && token.CheckoutId == checkout && time.GetUtcNow() < token.ExpiresAt;
        // used up before it is shown, so that of two who ask at once one gets it
        if (!good || !await vault.SaveAsync(token! with { UsedBy = Detokenized, Sealed = null, Version = token.Version + 1 }, ct))
            return Presenter.Error(404, "token_not_found", "There is no such token for this caller and binding, or it was used or has expired.");
        return new(200, JsonNode.Parse(box.Reveal(token!.Sealed!))!.AsObject()) { IsPrivate = true };
    }

    private static string Card(WireReader read, JsonObject? card)
    {
        const string path = "$.credential";
        if (read.Text(card, "type", path, 50) is var type && type != "card") read.Refuse("invalid_credential", $"{path}.type must be card.", $"{path}.type");
        if (read.Text(card, "card_number_type", path, 20) is not ("fpan" or "network_token" or "dpan")) read.Refuse("invalid_credential", $"{path}.card_number_type must be fpan, network_token or dpan.", $"{path}.card_number_type");
        var number = read.Text(card, "number", path, 40)?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        if (!TestCards.Contains(number)) read.Refuse("invalid_credential", $"{path}.number must be a published test card: this provider keeps no other.", $"{path}.number");
        if (read.Integer(card, "expiry_month", path) is < 1 or > 12) read.Refuse("invalid_credential", $"{path}.expiry_month must be 1 to 12.", $"{path}.expiry_month");
        if (read.Integer(card, "expiry_year", path) is < 2000 or > 2100) read.Refuse("invalid_credential", $"{path}.expiry_year is not a year.", $"{path}.expiry_year");
        read.Text(card, "name", path, 200);
        if (read.Text(card, "cvc", path, 4) is { } cvc && !cvc.All(char.IsAsciiDigit)) read.Refuse("invalid_credential", $"{path}.cvc must be digits.", $"{path}.cvc");
        read.Text(card, "cryptogram", path, 200);
        read.Text(card, "eci_value", path, 10);
        return number;
    }

    /// <summary>The checkout that the token is for. The participant can only be this shop: the provider knows no other.</summary>
    private static string Binding(WireReader read, JsonObject body, UcpCall call)
    {
        var binding = read.Object(body, "binding", "$");
        var checkout = read.Text(binding, "checkout_id", "$.binding", 200);
        if (string.IsNullOrWhiteSpace(checkout)) read.Refuse("invalid_request", "$.binding.checkout_id is required.", "$.binding.checkout_id");
        if (read.Object(binding, "identity", "$.binding") is { } identity && read.Text(identity, "access_token", "$.binding.identity", 200) != call.Context.Shop.Id)
            read.Refuse("invalid_binding", "$.binding.identity is not a participant of this provider.", "$.binding.identity.access_token");
        return checkout ?? "";
    }

    private async Task<bool> TakesAsync(UcpCall call, string handler, CancellationToken ct) =>
        handler == TestPaymentProvider.Handler && (await ordering.GetRulesAsync(call.Context.Shop.Id, ct)).PaymentHandlers.Any(h => h.Id == handler);

    private static UcpAnswer NoTokenizer() => Presenter.Error(404, "not_found", "There is no such tokenizer.");
}
