using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Security.Secrets;

/// <summary>
/// The key outside of the database under which the key ring lies in it (AES-256-GCM), so that a copy of the database alone opens
/// nothing. Without one the ring is stored readable, and the console's health page says so.
/// </summary>
public sealed class KeyRingKey
{
    private const int ShortestKey = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[]? _key;

    private KeyRingKey(byte[]? key) => _key = key;

    /// <summary>Whether the ring is encrypted.</summary>
    public bool Given => _key is not null;

    /// <param name="text">The key itself: at least 32 characters, as random as can be.</param>
    /// <param name="file">A file that holds it, readable by its owner only; used when <paramref name="text"/> is empty.</param>
    /// <exception cref="ArgumentException">Too short, no such file, or a file that others may read; the message says which.</exception>
    public static KeyRingKey From(string? text, string? file)
    {
        if (string.IsNullOrWhiteSpace(text) && string.IsNullOrWhiteSpace(file)) return new(null);
        var key = string.IsNullOrWhiteSpace(text) ? ReadFile(file!) : text;
        if (key.Trim().Length < ShortestKey) throw new ArgumentException($"The key of the key ring (Secrets:Key or Secrets:KeyFile) needs at least {ShortestKey} characters.");
        return new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key.Trim()), 32, info: "Comptoir key ring 1"u8.ToArray()));
    }

    internal string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(Key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return Convert.ToBase64String(box);
    }

    internal string Open(string text)
    {
        var box = Convert.FromBase64String(text);
        if (box.Length < NonceBytes + TagBytes) throw new CryptographicException("A sealed key is too short.");
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key, TagBytes);
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }

    private byte[] Key => _key ?? throw new CryptographicException("The key ring is encrypted, but neither Secrets:Key nor Secrets:KeyFile is set.");

    private static string ReadFile(string path)
    {
        if (!File.Exists(path)) throw new ArgumentException($"There is no key file {path} (Secrets:KeyFile).");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0)
            throw new ArgumentException($"The key file {path} may be read or written by others than its owner. Allow only the owner: chmod 600.");
        return File.ReadAllText(path);
    }
}

/// <summary>Encrypts keys on their way into the ring.</summary>
internal sealed class KeyRingSeal(KeyRingKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", key.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(KeyRingOpening));
}

/// <summary>Decrypts them; Data Protection makes it by the name that lies beside each key.</summary>
internal sealed class KeyRingOpening(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(services.GetRequiredService<KeyRingKey>().Open(encryptedElement.Value));
}
