using System.Text;
using Comptoir.Ordering.Secrets;

namespace Comptoir.Protocols.Tests;

/// <summary>A box without a lock: what is stored can be told from the secret, and no more.</summary>
internal sealed class OpenBox : ISecretBox
{
    public string Protect(string secret) => $"box:{Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}";

    public string Reveal(string stored) => Encoding.UTF8.GetString(Convert.FromBase64String(stored["box:".Length..]));
}
