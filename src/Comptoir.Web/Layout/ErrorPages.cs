using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Comptoir.Web.Layout;

/// <summary>People who meet an error get a page in their language with ways on; programs keep the bare status.</summary>
internal sealed partial class ErrorPages(RequestDelegate next, Visits visits, ILogger<ErrorPages> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Failed(log, e, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentType is null && WantsPage(http.Request))
            await ShowAsync(http);
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private async Task ShowAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (await visits.OpenAsync(http, http.RequestAborted) is not { } visit) return;
        await Html.Page<ErrorPage>(new ErrorModel(visit, status), status).ExecuteAsync(http);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, Exception error, string method, string path);
}

/// <param name="Status">HTTP status.</param>
public sealed record ErrorModel(Visit Visit, int Status);
