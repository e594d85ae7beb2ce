using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Proof;

/// <summary>
/// One and only one sequence of bytes for everything that is proved. Texts are UTF-8 after their length in four bytes, numbers take
/// eight bytes, most significant first; what is absent has length −1. Order: as written here; a change would break every book.
/// </summary>
public static class CanonicalBytes
{
    /// <summary>SHA-256 of an account: shop, id, party, kind, asset, limit.</summary>
    public static byte[] Digest(string shopId, Account account)
    {
        var buffer = new Buffer(256);
        buffer.Add(shopId);
        buffer.Add(account);
        return buffer.Hash();
    }

    /// <summary>SHA-256 of a transfer with both its accounts as they were when it was posted.</summary>
    public static byte[] Digest(string shopId, Transfer t)
    {
        var buffer = new Buffer(512);
        buffer.Add(shopId);
        buffer.Add(t.Id);
        buffer.Add(t.Debit);
        buffer.Add(t.Credit);
        buffer.Add(t.Amount);
        buffer.Add(t.Kind);
        buffer.Add(t.Reference);
        buffer.Add(t.Cause);
        buffer.Add(Microseconds(t.At));
        buffer.Add(Micro(t.AskedAt));
        buffer.Add(Micro(t.RecordedAt));
        buffer.Add((long)t.Phase);
        buffer.Add(t.PendingId);
        buffer.Add(t.PendingAmount);
        buffer.Add(Micro(t.ExpiresAt));
        buffer.Add((long)t.AtExpiry);
        buffer.Add(t.Note);
        return buffer.Hash();
    }

    /// <summary>SHA-256 of the hash before, a batch's own columns and its transfers' digests in the order of their ids.</summary>
    /// <param name="previous">Hash of the batch before; empty for the first.</param>
    public static byte[] Hash(string shopId, byte[] previous, Batch batch, IEnumerable<byte[]> digests)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = new Buffer(128);
        header.Add(shopId);
        header.Add(batch.Number);
        header.Add(batch.Count);
        header.Add(batch.Whole ? 1 : 0);
        header.Add(Microseconds(batch.SealedAt));
        hash.AppendData(previous);
        hash.AppendData(header.Bytes);
        foreach (var digest in digests) hash.AppendData(digest);
        return hash.GetHashAndReset();
    }

    /// <summary>Microseconds since 1970: the resolution that is kept and proved.</summary>
    internal static long Microseconds(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static long? Micro(DateTimeOffset? moment) => moment is { } m ? Microseconds(m) : null;

    private struct Buffer(int capacity)
    {
        private byte[] _bytes = new byte[capacity];
        private int _length;

        public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public readonly byte[] Hash() => SHA256.HashData(Bytes);

        public void Add(long number) => BinaryPrimitives.WriteInt64BigEndian(Room(8), number);

        public void Add(long? number)
        {
            Add(number is null ? -1L : 8L);
            if (number is { } n) Add(n);
        }

        public void Add(string? text)
        {
            var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
            BinaryPrimitives.WriteInt32BigEndian(Room(4), length);
            if (length > 0) Encoding.UTF8.GetBytes(text, Room(length));
        }

        public void Add(Account account)
        {
            Add(account.Id);
            Add(account.Party);
            Add((long)account.Kind);
            Add(account.Asset);
            Add((long)account.Limit);
        }

        private Span<byte> Room(int length)
        {
            if (_length + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
            _length += length;
            return _bytes.AsSpan(_length - length, length);
        }
    }
}
