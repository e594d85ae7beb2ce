using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Fuzz.Tests;

/// <summary>A request in its parts, so that they can be changed one by one before it becomes bytes.</summary>
internal sealed class Draft(string door, string method, string path)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4000 };

    /// <summary>For the report.</summary>
    public string Door { get; } = door;

    public string Method { get; set; } = method;

    /// <summary>As it goes on the wire, without the query.</summary>
    public string Path { get; set; } = path;

    public List<(string Name, string Value)> Query { get; init; } = [];

    public List<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>At most one of this and <see cref="Form"/> is set.</summary>
    public JsonNode? Json { get; set; }

    public List<(string Name, string Value)>? Form { get; set; }

    /// <summary>The body's bytes, once it is fixed.</summary>
    public byte[]? Body { get; set; }

    /// <summary>Signed with that key after its parts were changed; null: not signed.</summary>
    public SigningKey? Key { get; set; }

    /// <summary>Overrides the true length; null: true.</summary>
    public string? Length { get; set; }

    /// <summary>The body goes in chunks.</summary>
    public bool Chunked { get; set; }

    /// <summary>The sender says nothing more after the request, since its framing may be broken.</summary>
    public bool Ends => Length is not null;

    public string Target => Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query.Select(q => $"{q.Name}={q.Value}"))}";

    public Draft With(string header, string value)
    {
        Headers.Add((header, value));
        return this;
    }

    /// <summary>Turns the parts of the body into bytes.</summary>
    public void Fix()
    {
        if (Body is not null) return;
        if (Json is not null)
        {
            Body = Encoding.UTF8.GetBytes(Json.ToJsonString(Plain));
            if (!Has("Content-Type")) Headers.Add(("Content-Type", "application/json"));
        }
        else if (Form is not null)
        {
            Body = Encoding.UTF8.GetBytes(string.Join('&', Form.Select(f => $"{Escaped(f.Name)}={Escaped(f.Value)}")));
            if (!Has("Content-Type")) Headers.Add(("Content-Type", "application/x-www-form-urlencoded"));
        }
        else
        {
            Body = [];
        }
    }

    /// <summary>Adds a good signature over what is there.</summary>
    public void Sign(Uri server)
    {
        if (Key is null || !Uri.TryCreate(server, Target, out var target)) return;
        if (Body!.Length > 0) Headers.Add(("Content-Digest", ContentDigest.Of(Body)));
        var message = SignedMessage.To(Method, target, name => Headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).ToArray(), Body);
        var signed = SignatureSigner.Sign(message, Key, DateTimeOffset.UtcNow);
        Headers.Add(("Signature-Input", signed.Input));
        Headers.Add(("Signature", signed.Signature));
    }

    public byte[] Bytes(string host)
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        if (!Has("Host")) head.Append("Host: ").Append(host).Append("\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        var body = Body ?? [];
        if (Chunked) head.Append("Transfer-Encoding: chunked\r\n");
        else if (Length is not null || body.Length > 0 || Method is "POST" or "PUT" or "PATCH") head.Append("Content-Length: ").Append(Length ?? body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append("\r\n");
        head.Append("\r\n");
        var bytes = new MemoryStream();
        bytes.Write(Encoding.Latin1.GetBytes(head.ToString()));
        if (!Chunked)
        {
            bytes.Write(body);
        }
        else
        {
            for (var at = 0; at < body.Length;)
            {
                var size = Math.Min(body.Length - at, 1 + (at * 7 + 13) % 900);
                bytes.Write(Encoding.ASCII.GetBytes($"{size:x}\r\n"));
                bytes.Write(body, at, size);
                bytes.Write("\r\n"u8);
                at += size;
            }

            bytes.Write("0\r\n\r\n"u8);
        }

        return bytes.ToArray();
    }

    public bool Has(string header) => Headers.Any(h => h.Name.Equals(header, StringComparison.OrdinalIgnoreCase));

    /// <summary>Also text with half a character in it can be escaped.</summary>
    private static string Escaped(string text) => Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
}
