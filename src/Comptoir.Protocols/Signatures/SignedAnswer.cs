using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Signatures;

/// <summary>Signs an answer with the shop's key (RFC 9421): digest, signature input and signature among its headers.</summary>
internal static class SignedAnswer
{
    /// <param name="body">As it travels.</param>
    public static async Task AddAsync(HttpResponse response, ShopKeys keys, string shopId, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken ct)
    {
        var headers = response.Headers;
        headers["Content-Digest"] = ContentDigest.Of(body.Span);
        headers.ContentType = "application/json";
        var signature = SignatureSigner.Sign(SignedMessage.Answer(response.StatusCode, name => headers[name], body), await keys.SigningAsync(shopId, ct), now);
        (headers["Signature-Input"], headers["Signature"]) = (signature.Input, signature.Signature);
    }
}
