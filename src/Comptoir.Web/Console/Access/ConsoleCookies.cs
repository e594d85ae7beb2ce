using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Access;

/// <summary>The console's cookies: for its own pages only, out of reach of scripts and of other sites.</summary>
internal static class ConsoleCookies
{
    public const string Session = "comptoir_console";
    public const string Language = "comptoir_console_language";
    public const string Shop = "comptoir_console_shop";

    public static CookieOptions For(HttpRequest request, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/console",
        MaxAge = lifetime,
        IsEssential = true,
    };

    /// <summary>Keeps a choice of the operator for as long as the browser is open.</summary>
    public static void Remember(HttpContext http, string name, string value)
    {
        if (http.Request.Cookies[name] != value) http.Response.Cookies.Append(name, value, For(http.Request, null));
    }
}
