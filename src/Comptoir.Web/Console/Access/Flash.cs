using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Access;

/// <summary>What the next page is to say once. It travels in an encrypted cookie, so that any node can show it and nobody else can write it.</summary>
internal sealed class Flash(IDataProtectionProvider provider)
{
    private const string Cookie = "comptoir_console_said";
    private const int Longest = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly ITimeLimitedDataProtector _protector = provider.CreateProtector("Comptoir.ConsoleFlash.1").ToTimeLimitedDataProtector();

    public void Say(HttpContext http, string text) =>
        http.Response.Cookies.Append(Cookie, _protector.Protect(text.Length > Longest ? text[..Longest] : text, Lifetime), ConsoleCookies.For(http.Request, Lifetime));

    public string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } sealedText) return null;
        http.Response.Cookies.Delete(Cookie, ConsoleCookies.For(http.Request, null));
        try
        {
            return _protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            // too old, or not ours: there is nothing to say
            return null;
        }
    }
}
