using System.Globalization;
using System.Numerics;

namespace Comptoir.Capital.Numbers;

/// <summary>An exact fraction in lowest terms with a positive denominator.</summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    private readonly BigInteger _denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction has no zero below its line.");
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) common = -common;
        Numerator = numerator / common;
        _denominator = denominator / common;
    }

    private Rational(BigInteger whole) => (Numerator, _denominator) = (whole, BigInteger.One);

    public static Rational Zero { get; } = new(BigInteger.Zero);

    public static Rational One { get; } = new(BigInteger.One);

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public int Sign => Numerator.Sign;

    public bool IsZero => Numerator.IsZero;

    /// <summary>Bits of numerator and denominator together: what a calculation costs.</summary>
    public long Bits => Numerator.GetBitLength() + Denominator.GetBitLength();

    public static implicit operator Rational(long whole) => new(whole);

    public static implicit operator Rational(BigInteger whole) => new(whole);

    public static Rational operator +(Rational a, Rational b) => new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => new(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    public static Rational Min(Rational a, Rational b) => a <= b ? a : b;

    public static Rational Max(Rational a, Rational b) => a >= b ? a : b;

    public static Rational Sum(IEnumerable<Rational> values) => values.Aggregate(Zero, (sum, v) => sum + v);

    /// <summary>Reads <c>12</c>, <c>-0.35</c>, <c>2.5e-3</c> and <c>3/4</c>; null for anything else or anything absurdly long.</summary>
    public static Rational? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= 60 }) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
            return Parse(text[..slash]) is { } above && Parse(text[(slash + 1)..]) is { IsZero: false } below ? above / below : null;
        var power = 0;
        var e = text.IndexOfAny(['e', 'E']);
        if (e > 0)
        {
            if (!int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power) || Math.Abs(power) > 60) return null;
            text = text[..e];
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        if (point >= 0) power -= text.Length - point - 1;
        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return null;
        return power >= 0 ? new Rational(whole * BigInteger.Pow(10, power)) : new Rational(whole, BigInteger.Pow(10, -power));
    }

    /// <summary>The fraction that a floating-point number is.</summary>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), "A number that is not finite is no fraction.");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        exponent -= 1075;
        BigInteger whole = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0 ? new Rational(whole << exponent) : new Rational(whole, BigInteger.One << -exponent);
    }

    /// <summary>The nearest whole number, halves away from zero.</summary>
    public BigInteger Round()
    {
        var doubled = BigInteger.Abs(Numerator) * 2 + Denominator;
        return Numerator.Sign * (doubled / (Denominator * 2));
    }

    /// <summary>Correct to 53 bits at any size.</summary>
    public double ToDouble()
    {
        if (Numerator.IsZero) return 0;
        var shift = 64 - (int)(Numerator.GetBitLength() - Denominator.GetBitLength());
        var quotient = shift >= 0 ? (Numerator << shift) / Denominator : Numerator / (Denominator << -shift);
        return Math.ScaleB((double)quotient, -shift);
    }

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary><c>3/4</c>, or <c>3</c> when it is whole.</summary>
    public override string ToString() => Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture) : $"{Numerator}/{Denominator}";
}
