namespace Comptoir.Money.Tests.PowerLoss;

/// <summary>
/// The files of a database as a disk holds them when power fails: what was synced is there; of what was written since, chance keeps
/// some sectors of 512 bytes and loses the others, and a file whose folder was not synced since it was made may be gone.
/// </summary>
internal sealed class Disk
{
    private const int Sector = 512;
    private readonly Dictionary<string, Contents> _files = [];
    private readonly string _folder;

    public Disk(string database, byte[] before)
    {
        _folder = Path.GetDirectoryName(database)!;
        _files[database] = new Contents { Durable = before, Entered = true };
        _files[database + "-wal"] = new Contents();
    }

    private sealed class Contents
    {
        public byte[] Durable { get; set; } = [];

        public List<Call> Since { get; } = [];

        public bool Made { get; set; }

        /// <summary>Its name is safe in the folder.</summary>
        public bool Entered { get; set; }
    }

    /// <summary>Goes on to the next call of the trace.</summary>
    public void Apply(Call call)
    {
        if (call.IsSync && call.Target == _folder && call.Succeeded)
            foreach (var file in _files.Values.Where(f => f.Made)) file.Entered = true;
        if (call.Name == "openat" && call.Succeeded && _files.TryGetValue(call.Target, out var opened)) opened.Made = true;
        if (!_files.TryGetValue(call.Target, out var contents)) return;
        if (call.Name is "pwrite64" or "ftruncate") contents.Since.Add(call);
        else if (call.Name == "unlink") throw new InvalidOperationException($"{call.Target} was deleted while the server ran.");
        else if (call.IsSync && call.Succeeded) Synced(contents, call);
    }

    /// <summary>Writes the files as they are after a power cut now.</summary>
    /// <param name="kept">Chance of a sector that was not synced to be there all the same.</param>
    public void Cut(string folder, Random random, double kept)
    {
        foreach (var (path, contents) in _files)
        {
            var target = Path.Combine(folder, Path.GetFileName(path));
            File.Delete(target);
            if (!contents.Made && contents.Durable.Length == 0) continue;
            if (!contents.Entered && random.NextDouble() >= kept) continue;
            File.WriteAllBytes(target, contents.Since.Aggregate(contents.Durable, (bytes, write) => Written(bytes, write, () => random.NextDouble() < kept)));
        }

        File.Delete(Path.Combine(folder, Path.GetFileName(_files.Keys.First()) + "-shm"));
    }

    private static void Synced(Contents contents, Call sync)
    {
        // what had not returned when the sync began is not promised by it
        var covered = contents.Since.Where(w => w.End < sync.Start).ToList();
        contents.Durable = covered.Aggregate(contents.Durable, (bytes, write) => Written(bytes, write, () => true));
        contents.Since.RemoveAll(covered.Contains);
    }

    private static byte[] Written(byte[] bytes, Call write, Func<bool> keep)
    {
        if (write.Name == "ftruncate")
        {
            if (keep()) Array.Resize(ref bytes, (int)write.Number);
            return bytes;
        }

        var end = (int)write.Number + write.Data.Length;
        if (bytes.Length < end)
        {
            // doubling would spare copies, but the length is what the file says of itself
            Array.Resize(ref bytes, end);
        }
        else
        {
            bytes = [.. bytes];
        }

        for (var at = (int)write.Number; at < end;)
        {
            var next = Math.Min(end, (at / Sector + 1) * Sector);
            if (keep()) write.Data.AsSpan(at - (int)write.Number, next - at).CopyTo(bytes.AsSpan(at));
            at = next;
        }

        return bytes;
    }
}
