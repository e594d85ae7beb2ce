using Comptoir.Ordering.Secrets;
using Microsoft.AspNetCore.DataProtection;

namespace Comptoir.Web.Security.Secrets;

/// <summary>Secrets under the key ring, for this purpose only: a stored secret is no valid cookie, and the other way round.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider) : ISecretBox
{
    private readonly IDataProtector _protector = provider.CreateProtector("Comptoir.StoredSecret.1");

    public string Protect(string secret) => _protector.Protect(secret);

    public string Reveal(string stored) => _protector.Unprotect(stored);
}
