namespace Comptoir.Capital.Numbers;

/// <summary>Linear systems in floating point, with row exchanges.</summary>
internal static class DenseMatrix
{
    /// <summary>The inverse by Gauss–Jordan; null when a pivot vanishes beside the largest entry.</summary>
    public static double[][]? Inverse(double[][] matrix)
    {
        var n = matrix.Length;
        var a = matrix.Select(row => (double[])row.Clone()).ToArray();
        var inverse = Enumerable.Range(0, n).Select(i =>
        {
            var row = new double[n];
            row[i] = 1;
            return row;
        }).ToArray();
        var largest = a.Max(row => row.Max(Math.Abs));
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
                if (Math.Abs(a[i][k]) > Math.Abs(a[pivot][k])) pivot = i;
            if (Math.Abs(a[pivot][k]) <= largest * 1e-14) return null;
            (a[k], a[pivot]) = (a[pivot], a[k]);
            (inverse[k], inverse[pivot]) = (inverse[pivot], inverse[k]);
            var scale = 1 / a[k][k];
            for (var j = 0; j < n; j++)
            {
                a[k][j] *= scale;
                inverse[k][j] *= scale;
            }

            for (var i = 0; i < n; i++)
            {
                var factor = a[i][k];
                if (i == k || factor == 0) continue;
                for (var j = k; j < n; j++) a[i][j] -= factor * a[k][j];
                for (var j = 0; j < n; j++) inverse[i][j] -= factor * inverse[k][j];
            }
        }

        return inverse;
    }

    public static double Determinant(double[][] matrix)
    {
        var n = matrix.Length;
        var a = matrix.Select(row => (double[])row.Clone()).ToArray();
        var determinant = 1.0;
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
                if (Math.Abs(a[i][k]) > Math.Abs(a[pivot][k])) pivot = i;
            if (a[pivot][k] == 0) return 0;
            if (pivot != k)
            {
                (a[k], a[pivot]) = (a[pivot], a[k]);
                determinant = -determinant;
            }

            determinant *= a[k][k];
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i][k] / a[k][k];
                for (var j = k; j < n; j++) a[i][j] -= factor * a[k][j];
            }
        }

        return determinant;
    }

    /// <summary>
    /// The positive left null vector of an irreducible matrix of rates (row i to column j, diagonal ignored), by state
    /// reduction (Grassmann, Taksar and Heyman 1985): only sums and products of non-negative numbers, so that nothing cancels.
    /// </summary>
    public static double[] StationaryRates(double[][] rates)
    {
        var n = rates.Length;
        var a = rates.Select(row => (double[])row.Clone()).ToArray();
        var outOf = new double[n];
        for (var k = n - 1; k > 0; k--)
        {
            for (var j = 0; j < k; j++) outOf[k] += a[k][j];
            for (var i = 0; i < k; i++)
            {
                if (a[i][k] == 0) continue;
                var share = a[i][k] / outOf[k];
                for (var j = 0; j < k; j++)
                    if (j != i) a[i][j] += share * a[k][j];
            }
        }

        var g = new double[n];
        g[0] = 1;
        for (var k = 1; k < n; k++)
        {
            var into = 0.0;
            for (var i = 0; i < k; i++) into += g[i] * a[i][k];
            g[k] = into / outOf[k];
        }

        return g;
    }
}
