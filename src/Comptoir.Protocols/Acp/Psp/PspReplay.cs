using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;

namespace Comptoir.Protocols.Acp.Psp;

/// <summary>The provider's work under an idempotency key: whoever stores the answer first does the work, all others get that answer.</summary>
internal static class PspReplay
{
    private const string Kind = "acp_answer";

    public static async Task<AcpAnswer> OnceAsync(IOrderingStore ordering, AcpCall call, IdempotencyKey? key, AcpAnswer answer, Func<Task> work, DateTimeOffset now, CancellationToken ct)
    {
        if (key is not null)
        {
            if (await ordering.GetIdempotencyAsync(call.ShopId, key.Scope, key.Key, ct) is { } known) return Answer(known, key, answer.Status);

            // what nobody was told of yet does no harm; so the work comes first, and only a told answer is ever used
            await work();
            var stored = await ordering.CommitAsync(new Transition(call.ShopId) { Idempotency = new(call.ShopId, key, Kind, answer.Body.ToJsonString(), now) }, ct);
            return stored.Existing is { } first ? Answer(first, key, answer.Status) : answer;
        }

        await work();
        return answer;
    }

    private static AcpAnswer Answer(IdempotencyRecord known, IdempotencyKey key, int status) => known.Key.RequestHash != key.RequestHash
        ? AcpErrors.Of(422, "idempotency_conflict", "The key was used with another request.")
        : new(status, JsonNode.Parse(known.Document)!.AsObject(), Replayed: true);
}
