using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Layout;

/// <summary>The only cookies there are; each is set by something that the visitor does and is needed for just that.</summary>
public static class Cookies
{
    /// <summary>Id of the cart; set when something is added.</summary>
    public const string Cart = "cart";

    /// <summary>Id of the conversation; set when the visitor chats.</summary>
    public const string Conversation = "conversation";

    /// <summary>Secret of a sign-in.</summary>
    public const string Session = "session";

    /// <summary>Language chosen against the browser's own.</summary>
    public const string Language = "lang";

    /// <summary>Gift cards and store credit put on a checkout; seen by that checkout's page only.</summary>
    public const string Means = "means";

    /// <param name="path">The pages that get it; every page unless said otherwise.</param>
    public static void Set(HttpContext http, string name, string value, TimeSpan? lifetime = null, string path = "/") =>
        http.Response.Cookies.Append(name, value, Options(http, lifetime, path));

    public static void Remove(HttpContext http, string name, string path = "/")
    {
        if (http.Request.Cookies.ContainsKey(name)) http.Response.Cookies.Delete(name, Options(http, null, path));
    }

    /// <summary>A cookie's value when it looks like one of ours; never longer than 100 characters.</summary>
    internal static string? Get(HttpContext http, string name) =>
        http.Request.Cookies[name] is { Length: > 0 and <= 100 } value && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? value : null;

    private static CookieOptions Options(HttpContext http, TimeSpan? lifetime, string path) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = path,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
