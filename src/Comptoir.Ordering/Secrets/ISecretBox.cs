namespace Comptoir.Ordering.Secrets;

/// <summary>
/// Keeps secrets that must be stored and used again, such as a payment provider's API key or a webhook secret: what is stored is
/// unreadable without the server's key ring. A secret that is only ever compared is hashed instead.
/// </summary>
public interface ISecretBox
{
    /// <summary>The text to store: ASCII, about 150 characters longer than the secret.</summary>
    string Protect(string secret);

    /// <summary>The secret behind a stored text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The text was altered, or its key is no longer in the key ring.</exception>
    string Reveal(string stored);
}
