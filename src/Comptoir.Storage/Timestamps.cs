namespace Comptoir.Storage;

/// <summary>Moments as the databases keep them: microseconds since 1970 in UTC, the resolution that both databases share.</summary>
internal static class Timestamps
{
    public static long ToMicroseconds(this DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
