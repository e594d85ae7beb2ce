using Comptoir.Catalog.Shops;
using Comptoir.Search;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Texts;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Access;

/// <summary>Stands before every page of the console: headers, sender, key, form, shop and language, in this order.</summary>
internal sealed class ConsoleGate(ConsoleSessions sessions, SignInPause pause, IOptions<ConsoleOptions> options, ProductSearch search, TimeProvider time) : IEndpointFilter
{
    public const string Cookie = "comptoir_console";

    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Marks endpoints that are reached without the key: the sign-in page.</summary>
    public sealed record Open;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        AddHeaders(http.Response.Headers);
        var texts = ConsoleTexts.In(http.Request.Query["lang"].ToString(), null, http.Request.Headers.AcceptLanguage.ToString());

        var bearer = BearerOf(http.Request);
        if (bearer is null && !SameOrigin.Allows(http.Request)) return Problem(403, texts.RefusedSender);

        ConsoleSession? session;
        if (bearer is not null)
        {
            var address = AddressOf(http);
            if (pause.Paused(address)) return Problem(429, texts.TooManyTries);
            if (!options.Value.Opens(bearer))
            {
                pause.Wrong(address);
                return Unauthorized(http, texts);
            }

            session = null;
        }
        else
        {
            session = sessions.Find(http.Request.Cookies[Cookie]);
            if (session is null && http.GetEndpoint()?.Metadata.GetMetadata<Open>() is null)
                return WantsPage(http.Request) ? Results.Redirect(SignInPath(http.Request)) : Unauthorized(http, texts);
        }

        texts = Remember(session, http.Request, texts);
        ConsoleForm? form = null;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            form = await ConsoleForm.ReadAsync(http.Request, texts, http.RequestAborted);
            if (form is null) return Problem(400, texts.UnreadableForm);
        }

        var context = new ConsoleContext(ShopOf(session, http.Request), search.Shops, texts, http.Request, time.GetUtcNow(), session, form);
        if (context.CurrentShop is null && http.GetEndpoint()?.Metadata.GetMetadata<Open>() is null) return Page.Show<NoShopPage>(context, 404);
        http.Items[typeof(ConsoleContext)] = context;
        return await next(invocation);
    }

    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "local";

    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    private static bool WantsPage(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static string SignInPath(HttpRequest request) =>
        request.Path.Value is null or "/console" or "/console/" ? "/console/sign-in"
        : "/console/sign-in?next=" + Uri.EscapeDataString(request.Path + request.QueryString);

    private static ConsoleTexts Remember(ConsoleSession? session, HttpRequest request, ConsoleTexts texts)
    {
        var asked = request.Query["lang"].ToString();
        if (session is not null && asked is "en" or "fr") session.Language = asked;
        return session?.Language is { } kept ? ConsoleTexts.In(kept, null, null) : texts;
    }

    private Shop? ShopOf(ConsoleSession? session, HttpRequest request)
    {
        var asked = request.Query["shop"].ToString();
        if (asked.Length > 0 && search.FindShop(asked) is { } chosen)
        {
            if (session is not null) session.ShopId = chosen.Id;
            return chosen;
        }

        return (session?.ShopId is { } kept ? search.FindShop(kept) : null) ?? search.ShopForHost(request.Host.Host);
    }

    private static IResult Unauthorized(HttpContext http, ConsoleTexts texts)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"console\"";
        return Problem(401, texts.KeyNeeded);
    }

    private static IResult Problem(int status, string title) => Results.Problem(statusCode: status, title: title);

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
