using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Layout;

/// <summary>The answer to a form: look there, with GET.</summary>
public static class See
{
    /// <param name="path">A path on this server.</param>
    public static IResult Other(string path) => new SeeOther(path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') ? path : "/");

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
