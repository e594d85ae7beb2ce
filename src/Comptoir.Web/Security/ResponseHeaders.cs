using Comptoir.Protocols.Embedded;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Security;

/// <summary>Headers that keep a browser from doing what no page here asks for.</summary>
internal static class ResponseHeaders
{
    private const string Policy =
        "default-src 'self'; img-src 'self' https: data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    /// <summary>Lets a form of this page end at one more place, where its answer redirects to; empty: nowhere else.</summary>
    internal static void AllowFormTo(HttpContext http, string source) =>
        http.Response.Headers.ContentSecurityPolicy = Policy.Replace("form-action 'self'", $"form-action 'self' {source}".TrimEnd(), StringComparison.Ordinal) + "'none'";

    /// <summary>Sets them when the response starts; what an endpoint set itself stays.</summary>
    internal static void SetOnStart(HttpContext http) => http.Response.OnStarting(() =>
    {
        var headers = http.Response.Headers;
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        // never for a name of this machine, where other servers may speak plain HTTP
        if (http.Request.IsHttps && http.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]")) headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            headers.TryAdd("Content-Security-Policy", Policy + Ancestors(http));
            headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        }

        return Task.CompletedTask;
    });

    /// <summary>Who may show the page inside a page of theirs: a cart by its id, a checkout and the order that comes of it whoever embeds checkouts, the rest nobody.</summary>
    private static string Ancestors(HttpContext http)
    {
        var path = http.Request.Path;
        var embeddable = path.StartsWithSegments("/checkout") || (path.StartsWithSegments("/cart", out var cart) && cart.HasValue) || path.StartsWithSegments("/orders");
        return (embeddable ? http.RequestServices.GetService<EmbeddedOrigins>()?.FrameAncestors : null) ?? "'none'";
    }
}
