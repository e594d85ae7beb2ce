using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Comptoir.Ordering.Idempotency;

/// <summary>Answers a repeated request with what was answered the first time.</summary>
internal static class Replay
{
    public const string Cart = "cart";
    public const string Checkout = "checkout";
    public const string Order = "order";
    public const string Refusal = "refusal";

    /// <summary>Null when the key is new (or there is none).</summary>
    public static async Task<Result<T>?> FindAsync<T>(IOrderingStore store, string shopId, IdempotencyKey? key, JsonTypeInfo<T> type, string language, CancellationToken ct)
        where T : class =>
        key is not null && await store.GetIdempotencyAsync(shopId, key.Scope, key.Key, ct) is { } record ? Answer(record, key, type, language) : null;

    public static Result<T> Answer<T>(IdempotencyRecord record, IdempotencyKey key, JsonTypeInfo<T> type, string language)
        where T : class
    {
        if (record.Key.RequestHash != key.RequestHash)
            return new Refusal(RefusalKind.IdempotencyConflict, "idempotency_conflict", Wording.KeyReused(language));
        return record.Kind == Refusal
            ? new Result<T>(null, JsonSerializer.Deserialize(record.Document, OrderingJson.Default.Refusal), Replayed: true)
            : new Result<T>(JsonSerializer.Deserialize(record.Document, type), null, Replayed: true);
    }

    /// <summary>The document is left empty: the store writes the resulting cart, checkout or order.</summary>
    public static IdempotencyRecord? Record(string shopId, IdempotencyKey? key, string kind, DateTimeOffset now) =>
        key is null ? null : new(shopId, key, kind, "", now);

    public static IdempotencyRecord? Record(string shopId, IdempotencyKey? key, Refusal refusal, DateTimeOffset now) =>
        key is null ? null : new(shopId, key, Refusal, JsonSerializer.Serialize(refusal, OrderingJson.Default.Refusal), now);
}
