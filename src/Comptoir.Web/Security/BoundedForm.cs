using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Comptoir.Web.Security;

/// <summary>A posted form read within bounds: whatever a client sends, fields come out as short clean strings.</summary>
public sealed class BoundedForm
{
    private const long MaxBytes = 64 * 1024;

    private static readonly FormOptions Limits = new()
    {
        BufferBodyLengthLimit = MaxBytes,
        MultipartBodyLengthLimit = MaxBytes,
        ValueCountLimit = 400,
        KeyLengthLimit = 200,
        ValueLengthLimit = 16 * 1024,
        MultipartHeadersLengthLimit = 4096,
    };

    private readonly IFormCollection _form;

    private BoundedForm(IFormCollection form) => _form = form;

    public IEnumerable<string> Names => _form.Keys;

    /// <summary>Null when the body is no form, too big or broken.</summary>
    public static async Task<BoundedForm?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType || request.ContentLength > MaxBytes) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBytes;
        try
        {
            return new BoundedForm(await request.ReadFormAsync(Limits, ct));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The first value of a field, trimmed, without control characters, cut to <paramref name="max"/> characters; null when empty.</summary>
    public string? Text(string name, int max = 200)
    {
        if (!_form.TryGetValue(name, out var values) || values is not [{ } value, ..]) return null;
        return Clean(value, max);
    }

    /// <summary>A password or token: as typed, only bounded; null when empty or longer.</summary>
    public string? Secret(string name, int max = 256) =>
        _form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] && value.Length <= max ? value : null;

    /// <summary>A whole number, null when it is none.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name, 20), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The box is ticked.</summary>
    public bool Ticked(string name) => Text(name, 10) is "on" or "true" or "1" or "yes";

    internal static string? Clean(string? value, int max)
    {
        if (value is null) return null;
        var kept = value.Length > max * 4 ? value[..(max * 4)] : value;
        var clean = string.Concat(kept.Select(c => c is '\n' or '\t' or '\r' ? ' ' : c).Where(c => !char.IsControl(c))).Trim();
        if (clean.Length > max) clean = clean[..max];
        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1])) clean = clean[..^1];
        return clean.Length == 0 ? null : clean;
    }
}
