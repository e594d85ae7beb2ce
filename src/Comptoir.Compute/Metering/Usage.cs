namespace Comptoir.Compute.Metering;

/// <summary>
/// What a call used, in tokens that are counted once each: cached input is not in <see cref="Input"/>. Providers report it in several
/// forms; <see cref="UsageReader"/> brings them to this one.
/// </summary>
public sealed record Usage
{
    /// <summary>Input that was neither read from nor written to a cache, without audio.</summary>
    public long Input { get; init; }

    /// <summary>Input read from the provider's cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Input written to the provider's cache for some minutes.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Input written to the provider's cache for an hour.</summary>
    public long CacheWriteLong { get; init; }

    public long AudioInput { get; init; }

    /// <summary>All output that is not audio, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    public long Reasoning { get; init; }

    public long AudioOutput { get; init; }

    /// <summary>All that was read: what price tiers and context windows look at.</summary>
    public long Prompt => checked(Input + CacheRead + CacheWrite + CacheWriteLong + AudioInput);

    public long Total => checked(Prompt + Output + AudioOutput);

    /// <summary>What a later report of the same stream changes: numbers that it gives replace those that were there.</summary>
    public Usage Then(Usage later) => new()
    {
        Input = Later(Input, later.Input),
        CacheRead = Later(CacheRead, later.CacheRead),
        CacheWrite = Later(CacheWrite, later.CacheWrite),
        CacheWriteLong = Later(CacheWriteLong, later.CacheWriteLong),
        AudioInput = Later(AudioInput, later.AudioInput),
        Output = Later(Output, later.Output),
        Reasoning = Later(Reasoning, later.Reasoning),
        AudioOutput = Later(AudioOutput, later.AudioOutput),
    };

    private static long Later(long before, long after) => after > 0 ? after : before;
}
