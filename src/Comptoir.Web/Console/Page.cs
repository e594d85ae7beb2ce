using Comptoir.Ordering.Audit;
using Comptoir.Web.Console.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Comptoir.Web.Console;

/// <summary>A page of the console without a model of its own.</summary>
public abstract class PageBase : ComponentBase
{
    [Parameter, EditorRequired]
    public ConsoleContext Console { get; set; } = null!;

    protected Texts.ConsoleTexts T => Console.T;
}

/// <summary>A page that shows a model.</summary>
public abstract class PageBase<TModel> : PageBase
{
    [Parameter, EditorRequired]
    public TModel Model { get; set; } = default!;
}

/// <summary>Answers with pages and with the redirect that follows a change.</summary>
internal static class Page
{
    public static IResult Show<TPage>(ConsoleContext console, int status = 200)
        where TPage : PageBase =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(PageBase.Console)] = console }) { StatusCode = status };

    public static IResult Show<TPage, TModel>(ConsoleContext console, TModel model, int status = 200)
        where TPage : PageBase<TModel> =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(PageBase.Console)] = console, [nameof(PageBase<TModel>.Model)] = model }) { StatusCode = status };

    public static IResult NotFound(ConsoleContext console) => Show<NotFoundPage>(console, 404);

    /// <summary>See Other: the change is done, look at <paramref name="path"/>, which says <paramref name="flash"/>.</summary>
    public static IResult Done(ConsoleContext console, string path, string? flash = null)
    {
        if (flash is not null) console.Say(flash);
        return new SeeOther(path);
    }

    /// <summary>The same when nothing was changed: the page says why.</summary>
    public static IResult NotDone(ConsoleContext console, string path, string why)
    {
        console.Outcome = AuditEntry.Refused;
        return Done(console, path, why);
    }
}

/// <summary>303: after a POST the browser asks for the page with GET.</summary>
internal sealed class SeeOther(string path) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status303SeeOther;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
