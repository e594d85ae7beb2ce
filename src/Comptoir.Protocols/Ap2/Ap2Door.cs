using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Consents;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ap2;

/// <summary>
/// AP2 mandates at the UCP door. Where both sides named the capability a checkout is locked: each answer carries the shop's signature over it,
/// and it is completed only with a mandate that allows exactly it.
/// </summary>
public sealed class Ap2Door
{
    private const int MostInstruments = 10;

    private readonly ShopKeys _keys;
    private readonly AgentProfiles _profiles;
    private readonly IOrderingStore _store;
    private readonly IReadOnlyList<VerificationKey> _issuers;
    private readonly bool _offered;
    private readonly TimeProvider _time;
    private readonly ILogger<Ap2Door> _log;

    internal Ap2Door(ShopKeys keys, AgentProfiles profiles, IOrderingStore store, IOptions<UcpOptions> options, TimeProvider time, ILogger<Ap2Door> log)
    {
        (_keys, _profiles, _store, _time, _log) = (keys, profiles, store, time, log);
        _offered = options.Value.Ap2Mandates;
        _issuers = options.Value.MandateIssuers is { } set ? AgentProfile.Keys(Jws.Object(Encoding.UTF8.GetBytes(set)) ?? []) : [];
    }

    /// <summary>Both sides have the capability. It is never assumed: without it an ordinary purchase goes on as ever.</summary>
    internal static bool Locks(UcpCall call) => call.Capabilities?.Contains(UcpCapabilities.Ap2) == true;

    /// <summary>
    /// Platforms of the releases before 2026-04-08 do not list all that they can: there every checkout shows the signature where the merchant
    /// turned mandates on, and none is demanded.
    /// </summary>
    private bool IsShown(UcpCall call) => _offered && UcpVersions.IsOld(call.Version);

    /// <summary>Adds the shop's signature, and the receipts once it is bought, to the checkout of an answer.</summary>
    internal async Task SignAsync(UcpCall call, JsonObject answer, Checkout checkout, CancellationToken ct)
    {
        if (!(Locks(call) || IsShown(call)) || !answer.ContainsKey("line_items")) return;
        var key = await _keys.SigningAsync(checkout.ShopId, ct);
        if (checkout is { OrderId: { } order, MandateId: { } id } && await _store.GetMandateAsync(checkout.ShopId, id, ct) is { Terms.Presented: { } presented, Terms.AgreedAt: var at })
        {
            var ap2 = new JsonObject { ["checkout_receipt"] = Receipts.Checkout(key, call.BaseUrl, presented.Reference, order, at) };
            if (presented.PaymentCredentials is [var paid, ..] && checkout.Attempt?.Payments is [var payment, ..])
                ap2["payment_receipt"] = Receipts.Payment(key, call.BaseUrl, ReferenceOf(paid), payment.Id, payment.Reference, at);
            answer["ap2"] = ap2;
        }

        MerchantAuthorization.Add(answer, key);
    }

    /// <summary>Judges the mandates of a request to complete a checkout.</summary>
    /// <param name="present">The checkout as it is.</param>
    /// <param name="shown">The same in the form of an answer.</param>
    internal async Task<(PresentedMandate? Mandate, UcpAnswer? Refused)> JudgeAsync(UcpCall call, JsonObject request, Checkout present, JsonObject shown, CancellationToken ct)
    {
        var (mandate, fault, reference) = await ReadAsync(call, request, present, shown, ct);
        if (fault is null) return (mandate, null);
        _log.LogInformation("A mandate of {Agent} for checkout {Checkout} was refused: {Code}", call.Caller.Id, present.Id, fault.Code);
        var body = new JsonObject
        {
            ["code"] = fault.Code,
            ["content"] = fault.Message,
            ["messages"] = new JsonArray { WireWriter.Message("error", fault.Code, fault.Message, "$.ap2.checkout_mandate", "recoverable") },
        };
        if (reference is not null) body["ap2"] = new JsonObject { ["checkout_receipt"] = Receipts.CheckoutError(await _keys.SigningAsync(present.ShopId, ct), call.BaseUrl, reference, fault, _time.GetUtcNow()) };
        return (null, new(fault.Code == MandateFault.Required ? 400 : 403, body, IsError: true));
    }

    private async Task<(PresentedMandate? Mandate, MandateFault? Fault, string? Reference)> ReadAsync(UcpCall call, JsonObject request, Checkout present, JsonObject shown, CancellationToken ct)
    {
        if (Jws.Text(request["ap2"] as JsonObject, "checkout_mandate") is not { Length: > 0 } text) return (null, new(MandateFault.Required, "This checkout is completed with a mandate of its buyer (ap2.checkout_mandate)."), null);
        var keys = (call.Caller.ProfileUrl is { } profile ? (await _profiles.FindAsync(profile, ct)).Keys : []).Concat(_issuers).Where(k => k.Algorithm is "ES256" or "ES384").ToList();
        if (keys.Count == 0) return (null, new(MandateFault.NoKey, "The platform's profile has no key that a mandate could be checked with (signing_keys)."), null);

        var (now, shopId) = (_time.GetUtcNow(), present.ShopId);
        var occasion = new MandateOccasion([call.BaseUrl, new Uri(call.BaseUrl).Authority], present.Id, now);
        VerificationKey? KeyOf(string id) => keys.FirstOrDefault(k => k.Id == id);
        var (chain, unsound) = MandateChain.Verify(text, KeyOf, occasion);
        if (chain is null) return (null, unsound, null);
        var merchant = new Merchant(shopId, call.BaseUrl);
        var (mandate, outside) = CheckoutMandate.Read(chain, VerificationKey.ReadSet(await _keys.PublishedAsync(shopId, ct)), shown, merchant);
        if (mandate is null) return (null, outside, chain.Reference);

        var payments = PaymentMandates(request).ToList();
        if (payments.Count == 0 && chain.Open.Any()) return (null, new(MandateFault.Required, "A purchase without its buyer needs a payment mandate too (payment.instruments[].credential.token)."), chain.Reference);
        foreach (var payment in payments)
        {
            var (paid, broken) = MandateChain.Verify(payment, KeyOf, occasion);
            var judged = paid is null ? broken : PaymentMandate.Judge(paid, new(merchant, present.Totals.Total, present.Currency, mandate.Hash, chain.OpenHashes, now));
            if (judged is not null) return (null, judged, chain.Reference);
        }

        return (new("mdt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(chain.Signed))), "ap2", text, call.Caller.ProfileUrl ?? call.Caller.Id, chain.IssuerKeyId, chain.Reference, chain.Until, present.Version)
        {
            PaymentCredentials = payments,
        }, null, chain.Reference);
    }

    /// <summary>A mandate that was used before is, in AP2's words, bound to another checkout.</summary>
    internal static Result<Checkout> InItsWords(Result<Checkout> result) =>
        result.Refusal is { Code: "mandate_used" or "mandate_revoked" } refusal ? refusal with { Code = MandateFault.Scope } : result;

    /// <summary>The tokens among the means of payment that are mandates; others (of a wallet, of a provider) are the provider's to judge.</summary>
    private static IEnumerable<string> PaymentMandates(JsonObject request)
    {
        var instruments = (request["payment"] as JsonObject)?["instruments"] as JsonArray ?? [];
        return instruments.Take(MostInstruments).Select(i => Jws.Text((i as JsonObject)?["credential"] as JsonObject, "token")).OfType<string>().Where(t => t.Contains('~'));
    }

    private static string ReferenceOf(string credential) =>
        System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(credential.Split("~~")[^1].Split('~')[0])));
}
