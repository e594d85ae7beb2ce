using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Operators;
using Comptoir.Search;
using Comptoir.Web.Console.Audit;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Texts;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Access;

/// <summary>
/// Stands before every page of the console: sender, operator, right, form, shop and language, in this order; and behind every change,
/// which it writes into the audit log.
/// </summary>
internal sealed class ConsoleGate(ConsoleSessions sessions, Keys keys, SignInLimit limit, Flash flash, ConsoleAudit audit, ProductSearch search, TimeProvider time) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        ConsoleHeaders.Add(http.Response.Headers);
        var entry = await EnterAsync(http);
        if (entry.Context is not { } context) return entry.Refusal;
        http.Items[typeof(ConsoleContext)] = context;
        if (entry.Refusal is { } refusal)
        {
            await audit.WriteAsync(context, StatusCodes.Status403Forbidden);
            return refusal;
        }

        if (context.PostedForm is null) return await next(invocation);
        try
        {
            var result = await next(invocation);
            await audit.WriteAsync(context, (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK);
            return result;
        }
        catch
        {
            await audit.WriteAsync(context, StatusCodes.Status500InternalServerError);
            throw;
        }
    }

    /// <summary>A context to go on with, or a refusal; both for what an operator asked without the right to it.</summary>
    private async Task<(ConsoleContext? Context, IResult? Refusal)> EnterAsync(HttpContext http)
    {
        var request = http.Request;
        var texts = TextsOf(http);
        var bearer = BearerOf(request);
        if (bearer is null && !SameOrigin.Allows(request)) return (null, Problem(403, texts.RefusedSender));

        var reading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var right = Rights.Of(http.GetEndpoint());
        Operator? signedIn;
        if (bearer is not null)
        {
            // a right key costs no write: only wrong ones are counted
            if (await limit.IsPausedAsync(http)) return (null, SignInLimit.Refusal(http, texts));
            signedIn = (await keys.FindAsync(bearer, http.RequestAborted))?.Operator;
            if (signedIn is null)
            {
                await limit.TryAsync(http);
                await audit.WrongKeyAsync();
                return (null, Unauthorized(http, texts));
            }
        }
        else
        {
            signedIn = await sessions.FindAsync(request.Cookies[ConsoleCookies.Session], http.RequestAborted);
            if (signedIn is null && right != ConsoleAction.SignIn) return (null, reading ? Results.Redirect(SignInPath(request)) : Unauthorized(http, texts));
        }

        ConsoleForm? form = null;
        if (!reading)
        {
            form = await ConsoleForm.ReadAsync(request, texts, http.RequestAborted);
            if (form is null) return (null, Problem(400, texts.UnreadableForm));
        }

        var context = new ConsoleContext(ShopOf(http, signedIn), search.Shops, texts, request, time.GetUtcNow(), signedIn, bearer is null ? flash : null, form);
        if (right != ConsoleAction.SignIn && !(reading && right is null) && (right is not { } needed || !context.May(needed)))
            return (context, Page.Show<ForbiddenPage>(context, 403));
        return context.CurrentShop is null && !Rights.OfWholeServer(right)
            ? (null, Page.Show<NoShopPage>(context, 404))
            : (context, null);
    }

    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    private static string SignInPath(HttpRequest request) =>
        request.Path.Value is null or "/console" or "/console/" ? "/console/sign-in"
        : "/console/sign-in?next=" + Uri.EscapeDataString(request.Path + request.QueryString);

    private static ConsoleTexts TextsOf(HttpContext http)
    {
        var asked = http.Request.Query["lang"].ToString();
        if (asked is "en" or "fr") ConsoleCookies.Remember(http, ConsoleCookies.Language, asked);
        return ConsoleTexts.In(asked, http.Request.Cookies[ConsoleCookies.Language], http.Request.Headers.AcceptLanguage.ToString());
    }

    private Shop? ShopOf(HttpContext http, Operator? signedIn)
    {
        if (signedIn is null) return search.ShopForHost(http.Request.Host.Host);
        var asked = http.Request.Query["shop"].ToString();
        if (asked.Length > 0 && search.FindShop(asked) is { } chosen)
        {
            ConsoleCookies.Remember(http, ConsoleCookies.Shop, chosen.Id);
            return chosen;
        }

        return (http.Request.Cookies[ConsoleCookies.Shop] is { Length: > 0 } kept ? search.FindShop(kept) : null) ?? search.ShopForHost(http.Request.Host.Host);
    }

    private static IResult Unauthorized(HttpContext http, ConsoleTexts texts)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"console\"";
        return Problem(401, texts.KeyNeeded);
    }

    private static IResult Problem(int status, string title) => Results.Problem(statusCode: status, title: title);
}
