using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ledger;
using Comptoir.Ordering.Payments;

namespace Comptoir.Ordering.GiftCards;

/// <summary>
/// Pays with what the shop owes a customer. An instrument counts only when this process made it for the customer who is signed in:
/// it carries a proof under a key that never leaves the process, so that no outside caller can name another customer.
/// </summary>
public sealed class StoreCreditProvider(LedgerService ledger, ILedgerStore store, TimeProvider time) : BalanceProvider(ledger, store, time)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public override string HandlerId => BalanceAccounts.StoreCredit;

    /// <summary>To be asked for only after the customer was recognised.</summary>
    public PaymentInstrument InstrumentFor(string shopId, string customerId) =>
        new(customerId, BalanceAccounts.StoreCredit, "store_credit", new JsonObject { ["proof"] = ProofOf(shopId, customerId) }, Selected: true);

    /// <summary>Minor units that a customer may spend.</summary>
    public Task<long> BalanceAsync(string shopId, string customerId, string currency, CancellationToken ct) => AvailableAsync(shopId, customerId, currency, ct);

    public override PaymentInstrument Describe(PaymentInstrument instrument) => instrument.Stored();

    protected override Task<string?> HolderAsync(string shopId, PaymentInstrument instrument, CancellationToken ct) =>
        Task.FromResult(instrument.Credential is { } c && c.TryGetPropertyValue("proof", out var node) && node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value.GetValue<string>()), Encoding.UTF8.GetBytes(ProofOf(shopId, instrument.Id))) ? instrument.Id : null);

    private string ProofOf(string shopId, string customerId) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{shopId}\n{customerId}")));
}
