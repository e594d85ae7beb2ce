using System.Text.Encodings.Web;
using Comptoir.Storage;

namespace Comptoir;

/// <summary>A request that the database could not serve is refused with 503 and a sentence, at every door; what was asked may be asked again.</summary>
internal static class StorageAway
{
    private const int RetrySeconds = 2;

    public static void UseStorageAway(this WebApplication app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (StorageFault.MeansAway(e) && !http.RequestAborted.IsCancellationRequested)
        {
            app.Logger.LogError("The database did not serve {Method} {Path}: {Reason}", http.Request.Method, http.Request.Path, e.GetBaseException().Message);

            // half an answer must not look like a whole one
            if (http.Response.HasStarted) http.Abort();
            else await RefuseAsync(http);
        }
    });

    private static async Task RefuseAsync(HttpContext http)
    {
        var french = http.Request.Headers.AcceptLanguage.ToString().StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var (title, detail) = french
            ? ("Momentanément indisponible", "La boutique ne peut pas enregistrer cette demande pour l’instant. Réessayez dans un instant.")
            : ("Unavailable for the moment", "The shop cannot take this request just now. Please try again in a moment.");
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetrySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync($"<!doctype html><html lang=\"{(french ? "fr" : "en")}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title><main><h1>{Text(title)}</h1><p>{Text(detail)}</p></main></html>");
            return;
        }

        // RFC 9457's members beside those of a UCP error
        await http.Response.WriteAsJsonAsync(new { type = "about:blank", title, status = 503, detail, code = "unavailable", content = detail }, options: null, "application/problem+json");

        static string Text(string plain) => HtmlEncoder.Default.Encode(plain);
    }
}
