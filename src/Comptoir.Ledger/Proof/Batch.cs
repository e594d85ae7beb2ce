namespace Comptoir.Ledger.Proof;

/// <summary>A link of the chain: transfers that were sealed together. What is sealed can no longer be changed unseen.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Count">How many transfers it holds.</param>
/// <param name="Whole">True when nothing was left unsealed: every transfer that others had seen is in it or before it.</param>
/// <param name="Hash">See <see cref="CanonicalBytes.Hash"/>, 32 bytes.</param>
public sealed record Batch(long Number, int Count, bool Whole, DateTimeOffset SealedAt, byte[] Hash);
