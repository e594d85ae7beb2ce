namespace Comptoir.Ordering.Idempotency;

/// <summary>An idempotency key with the fingerprint of its request.</summary>
/// <param name="Scope">Caller and operation.</param>
/// <param name="RequestHash">SHA-256 of the canonical JSON of the request (member order and spaces do not matter).</param>
public sealed record IdempotencyKey(string Scope, string Key, string RequestHash);

/// <summary>What was answered, as the domain's own document; doors present it again in the same way. Kept 48 hours at least.</summary>
/// <param name="Kind">cart, checkout, order or refusal.</param>
/// <param name="Document">JSON of the value, or of the refusal.</param>
public sealed record IdempotencyRecord(string ShopId, IdempotencyKey Key, string Kind, string Document, DateTimeOffset At);
