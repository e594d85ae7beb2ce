namespace Comptoir.Compute.Metering;

/// <summary>
/// What a call costs. Exact: tokens times femto-units are added in 128 bits and rounded once, to the nearest nano-unit
/// (10⁻⁹ of the currency, a ten-millionth of a cent), halves to the even one.
/// </summary>
/// <param name="Nano">In nano-units of the price's currency.</param>
/// <param name="Flags">Parts of the usage for which the price list says nothing; they were charged as ordinary input or output.</param>
public sealed record Cost(long Nano, IReadOnlyList<string> Flags)
{
    /// <exception cref="OverflowException">More than 9.2 thousand million of the currency.</exception>
    public static Cost Of(Price price, Usage usage, bool batch = false, int percentOffMilli = 0)
    {
        var rates = batch && price.Batch is { } ofBatch ? ofBatch : price.Above.LastOrDefault(a => usage.Prompt > a.Tokens)?.Rates ?? price.Rates;
        var flags = new List<string>();
        long Rate(long? rate, long tokens, long otherwise, string what)
        {
            if (rate is { } given) return given;
            if (tokens > 0) flags.Add($"unpriced:{what}");
            return otherwise;
        }

        var femto = (Int128)price.PerRequest
            + (Int128)usage.Input * rates.Input
            + (Int128)usage.CacheRead * Rate(rates.CacheRead, usage.CacheRead, rates.Input, "cacheRead")
            + (Int128)usage.CacheWrite * Rate(rates.CacheWrite, usage.CacheWrite, rates.Input, "cacheWrite")
            + (Int128)usage.CacheWriteLong * Rate(rates.CacheWriteLong ?? rates.CacheWrite, usage.CacheWriteLong, rates.Input, "cacheWriteLong")
            + (Int128)usage.AudioInput * Rate(rates.AudioInput, usage.AudioInput, rates.Input, "audioInput")
            + (Int128)(usage.Output - usage.Reasoning) * rates.Output
            + (Int128)usage.Reasoning * (rates.Reasoning ?? rates.Output)
            + (Int128)usage.AudioOutput * Rate(rates.AudioOutput, usage.AudioOutput, rates.Output, "audioOutput");
        return new(Rounded(femto * (100_000 - percentOffMilli), (Int128)Price.FemtoPerNano * 100_000), flags);
    }

    /// <summary>The nearest whole quotient, halves to the even one.</summary>
    public static long Rounded(Int128 value, Int128 divisor)
    {
        var (whole, rest) = Int128.DivRem(value, divisor);
        var twice = rest * 2;
        if (twice > divisor || (twice == divisor && Int128.IsOddInteger(whole))) whole++;
        return checked((long)whole);
    }
}
