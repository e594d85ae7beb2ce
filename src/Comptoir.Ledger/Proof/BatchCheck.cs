using System.Security.Cryptography;

namespace Comptoir.Ledger.Proof;

/// <summary>Follows the chain of hashes while transfers pass by.</summary>
internal sealed class BatchCheck(string shopId, Action<string, string, string> find)
{
    private readonly List<byte[]> _digests = [];
    private byte[] _previous = [];
    private Batch? _batch;
    private long _expected = 1;
    private long _orphan;

    /// <summary>The batch at hand; 0 before the first.</summary>
    public long Number => _orphan > 0 ? _orphan : _batch?.Number ?? 0;

    public void Begin(Batch batch)
    {
        for (; _expected < batch.Number; _expected++) find("batch", $"batch {_expected}", "it is missing.");
        _expected = batch.Number + 1;
        (_batch, _orphan) = (batch, 0);
    }

    /// <summary>Transfers name a batch that is not there.</summary>
    public void Orphan(long number)
    {
        find("batch", $"batch {number}", "transfers are sealed in it, and it is not there.");
        (_batch, _orphan) = (null, number);
        _expected = Math.Max(_expected, number + 1);
    }

    public void Add(byte[] digest) => _digests.Add(digest);

    /// <summary>Compares count and hash. True when no transfer that others had seen was left for the next batch.</summary>
    public bool End()
    {
        var whole = false;
        if (_batch is { } batch)
        {
            if (batch.Count != _digests.Count) find("batch", $"batch {batch.Number}", $"it was sealed with {batch.Count} transfers and has {_digests.Count}.");
            if (!CryptographicOperations.FixedTimeEquals(CanonicalBytes.Hash(shopId, _previous, batch, _digests), batch.Hash))
                find("chain", $"batch {batch.Number}", "its hash does not match its transfers and the batch before.");
            _previous = batch.Hash;
            whole = batch.Whole;
        }

        _digests.Clear();
        _batch = null;
        return whole;
    }
}
