using System.Buffers.Binary;
using System.Text;
using Comptoir.Money.Tests.Traffic;

namespace Comptoir.Money.Tests.PowerLoss;

/// <summary>The write-ahead log as it was written: frames of a header and a page, of which the last one of a transaction names the database's size.</summary>
internal sealed class Log
{
    private readonly List<Call> _writes;
    private readonly List<Call> _syncs;
    private readonly List<Call> _sends;

    public Log(IReadOnlyList<Call> calls, string database)
    {
        _writes = [.. calls.Where(c => c.Name == "pwrite64" && c.Target == database + "-wal")];
        _syncs = [.. calls.Where(c => c.IsSync && c.Target == database + "-wal" && c.Succeeded)];
        _sends = [.. calls.Where(c => c.IsSend)];
    }

    public int Syncs => _syncs.Count;

    /// <summary>What names an acknowledged action in the log, and what names its answer on the wire; null: nothing that occurs once.</summary>
    public static (string Written, string Sent)? Names(Acknowledgement a) => a.Kind switch
    {
        "created" or "canceled checkout" => (a.Key, a.Key),
        "completed" => (a.OrderId!, a.OrderId!),
        _ => null,
    };

    /// <summary>The first answer that says so; null: none was seen.</summary>
    public Call? Answer(string name) => First(_sends, name);

    /// <summary>Why an answer may not have left when it did; null when the sync that covers its transaction had returned.</summary>
    public string? Unsafe(string written, string sent)
    {
        if (Answer(sent) is not { } answer) return $"No answer holds {sent}.";
        if (First(_writes, written) is not { } page) return $"{written} was never written into the log.";
        var commit = _writes.IndexOf(page) - 1;
        while (commit >= 0 && commit < _writes.Count && !IsCommit(_writes[commit])) commit++;
        if (commit < 0 || commit + 1 >= _writes.Count) return $"The transaction of {written} never ended.";
        var whole = _writes[commit + 1].End;
        return _syncs.Exists(s => s.Start > whole && s.End < answer.Start) ? null
            : $"The answer with {sent} left at line {answer.Start}; its transaction was written at line {whole}, and no sync began after that and ended before.";
    }

    private static bool IsCommit(Call write) => write.Data.Length == 24 && BinaryPrimitives.ReadUInt32BigEndian(write.Data.AsSpan(4)) != 0;

    private static Call? First(List<Call> calls, string name)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        return calls.Find(c => c.Data.AsSpan().IndexOf(bytes) >= 0);
    }
}
