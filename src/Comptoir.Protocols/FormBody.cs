using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Comptoir.Protocols;

/// <summary>A posted form of bounded size.</summary>
internal static class FormBody
{
    private const int MaxBytes = 16 * 1024;

    private static readonly FormOptions Limits = new() { BufferBodyLengthLimit = MaxBytes, MultipartBodyLengthLimit = MaxBytes, ValueCountLimit = 30, KeyLengthLimit = 100, ValueLengthLimit = 8 * 1024 };

    /// <summary>Null when the body is no form, too large, broken, or in an encoding that is not read here.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength > MaxBytes) return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBytes;
        try
        {
            return await http.Request.ReadFormAsync(Limits, http.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or BadHttpRequestException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
