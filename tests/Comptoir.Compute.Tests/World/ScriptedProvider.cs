using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Compute.Tests.World;

/// <summary>A provider over real sockets that writes exactly the bytes that a test wants, when it wants them.</summary>
public sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<ProviderRequest, ProviderWire, Task> _script;
    private readonly Task _run;

    public ScriptedProvider(Func<ProviderRequest, ProviderWire, Task> script)
    {
        _script = script;
        _listener.Start();
        _run = AcceptAsync();
    }

    /// <summary>Answers every call with the same JSON.</summary>
    public static ScriptedProvider Json(string body, int status = 200, string headers = "") => new((_, wire) => wire.JsonAsync(body, status, headers));

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentQueue<ProviderRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _run;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            try
            {
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    var wire = new ProviderWire(stream, _end.Token);
                    await _script(request, wire);
                    if (wire.Closes) return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // the gateway went away
            }
        }
    }

    private async Task<ProviderRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0) return null;
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).ToDictionary(p => p[0].ToLowerInvariant(), p => p[1].Trim());
        var body = new byte[int.Parse(headers.GetValueOrDefault("content-length", "0"))];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new(lines[0].Split(' ')[1], headers, body.Length == 0 ? [] : (JsonObject)JsonNode.Parse(body)!);
    }
}

public sealed record ProviderRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body)
{
    public string Model => Body["model"]?.GetValue<string>() ?? "";

    public bool Stream => Body["stream"]?.GetValue<bool>() ?? false;
}

/// <summary>What a script writes.</summary>
public sealed class ProviderWire(NetworkStream stream, CancellationToken end)
{
    /// <summary>The connection is closed after this answer.</summary>
    public bool Closes { get; set; }

    public async Task RawAsync(string text) => await RawAsync(Encoding.UTF8.GetBytes(text));

    public async Task RawAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, end);
        await stream.FlushAsync(end);
    }

    public Task JsonAsync(string body, int status = 200, string headers = "") =>
        RawAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Begins a stream that ends when the connection is closed.</summary>
    public Task BeginStreamAsync(string headers = "", string type = "text/event-stream")
    {
        Closes = true;
        return RawAsync($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{headers}Connection: close\r\n\r\n");
    }

    /// <summary>A whole stream at once.</summary>
    public async Task StreamAsync(params string[] data)
    {
        await BeginStreamAsync();
        await RawAsync(string.Concat(data.Select(d => $"data: {d}\n\n")));
    }

    /// <summary>Waits until the other side has gone away.</summary>
    public async Task<bool> GoneAsync(TimeSpan most)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(most);
        try
        {
            return await stream.ReadAsync(new byte[1], limit.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
