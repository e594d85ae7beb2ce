namespace Comptoir.Ordering.Carts;

/// <summary>Integer money arithmetic that loses nothing.</summary>
internal static class Apportion
{
    /// <summary>The most that any sum in a cart may be, minor units; far below where 64 bits end.</summary>
    public const long Largest = 1_000_000_000_000_000;

    /// <summary><c>amount × numerator ÷ denominator</c>, halves away from zero.</summary>
    public static long Round(long amount, long numerator, long denominator)
    {
        var product = (Int128)amount * numerator;
        var doubled = (product * 2 + (product < 0 ? -denominator : denominator)) / ((Int128)denominator * 2);
        return (long)doubled;
    }

    /// <summary>
    /// Splits an amount by weights so that the parts add up exactly (largest remainder; ties go to the earlier part).
    /// No part exceeds its weight when the amount does not exceed the sum of the weights.
    /// </summary>
    public static long[] Split(long amount, IReadOnlyList<long> weights)
    {
        var parts = new long[weights.Count];
        Int128 sum = 0;
        foreach (var w in weights) sum += w;
        if (sum == 0 || amount == 0) return parts;
        var left = amount;
        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var exact = (Int128)amount * weights[i];
            parts[i] = (long)(exact / sum);
            remainders[i] = (exact % sum, i);
            left -= parts[i];
        }

        foreach (var (_, index) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Index).Take((int)left)) parts[index]++;
        return parts;
    }
}
