using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Layout;

/// <summary>The answer of every page before the first shop is imported.</summary>
internal static class NoShop
{
    public static IResult Page { get; } = Results.Content(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Comptoir</title></head><body><main><h1>Comptoir</h1><p>No shop has been set up here yet. Import a catalogue or start the demo.</p></main></body></html>",
        "text/html; charset=utf-8",
        statusCode: StatusCodes.Status503ServiceUnavailable);
}
