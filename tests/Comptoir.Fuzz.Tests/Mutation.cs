using System.Globalization;
using System.Text;

namespace Comptoir.Fuzz.Tests;

/// <summary>Changes to a request: to its members, its method, path, query and headers, its encoding and its framing.</summary>
internal static class Mutation
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "QUERY"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Content-Type", ["", "text/plain", "application/json; charset=utf-16", "application/json;charset=nothing", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=utf-7", "application/xml", ";;;"]),
        ("Content-Encoding", ["gzip", "br", "identity", "x"]),
        ("Accept", ["", "*/*", "text/event-stream", "application/json;q=0", "image/png", ";;;q=x"]),
        ("Accept-Language", ["", "*", "zz", "fr;q=abc", "en-US,en;q=0.5,fr;q=0.4,*;q=0", "x-klingon-private-use-subtag-much-too-long"]),
        ("Accept-Encoding", ["gzip", "br;q=1.0, gzip;q=0", "nothing"]),
        ("Authorization", ["", "Bearer", "Bearer ", "Bearer x", "Basic ====", "Basic Og==", "bearer an-agent", "Digest x", "Bearer \t"]),
        ("UCP-Agent", ["", "profile", "profile=", "profile=\"", "profile=\"http://127.0.0.1:1/p\"", "profile=\"https://[::1]:1/p\"", "profile=\"file:///etc/passwd\"", "profile=\"https://10.0.0.1/p\"", "version=\"1999-01-01\"", "profile=\"x\\\"\";version=2026-04-08", "(a b);c"]),
        ("Idempotency-Key", ["", " ", "a", "é", "\"quoted\""]),
        ("API-Version", ["", "1999-01-01", "2026-01-30", "latest"]),
        ("MCP-Protocol-Version", ["", "2026-07-28", "2024-11-05", "x"]),
        ("Mcp-Method", ["", "tools/list", "x"]),
        ("Mcp-Session-Id", ["x", ""]),
        ("Signature-Input", ["", "sig1=()", "sig1=(\"@method\");keyid=\"x\"", "sig1=(\"@method\" \"@method\")", "sig1=(\"x\";bs \"y\";sf \"z\";key=\"a\");created=99999999999999999999", "sig1=1, sig2=(\"@status\")", "((((", "sig1=(\"@query-param\";name=\"a%zz\")", "a=?1;b=:###:;c=1.5"]),
        ("Signature", ["", "sig1=::", "sig1=:AAAA:", "sig1=\"x\"", "sig1=:" , "other=:AAAA:"]),
        ("Content-Digest", ["", "sha-256=::", "sha-256=:AAAA:", "md5=:AAAA:", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:, sha-512=:x:"]),
        ("Signature-Agent", ["\"http://127.0.0.1:1\"", "sig1=\"https://[::1]:1/\"", "x"]),
        ("Host", ["", "localhost", "evil.example", "[::1]", "a:b:c", "127.0.0.1:99999", "xn--"]),
        ("Origin", ["null", "https://evil.example", "x"]),
        ("Sec-Fetch-Site", ["cross-site", "none", "x"]),
        ("Cookie", ["", "=", ";;;", "a=b; a=c", "comptoir=\"x"]),
        ("If-None-Match", ["*", "\"x\"", "W/", "x"]),
        ("If-Modified-Since", ["x", "Thu, 01 Jan 1970 00:00:00 GMT"]),
        ("Range", ["bytes=0-", "bytes=-1", "x"]),
        ("Expect", ["100-continue", "x"]),
        ("X-Forwarded-For", ["", "x", "::1", "1.2.3.4, 5.6.7.8", "999.1.1.1"]),
        ("X-Forwarded-Proto", ["https", "x", "gopher, https"]),
        ("Traceparent", ["00-0-0-0", "x"]),
        ("Request-Id", ["", "x"]),
        ("Transfer-Encoding", ["gzip, chunked", "x"]),
    ];

    /// <summary>Changes the parts of which the body is made.</summary>
    public static void Parts(Draft d, World world, Random r)
    {
        switch (r.Next(10))
        {
            case < 6 when d.Json is not null:
                d.Json = JsonMutation.Tree(d.Json, r);
                break;
            case < 6 when d.Form is { Count: > 0 } form:
                Pairs(form, world, r, escape: false);
                break;
            case 6 or 7:
                Address(d, world, r);
                break;
            case 8:
                Pairs(d.Query, world, r, escape: true);
                break;
            default:
                if (r.Next(4) == 0) d.Method = Methods[r.Next(Methods.Length)];
                break;
        }
    }

    /// <summary>Changes what is sent, after the body is fixed and perhaps signed.</summary>
    public static void Wire(Draft d, Random r)
    {
        switch (r.Next(12))
        {
            case 0 when d.Headers.Count > 0:
                d.Headers.RemoveAt(r.Next(d.Headers.Count));
                break;
            case 1 when d.Headers.Count > 0:
                d.Headers.Add(d.Headers[r.Next(d.Headers.Count)]);
                break;
            case 2 or 3 when d.Headers.Count > 0:
                var at = r.Next(d.Headers.Count);
                d.Headers[at] = (d.Headers[at].Name, Changed(d.Headers[at].Value, r));
                break;
            case 4 or 5 or 6:
                var (name, values) = Headers[r.Next(Headers.Length)];
                if (r.Next(3) > 0) d.Headers.RemoveAll(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                d.Headers.Add((name, values[r.Next(values.Length)]));
                break;
            case 7:
                d.Chunked = true;
                break;
            case 8 when r.Next(4) == 0:
                d.Length = (d.Body!.Length + r.Next(-3, 50)).ToString(CultureInfo.InvariantCulture);
                break;
            case 9 when d.Form is { } form && d.Body is not null:
                d.Headers.RemoveAll(h => h.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));
                d.Headers.Add(("Content-Type", "multipart/form-data; boundary=b"));
                d.Body = Multipart(form, r);
                break;
            default:
                if (d.Body is { Length: > 0 }) d.Body = JsonMutation.Text(d.Body, r);
                break;
        }
    }

    private static byte[] Multipart(List<(string Name, string Value)> form, Random r)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in form) text.Append(CultureInfo.InvariantCulture, $"--b\r\nContent-Disposition: form-data; name=\"{name}\"{(r.Next(5) == 0 ? "; filename=\"x.csv\"" : "")}\r\n\r\n{value}\r\n");
        if (r.Next(4) > 0) text.Append("--b--\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Address(Draft d, World world, Random r)
    {
        var segments = d.Path.Split('/');
        var at = r.Next(1, Math.Max(2, segments.Length));
        if (at >= segments.Length) return;
        segments[at] = r.Next(9) switch
        {
            0 => world.AnyId(r),
            1 => "%00",
            2 => "..%2f..%2fetc",
            3 => "%ff%fe",
            4 => "",
            5 => new string('a', 1 << r.Next(3, 12)),
            6 => Uri.EscapeDataString(JsonMutation.Odd(r)),
            7 => segments[at] + "%",
            _ => segments[at] + "/" + segments[at],
        };
        d.Path = string.Join('/', segments);
    }

    private static void Pairs(List<(string Name, string Value)> pairs, World world, Random r, bool escape)
    {
        var odd = escape ? Uri.EscapeDataString(JsonMutation.Odd(r)) : JsonMutation.Odd(r);
        if (pairs.Count == 0 || r.Next(8) == 0)
        {
            pairs.Add((r.Next(2) == 0 ? "page" : Uri.EscapeDataString(odd), odd));
            return;
        }

        var at = r.Next(pairs.Count);
        switch (r.Next(6))
        {
            case 0:
                pairs.RemoveAt(at);
                break;
            case 1:
                pairs.Add(pairs[at]);
                break;
            case 2:
                pairs[at] = (pairs[at].Name, world.AnyId(r));
                break;
            case 3 when escape:
                pairs[at] = (pairs[at].Name, "%zz%c3%28");
                break;
            default:
                pairs[at] = (pairs[at].Name, odd);
                break;
        }
    }

    /// <summary>Header values keep to bytes that a header may hold: what may not is the server's parser's matter and tried with whole lines elsewhere.</summary>
    private static string Changed(string value, Random r) => r.Next(8) switch
    {
        0 => "",
        1 => value + value,
        2 => value.ToUpperInvariant(),
        3 => value.Length > 1 ? value[..r.Next(value.Length)] : "x",
        4 => value + new string('x', 1 << r.Next(3, 12)),
        5 => value.Replace("=", ";", StringComparison.Ordinal),
        6 => value + "\u00e9\u0001",
        _ => new string([.. value.Select(c => r.Next(12) == 0 ? (char)r.Next(33, 127) : c)]),
    };
}
