using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Protocols.Trust;

namespace Comptoir.Web.Console.Agents.Trying;

/// <summary>One request with its answer, as they were on the wire.</summary>
/// <param name="What">What the agent wants, in the operator's language.</param>
/// <param name="Request">Method, address, headers and body.</param>
/// <param name="Status">0: there was no answer.</param>
/// <param name="Milliseconds">Until the answer was there.</param>
public sealed record WalkStep(string What, string Call, string Request, int Status, string Answer, long Milliseconds, bool Good);

/// <summary>A step went another way than a purchase goes.</summary>
internal sealed class WalkEnded(string why) : Exception(why);

/// <summary>What an agent says to this server over HTTP, signed, and what it hears; every exchange is kept.</summary>
/// <param name="server">An address that this process listens on.</param>
/// <param name="host">The name under which the shop is reached; it is what the requests name.</param>
internal sealed class Walk(HttpClient http, Uri server, string host, TrialAgent agent, TimeProvider time)
{
    private const int MostShown = 12_000;
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly HashSet<string> Uninteresting = new(StringComparer.OrdinalIgnoreCase) { "Date", "Server", "Vary", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Transfer-Encoding" };
    private readonly List<WalkStep> _steps = [];

    public IReadOnlyList<WalkStep> Steps => _steps;

    /// <summary>The base of addresses as the shop's answers write them.</summary>
    public string BaseUrl => $"{server.Scheme}://{host}";

    public string NewKey() => Ids.New("try", time);

    /// <summary>The agent's own, for doors that let in by a key.</summary>
    public string Token => agent.Token;

    public string InAnHour => time.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A JSON request; the answer as an object, empty when it is none.</summary>
    /// <exception cref="WalkEnded">The status is none of 2xx, or <paramref name="judge"/> says what is wrong.</exception>
    public async Task<JsonObject> CallAsync(string what, HttpMethod method, string path, JsonNode? body, bool signed, CancellationToken ct, Func<JsonObject, string?>? judge = null, params (string Name, string Value)[] headers)
    {
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        var (_, text) = await SendAsync(what, method, path, bytes, "application/json", signed, headers, answer => judge?.Invoke(Parsed(answer)), ct);
        return Parsed(text);
    }

    /// <summary>A page, as the buyer's browser would ask for it; gives where it leads (null: nowhere) and its text.</summary>
    public Task<(Uri? Leads, string Text)> BrowseAsync(string what, HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form, string language, CancellationToken ct, string accept = "text/html")
    {
        var bytes = form is null ? [] : Encoding.UTF8.GetBytes(string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")));
        return SendAsync(what, method, path, bytes, "application/x-www-form-urlencoded", signed: false, [("Accept", accept), ("Accept-Language", language), ("Sec-Fetch-Site", "same-origin")], null, ct);
    }

    private async Task<(Uri? Leads, string Text)> SendAsync(string what, HttpMethod method, string path, byte[] body, string type, bool signed, IReadOnlyList<(string Name, string Value)> given, Func<string, string?>? judge, CancellationToken ct)
    {
        List<KeyValuePair<string, string>> headers = [.. given.Select(h => KeyValuePair.Create(h.Name, h.Value))];
        if (body.Length > 0) headers.Add(new("Content-Type", type));
        if (signed)
        {
            headers.Add(new("UCP-Agent", $"profile=\"{TrialAgent.ProfileUrl}\""));
            headers.AddRange(agent.Sign(method.Method, new Uri(BaseUrl + path), headers, body, time.GetUtcNow()));
        }

        using var request = new HttpRequestMessage(method, new Uri(server, path));
        request.Headers.Host = host;
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        var said = $"{method} {path} HTTP/1.1\nHost: {host}\n{string.Join('\n', headers.Select(h => $"{h.Key}: {Masked(h.Key, h.Value)}"))}{(body.Length > 0 ? "\n\n" + Shown(Encoding.UTF8.GetString(body)) : "")}";
        var began = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            var wrong = (int)response.StatusCode is < 200 or >= 400 ? $"HTTP {(int)response.StatusCode}" : judge?.Invoke(text);
            var heard = $"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}\n{Lines(response.Headers)}{Lines(response.Content.Headers)}\n{Shown(text)}";
            _steps.Add(new(what, $"{method} {path}", said, (int)response.StatusCode, heard, (long)time.GetElapsedTime(began).TotalMilliseconds, wrong is null));
            return wrong is null ? (response.Headers.Location, text) : throw new WalkEnded(wrong);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            _steps.Add(new(what, $"{method} {path}", said, 0, e.Message, (long)time.GetElapsedTime(began).TotalMilliseconds, false));
            throw new WalkEnded(e.Message);
        }
    }

    private static JsonObject Parsed(string text)
    {
        // an answer over MCP may come as one event
        var json = text.StartsWith('{') ? text : text.Split('\n').FirstOrDefault(l => l.StartsWith("data: {", StringComparison.Ordinal))?[6..];
        try
        {
            return json is null ? [] : JsonNode.Parse(json) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Shown(string text)
    {
        var whole = Parsed(text) is { Count: > 0 } json ? json.ToJsonString(Readable) : text;
        return whole.Length > MostShown ? whole[..MostShown] + "\n…" : whole;
    }

    /// <summary>The page may be photographed: a token that opens a door is not on it.</summary>
    private static string Masked(string header, string value) => header == "Authorization" ? "Bearer •••" : value;

    private static string Lines(HttpHeaders headers) =>
        string.Concat(headers.Where(h => !Uninteresting.Contains(h.Key) && h.Key != "Set-Cookie").SelectMany(h => h.Value.Select(v => $"{h.Key}: {v}\n")));
}
