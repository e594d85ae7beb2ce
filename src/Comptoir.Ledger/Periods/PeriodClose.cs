namespace Comptoir.Ledger.Periods;

/// <summary>A statement that nothing dated before a moment will be added to the books any more.</summary>
/// <param name="Before">The first open moment: midnight UTC after the last closed day.</param>
/// <param name="By">Who closed it.</param>
/// <param name="Transfers">How many transfers are dated before, closing entries included.</param>
/// <param name="Mark">Exclusive or of their digests: what <c>ledger check</c> compares, 32 bytes.</param>
public sealed record PeriodClose(DateTimeOffset Before, DateTimeOffset ClosedAt, string By, long Transfers, byte[] Mark)
{
    /// <summary>The last closed day.</summary>
    public DateOnly Through => DateOnly.FromDateTime(Before.UtcDateTime).AddDays(-1);

    /// <summary>The first open moment after closing through a day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
