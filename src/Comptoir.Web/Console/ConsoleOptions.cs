using System.Security.Cryptography;
using System.Text;
using Comptoir.Web.Console.Parts;

namespace Comptoir.Web.Console;

/// <summary>What the operator's console needs to know from the executable.</summary>
public sealed class ConsoleOptions
{
    /// <summary>
    /// The console key in the clear, where it is known (given by configuration, or just made). Long and random:
    /// it is compared by its SHA-256. Null with <see cref="KeyHash"/> null too: nobody can sign in.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>SHA-256 of the key as hexadecimal digits (<see cref="HashOf"/>), as kept between starts; used when <see cref="Key"/> is null.</summary>
    public string? KeyHash { get; set; }

    /// <summary>Pieces from which on a variant counts as low in stock.</summary>
    public long LowStock { get; set; } = 5;

    /// <summary>What the storage says of itself on the health page (file, size, schema): a name and a value in the given language. Null: only its answering time is shown.</summary>
    public Func<string, IReadOnlyList<Fact>>? StorageFacts { get; set; }

    /// <summary>
    /// Domain that passkeys are made for; null: the host name of the request. Set it when the console is reached under several host
    /// names of one domain: passkeys then work under all of them.
    /// </summary>
    public string? PasskeyDomain { get; set; }

    /// <summary>The form in which a key is kept.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    internal string? CurrentKeyHash => Key is { Length: > 0 } key ? HashOf(key) : KeyHash;

    /// <summary>Compares in a time that does not depend on where the two differ.</summary>
    internal bool Opens(string given)
    {
        var kept = CurrentKeyHash;
        return kept is { Length: 64 }
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(given)), Encoding.ASCII.GetBytes(kept.ToLowerInvariant()));
    }
}
