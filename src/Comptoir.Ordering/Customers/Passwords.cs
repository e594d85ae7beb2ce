using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Comptoir.Ordering.Customers;

/// <summary>PBKDF2 with SHA-256, written as <c>pbkdf2-sha256$iterations$salt$hash</c> so that the cost can grow later.</summary>
internal static class Passwords
{
    public const int Shortest = 10;
    public const int Longest = 200;
    public const int Iterations = 600_000;
    private const int Length = 32;
    private const string Scheme = "pbkdf2-sha256";

    /// <summary>Compared with when there is no account, so that the answer takes as long.</summary>
    public static string Nobody(int iterations) => Write(new byte[16], new byte[Length], iterations);

    public static string Hash(string password, int iterations)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return Write(salt, Derive(password, salt, iterations), iterations);
    }

    public static bool Matches(string password, string stored)
    {
        if (password.Length > Longest || stored.Split('$') is not [Scheme, var iterations, var salt, var hash]) return false;
        return int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && CryptographicOperations.FixedTimeEquals(Derive(password, Base64Url.DecodeFromChars(salt), count), Base64Url.DecodeFromChars(hash));
    }

    private static string Write(byte[] salt, byte[] hash, int iterations) =>
        $"{Scheme}${iterations.ToString(CultureInfo.InvariantCulture)}${Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(hash)}";

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, Length);
}
