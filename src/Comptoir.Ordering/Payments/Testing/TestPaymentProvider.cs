using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Payments.Testing;

/// <summary>
/// Takes no money; behaves like a provider so that everything around one can be tried. Credentials
/// <c>{"type":"token","token":"…"}</c> or <c>{"type":"card","number":"…"}</c>: success_token, fail_token, action_token, timeout_token and
/// more in <see cref="TestFaults"/>; card 4000000000000002 is declined, 4000002500003155 needs the buyer's confirmation, every other
/// number succeeds. It remembers what really happened, so that it can be asked after a crash or a lie.
/// </summary>
/// <param name="remembersAll">
/// False: only payments whose course is not plain are remembered, and a payment it does not know went well. That spares the ordinary
/// test purchase a write. With test hooks it remembers all.
/// </param>
/// <param name="vault">Cards that agents delegated (<c>{"type":"spt","token":"vt_…"}</c>); null: there are none.</param>
public sealed class TestPaymentProvider(ITestPaymentMemory memory, TimeProvider time, bool remembersAll, ITestVault? vault = null) : IPaymentProvider
{
    public const string Handler = "mock_payment_handler";

    private const int MostAttempts = 5;
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2);

    /// <summary>One that remembers everything in this process.</summary>
    public TestPaymentProvider()
        : this(new TestPaymentMemory(), TimeProvider.System, true)
    {
    }

    public string HandlerId => Handler;

    public bool CapturesInParts => true;

    public PaymentInstrument Describe(PaymentInstrument instrument) => Delegated(instrument) is null ? TestFaults.Describe(instrument) : instrument.Stored();

    public Task<StoredMethod?> SaveForLaterAsync(PaymentInstrument instrument, CancellationToken ct) => Task.FromResult(TestFaults.Keep(instrument));

    public Task<PaymentOutcome> AuthorizeAsync(PaymentOperation operation, CancellationToken ct) =>
        vault is not null && Delegated(operation.Instrument) is { } token ? PayByTokenAsync(operation, token, vault, ct) : DoAsync(operation, ct);

    public Task<PaymentOutcome> CaptureAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, ct);

    public Task<PaymentOutcome> VoidAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, ct);

    public Task<PaymentOutcome> RefundAsync(PaymentOperation operation, CancellationToken ct) => DoAsync(operation, ct);

    public async Task<PaymentOutcome> LookUpAsync(PaymentOperation operation, CancellationToken ct)
    {
        var payment = await memory.FindAsync(operation.ShopId, operation.PaymentId, ct);
        if (payment?.Refunds.Any(r => r.Failed && r.OperationId == operation.Id) == true) return new(PaymentStatus.Declined, $"test_{operation.Id}", "refund_failed");
        if (operation.Kind != OperationKind.Authorize) return payment?.Operations.GetValueOrDefault(operation.Id) ?? new(PaymentStatus.NotFound);
        if (payment is not null) return payment.Standing();
        return remembersAll ? new(PaymentStatus.NotFound) : Plain(operation, TestFaults.OfStored(operation.Instrument));
    }

    /// <summary>Charges a delegated card within its allowance. Such payments are always remembered: a token is used once.</summary>
    private async Task<PaymentOutcome> PayByTokenAsync(PaymentOperation operation, string id, ITestVault vault, CancellationToken ct)
    {
        for (var i = 0; i < MostAttempts; i++)
        {
            var now = time.GetUtcNow();
            var token = await vault.FindTokenAsync(operation.ShopId, id, ct);
            var refused = token is null ? "token_unknown" : token.Obstacle(operation, now);
            var fault = refused is null ? token!.Fault : TestFault.Decline;
            if (refused is null && operation.Instrument.Credential?["authentication"] is JsonObject shown)
            {
                if (!await ProvesAsync(operation, shown, vault, now, ct)) (refused, fault) = ("authentication_failed", TestFault.Decline);
                else if (fault == TestFault.Action) fault = TestFault.None;
            }

            // a card that pays is used up before it does, so that of two payments at once only one goes on
            var pays = fault is not (TestFault.Decline or TestFault.Invalid or TestFault.Action);
            if (pays && token!.UsedBy is null && !await vault.SaveAsync(token with { UsedBy = operation.PaymentId, Sealed = null, Version = token.Version + 1 }, ct)) continue;
            var answer = await CarryOutAsync(operation, fault, remember: true, ct);
            return refused is null ? answer : answer with { Code = refused };
        }

        return new(PaymentStatus.Unknown);
    }

    /// <summary>The token of a delegated card; null: the instrument is another.</summary>
    private static string? Delegated(PaymentInstrument instrument) =>
        TestAuthentication.Text(instrument.Credential, "token") is { Length: <= 100 } token && token.StartsWith(TestVaultToken.Prefix, StringComparison.Ordinal) ? token : null;

    private static async Task<bool> ProvesAsync(PaymentOperation operation, JsonObject shown, ITestVault vault, DateTimeOffset now, CancellationToken ct)
    {
        if (TestAuthentication.Text(shown, "transaction_id") is not { Length: <= 100 } transaction
            || await vault.FindAuthenticationAsync(operation.ShopId, TestAuthentication.IdOf(transaction), ct) is not { } authentication
            || !authentication.Proves(shown, operation, now)) return false;
        return authentication.UsedBy == operation.PaymentId || await vault.SaveAsync(authentication with { UsedBy = operation.PaymentId, Version = authentication.Version + 1 }, ct);
    }

    private Task<PaymentOutcome> DoAsync(PaymentOperation operation, CancellationToken ct) =>
        CarryOutAsync(operation, operation is { Kind: OperationKind.Authorize, Instrument.Credential: not null } ? TestFaults.Of(operation.Instrument) : TestFault.None, remembersAll, ct);

    private async Task<PaymentOutcome> CarryOutAsync(PaymentOperation operation, TestFault fault, bool remember, CancellationToken ct)
    {
        if (remembersAll && fault == TestFault.None) fault = await memory.NextFaultAsync(operation.ShopId, operation.Kind, ct);
        if (fault == TestFault.Slow) await Task.Delay(Slowness, time, ct);
        if (fault == TestFault.TimeoutBefore) throw new TimeoutException("The test provider was told not to answer.");
        if (!remember && fault is TestFault.None or TestFault.Slow && await memory.FindAsync(operation.ShopId, operation.PaymentId, ct) is null) return Plain(operation, TestFault.None);
        var answer = await memory.ChangeAsync(operation.ShopId, operation.PaymentId, known => (known ?? Unknown(operation)).Do(operation, fault, time.GetUtcNow()), ct);
        return fault == TestFault.TimeoutAfter ? throw new TimeoutException("The test provider was told not to answer.") : answer;
    }

    /// <summary>A payment that is not remembered: of one that is only now operated on, everything before went well.</summary>
    private TestPayment Unknown(PaymentOperation operation)
    {
        var payment = new TestPayment(operation.PaymentId, operation.ShopId, operation.Cause, operation.Amount.Currency, operation.Amount.Amount);
        return remembersAll || operation.Kind == OperationKind.Authorize ? payment
            : operation.Kind == OperationKind.Refund ? payment with { State = PaymentStatus.Captured, Captured = operation.Amount.Amount }
            : payment with { State = PaymentStatus.Authorized };
    }

    private PaymentOutcome Plain(PaymentOperation operation, TestFault fault) =>
        new TestPayment(operation.PaymentId, operation.ShopId, operation.Cause, operation.Amount.Currency, operation.Amount.Amount) is var payment && operation.Kind == OperationKind.Authorize
            ? payment.Do(operation, fault, time.GetUtcNow()).Answer
            : Unknown(operation).Do(operation, TestFault.None, time.GetUtcNow()).Answer;
}
