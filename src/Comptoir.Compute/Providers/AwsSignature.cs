using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Comptoir.Compute.Providers;

/// <summary>AWS Signature Version 4, as published in AWS's "Create a signed AWS API request".</summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <param name="secret"><c>access key id:secret access key</c>, or with a session token after a further colon.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, string region, string service, string secret, DateTimeOffset at)
    {
        var parts = secret.Split(':', 3);
        if (parts.Length < 2) throw new HttpRequestException("The secret for AWS is not written as 'access key id:secret access key'.");
        var moment = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var url = request.RequestUri!;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = url.IsDefaultPort ? url.Host : $"{url.Host}:{url.Port}",
            ["x-amz-date"] = moment,
        };
        if (request.Content?.Headers.ContentType is { } type) headers["content-type"] = type.ToString();
        if (parts.Length == 3) headers["x-amz-security-token"] = parts[2];
        foreach (var (name, value) in headers)
            if (name.StartsWith("x-amz-", StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation(name, value);
        var (scope, signed) = ($"{moment[..8]}/{region}/{service}/aws4_request", string.Join(';', headers.Keys));
        var canonical = string.Join('\n', request.Method.Method, Path(url), Query(url), string.Concat(headers.Select(h => $"{h.Key}:{h.Value.Trim()}\n")), signed, Hex(SHA256.HashData(body)));
        var text = string.Join('\n', Algorithm, moment, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = new[] { moment[..8], region, service, "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + parts[1]), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={parts[0]}/{scope}, SignedHeaders={signed}, Signature={Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))}");
    }

    /// <summary>Each segment encoded once more than it travels, as every service but S3 wants it.</summary>
    private static string Path(Uri url) => url.AbsolutePath.Length == 0 ? "/" : string.Join('/', url.AbsolutePath.Split('/').Select(Encode));

    private static string Query(Uri url) => string.Join('&', url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).Select(p => (Name: Encode(Uri.UnescapeDataString(p[0])), Value: Encode(p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "")))
        .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
