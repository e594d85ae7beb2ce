using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;

namespace Comptoir.Compute.Gateway;

/// <summary>
/// Exact cache: the same request of the same key has the same answer for as long as the policy says. Only answers that are not streamed and
/// that came whole; a request with <c>x-comptoir-cache: no</c> neither reads nor writes it.
/// </summary>
internal sealed class AnswerCache(IComputeStore store, TimeProvider time)
{
    private const int Largest = 256 * 1024;

    public async Task<byte[]?> FindAsync(ShopCompute shop, VirtualKey key, GatewayCall call, CancellationToken ct) =>
        KeyOf(shop, key, call) is { } id ? await store.GetAnswerAsync(shop.ShopId, id, time.GetUtcNow(), ct) : null;

    public async Task KeepAsync(ShopCompute shop, VirtualKey key, GatewayCall call, byte[] answer)
    {
        if (answer.Length <= Largest && KeyOf(shop, key, call) is { } id)
            await store.KeepAnswerAsync(shop.ShopId, id, answer, time.GetUtcNow().AddSeconds(shop.Setup.Policy.CacheFor), CancellationToken.None);
    }

    /// <summary>Null: not to be cached. Members in one order, so that the order in which a caller writes them does not matter.</summary>
    private static string? KeyOf(ShopCompute shop, VirtualKey key, GatewayCall call) =>
        shop.Setup.Policy.CacheFor <= 0 || call.Stream || call.NoCache ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Id}\n{call.Door}\n{shop.Revision}\n{Sorted(call.Body)!.ToJsonString()}")));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new KeyValuePair<string, JsonNode?>(m.Key, Sorted(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
