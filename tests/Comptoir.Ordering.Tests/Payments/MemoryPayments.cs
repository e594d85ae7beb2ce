using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Webhooks;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>The contract of the payment store in memory.</summary>
internal sealed class MemoryPayments : IPaymentStore
{
    private readonly Dictionary<(string, string, string), DateTimeOffset> _events = [];
    private readonly Dictionary<(string, string), PaymentSecrets> _secrets = [];

    public Task<bool> ReceiveAsync(string shopId, string handlerId, PaymentEvent received, DateTimeOffset at, CancellationToken ct) => Task.FromResult(_events.TryAdd((shopId, handlerId, received.Id), at));

    public Task<int> ForgetEventsAsync(DateTimeOffset before, CancellationToken ct) => Task.FromResult(_events.Where(e => e.Value < before).Count(e => _events.Remove(e.Key)));

    public Task<PaymentSecrets?> GetSecretsAsync(string shopId, string handlerId, CancellationToken ct) => Task.FromResult(_secrets.GetValueOrDefault((shopId, handlerId)));

    public Task<bool> SaveSecretsAsync(PaymentSecrets secrets, CancellationToken ct)
    {
        if ((_secrets.GetValueOrDefault((secrets.ShopId, secrets.HandlerId))?.Version ?? 0) != secrets.Version - 1) return Task.FromResult(false);
        _secrets[(secrets.ShopId, secrets.HandlerId)] = secrets;
        return Task.FromResult(true);
    }
}
