namespace Comptoir.Benchmarks;

internal static class Figures
{
    /// <summary>The value below which a share of the sorted samples lies.</summary>
    public static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    public static double Median(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return Percentile(sorted, 0.5);
    }
}
