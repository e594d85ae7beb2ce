using System.Globalization;

namespace Comptoir.Money.Tests.Servers;

/// <summary>
/// The clock of a server under test, which a proof moves forward and back while the server runs: the machine's time plus so many seconds
/// as a file says. Elapsed time and timers go on as they do on a machine whose clock is set.
/// </summary>
internal sealed class WildClock : TimeProvider
{
    /// <summary>Names the file to the server's process.</summary>
    public const string Variable = "COMPTOIR_TEST_CLOCK";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private long _offset;

    public WildClock(string file)
    {
        _offset = Read(file);
        Timer = System.CreateTimer(_ => Volatile.Write(ref _offset, Read(file)), null, Look, Look);
    }

    /// <summary>Kept, so that it goes on.</summary>
    public ITimer Timer { get; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + TimeSpan.FromSeconds(Volatile.Read(ref _offset));

    private static long Read(string file) => long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
}

/// <summary>The proof's side of it: sets the clocks of all servers that were started with its file.</summary>
internal sealed class ClockSetting
{
    public ClockSetting(string folder)
    {
        File = Path.Combine(folder, "clock");
        Set(TimeSpan.Zero);
    }

    public string File { get; }

    /// <summary>How far the servers' clock is ahead of the machine's; below zero: behind.</summary>
    public TimeSpan Ahead { get; private set; }

    /// <summary>The farthest that it ever was.</summary>
    public TimeSpan Farthest { get; private set; }

    public DateTimeOffset Now => DateTimeOffset.UtcNow + Ahead;

    public void Set(TimeSpan ahead)
    {
        (Ahead, Farthest) = (ahead, ahead > Farthest ? ahead : Farthest);

        // at once, so that nobody reads half a number
        System.IO.File.WriteAllText(File + ".new", ((long)ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}
