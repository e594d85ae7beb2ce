using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Comptoir.Compute.Setup;
using Microsoft.Extensions.Configuration;

namespace Comptoir.Compute.Providers;

/// <summary>Sends calls to providers. Follows no redirects, keeps no cookies, unpacks nothing, and goes only where the setup says.</summary>
public sealed class Upstream : IDisposable
{
    private static readonly HttpRequestOptionsKey<Connection> ConnectionKey = new("comptoir.connection");

    private readonly IConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly HttpClient _fresh;

    public Upstream(IConfiguration configuration, TimeProvider time)
    {
        (_configuration, _time) = (configuration, time);
        // below the time after which providers close their end, so that a dying connection is seldom taken
        _client = Client(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(5));
        _fresh = Client(TimeSpan.Zero, TimeSpan.Zero);
    }

    /// <summary>Answers when the headers are there.</summary>
    /// <param name="path">After the provider's address, with a leading slash.</param>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(Provider provider, string path, JsonObject body, bool stream, CancellationToken ct)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString(ComputeJson.Wire));
        var connection = new Connection();
        using var first = Request(provider, path, bytes, stream, connection);
        try
        {
            return await _client.SendAsync(first, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException e) when (!connection.New && e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown && e.StatusCode is null)
        {
            // a connection from before that died before a byte of the answer: the provider had closed it while it was being taken
            using var again = Request(provider, path, bytes, stream, connection);
            return await _fresh.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, ct);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _fresh.Dispose();
    }

    private HttpRequestMessage Request(Provider provider, string path, byte[] body, bool stream, Connection connection)
    {
        var query = provider.Query.Count == 0 ? "" : "?" + string.Join('&', provider.Query.Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"));
        var request = new HttpRequestMessage(HttpMethod.Post, provider.Url.TrimEnd('/') + path + query) { Content = new ByteArrayContent(body), Version = HttpVersion.Version11 };
        request.Options.Set(ConnectionKey, connection);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Accept", stream && provider.Dialect != ProviderDialect.Bedrock ? "text/event-stream" : "application/json");
        foreach (var (name, value) in provider.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (provider.Dialect == ProviderDialect.Anthropic && !provider.Headers.ContainsKey("anthropic-version")) request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        if (provider.Auth == ProviderAuth.None || provider.Secret is null) return request;
        var secret = _configuration[$"Compute:Secrets:{provider.Secret}"] ?? "";
        switch (provider.Auth)
        {
            case ProviderAuth.Usual when provider.Dialect == ProviderDialect.Bedrock:
                AwsSignature.Sign(request, body, provider.Region!, "bedrock", secret, _time.GetUtcNow());
                break;
            case ProviderAuth.Usual when provider.Dialect == ProviderDialect.Anthropic:
                request.Headers.TryAddWithoutValidation("x-api-key", secret);
                break;
            case ProviderAuth.ApiKey:
                request.Headers.TryAddWithoutValidation("api-key", secret);
                break;
            default:
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
                break;
        }

        return request;
    }

    private static HttpClient Client(TimeSpan idle, TimeSpan lifetime) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionIdleTimeout = idle,
        PooledConnectionLifetime = lifetime,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxConnectionsPerServer = 4096,
        ConnectCallback = async (context, ct) =>
        {
            if (context.InitialRequestMessage.Options.TryGetValue(ConnectionKey, out var connection)) connection.New = true;
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Whether a connection was opened for a call.</summary>
    private sealed class Connection
    {
        public bool New;
    }
}
