using System.Net;
using System.Net.Sockets;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// The only way out to addresses that agents name (profiles, webhooks): https to public addresses, checked on the address that the
/// connection is really made to, no redirects, no proxies, three seconds.
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    private readonly UcpOptions _options;
    private readonly HttpClient _client;

    public GuardedHttp(IOptions<UcpOptions> options)
    {
        _options = options.Value;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = TimeSpan.FromSeconds(3) };
    }

    /// <summary>True when calls to that address may be tried: https, or plain http to this machine where that is allowed.</summary>
    public bool Allows(string? url) => Parse(url) is not null;

    /// <summary>The address when calls to it may be tried; null otherwise.</summary>
    public Uri? Parse(string? url) =>
        url is { Length: <= 2000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Host.Length > 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && _options.AllowLoopback && uri.IsLoopback))
            ? uri
            : null;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) =>
        Allows(request.RequestUri?.OriginalString)
            ? _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct)
            : throw new HttpRequestException("The address may not be called.");

    public void Dispose() => _client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        if (addresses.Length == 0 || !addresses.All(a => PublicAddress.IsPublic(a) || (_options.AllowLoopback && IPAddress.IsLoopback(a))))
            throw new HttpRequestException("The host has an address that is not public.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
