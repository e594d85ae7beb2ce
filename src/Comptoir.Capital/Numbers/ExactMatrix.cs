using System.Numerics;

namespace Comptoir.Capital.Numbers;

/// <summary>Linear systems in whole numbers and fractions, without rounding (Bareiss' fraction-free elimination).</summary>
public static class ExactMatrix
{
    /// <summary>
    /// Solves A X = B in whole numbers: the answer is <c>Numerators / Determinant</c>. Null when A is singular.
    /// Both are overwritten.
    /// </summary>
    public static (BigInteger[][] Numerators, BigInteger Determinant)? Solve(BigInteger[][] a, BigInteger[][] b)
    {
        var n = a.Length;
        var previous = BigInteger.One;
        for (var k = 0; k < n; k++)
        {
            var pivot = Array.FindIndex(a, k, row => !row[k].IsZero);
            if (pivot < 0) return null;
            if (pivot != k)
            {
                (a[k], a[pivot]) = (a[pivot], a[k]);
                (b[k], b[pivot]) = (b[pivot], b[k]);
            }

            for (var i = 0; i < n; i++)
            {
                if (i == k) continue;
                var factor = a[i][k];
                for (var j = k + 1; j < n; j++) a[i][j] = (a[k][k] * a[i][j] - factor * a[k][j]) / previous;
                for (var j = 0; j < b[i].Length; j++) b[i][j] = (a[k][k] * b[i][j] - factor * b[k][j]) / previous;
                a[i][k] = BigInteger.Zero;
            }

            previous = a[k][k];
        }

        return (b, previous);
    }

    /// <summary>Solves A X = B; null when A is singular.</summary>
    public static Rational[][]? Solve(Rational[][] a, Rational[][] b)
    {
        var (left, right) = (new BigInteger[a.Length][], new BigInteger[a.Length][]);
        for (var i = 0; i < a.Length; i++)
        {
            // a row may be multiplied by what makes it whole, with its right side
            var common = a[i].Concat(b[i]).Aggregate(BigInteger.One, (c, v) => c / BigInteger.GreatestCommonDivisor(c, v.Denominator) * v.Denominator);
            left[i] = [.. a[i].Select(v => v.Numerator * (common / v.Denominator))];
            right[i] = [.. b[i].Select(v => v.Numerator * (common / v.Denominator))];
        }

        if (Solve(left, right) is not { } solved) return null;
        return [.. solved.Numerators.Select(row => row.Select(v => new Rational(v, solved.Determinant)).ToArray())];
    }

    /// <summary>The inverse; null when there is none.</summary>
    public static Rational[][]? Inverse(Rational[][] a) => Solve(a, Identity(a.Length));

    public static Rational[][] Identity(int n) =>
        [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? Rational.One : Rational.Zero).ToArray())];

    public static Rational[][] Multiply(Rational[][] a, Rational[][] b) =>
        [.. a.Select(row => Enumerable.Range(0, b[0].Length).Select(j => Rational.Sum(row.Select((v, k) => v * b[k][j]))).ToArray())];

    /// <summary>I − Q.</summary>
    public static Rational[][] Complement(Rational[][] q) =>
        [.. q.Select((row, i) => row.Select((v, j) => (i == j ? Rational.One : Rational.Zero) - v).ToArray())];
}
