using Comptoir.Ordering.Payments.Webhooks;
using Comptoir.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.ShopPages.Payments;

/// <summary>Where payment providers tell what happens: <c>POST /webhooks/payments/{handler}</c>, read as bytes since the signature is over them.</summary>
internal static class PaymentWebhookEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/webhooks/payments/{handler}", ReceiveAsync).ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(string handler, HttpContext http, ProductSearch search, PaymentInbox inbox, CancellationToken ct)
    {
        if (search.ShopForHost(http.Request.Host.Host) is not { } shop) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (await ReadAsync(http.Request, ct) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        return await inbox.ReceiveAsync(shop.Id, handler, body, name => http.Request.Headers[name] is [{ } value] ? value : null, ct) switch
        {
            InboxAnswer.Unknown => Results.NotFound(),
            InboxAnswer.NotGenuine => Results.BadRequest(),
            _ => Results.Ok(),
        };
    }

    /// <summary>Null: too long.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > PaymentInbox.LargestBody) return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > PaymentInbox.LargestBody) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
