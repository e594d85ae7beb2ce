using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Comptoir.Fuzz.Tests;

/// <param name="Status">0: the connection was closed without an answer; -1: none came in time.</param>
/// <param name="Body">Of a stream of events only its beginning.</param>
internal sealed record Answer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    public string? this[string name] => Headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>HTTP/1.1 by hand over a socket: a client library would not send half of what is to be tried. Keeps its connection while the server does.</summary>
internal sealed class Wire(IPEndPoint server) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PatienceWithEvents = TimeSpan.FromSeconds(1);
    private const int MostKept = 256 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _from;
    private int _to;

    public async Task<Answer> SendAsync(byte[] request, bool head, bool ends)
    {
        for (var again = false; ; again = true)
        {
            var fresh = _socket is null;
            try
            {
                using var limit = new CancellationTokenSource(Patience);
                if (_socket is null) await ConnectAsync(limit.Token);
                await WriteAsync(request, limit.Token);
                if (ends) _socket!.Shutdown(SocketShutdown.Send);
                var answer = await ReadAsync(head, limit.Token);
                if (ends || answer["Connection"] == "close") Close();
                return answer;
            }
            catch (OperationCanceledException)
            {
                Close();
                return new(-1, [], "");
            }
            catch (Exception e) when (e is IOException or SocketException or FormatException)
            {
                Close();

                // a connection that was kept may have been closed meanwhile; a new one that is closed at once is the answer
                if (fresh || again) return new(0, [], "");
            }
        }
    }

    public void Dispose() => Close();

    private async Task ConnectAsync(CancellationToken ct)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        (_from, _to) = (0, 0);
        await _socket.ConnectAsync(server, ct);
    }

    /// <summary>A server that refuses a request early stops reading: what it has answered is still to be read.</summary>
    private async Task WriteAsync(byte[] request, CancellationToken ct)
    {
        try
        {
            for (var sent = 0; sent < request.Length;) sent += await _socket!.SendAsync(request.AsMemory(sent), ct);
        }
        catch (SocketException)
        {
            // read on
        }
    }

    private async Task<Answer> ReadAsync(bool head, CancellationToken ct)
    {
        while (true)
        {
            var status = (await LineAsync(ct)).Split(' ', 3);
            if (status.Length < 2 || !int.TryParse(status[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new IOException("No status line.");
            var headers = new List<(string, string)>();
            for (var line = await LineAsync(ct); line.Length > 0; line = await LineAsync(ct))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers.Add((line[..colon], line[(colon + 1)..].Trim()));
            }

            if (code is >= 100 and < 200) continue;
            var answer = new Answer(code, headers, "");
            if (head || code is 204 or 304) return answer;
            return answer with { Body = await BodyAsync(answer, ct) };
        }
    }

    private async Task<string> BodyAsync(Answer answer, CancellationToken ct)
    {
        var kept = new MemoryStream();
        if (answer["Content-Type"]?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
            soon.CancelAfter(PatienceWithEvents);
            try
            {
                await ChunksAsync(kept, soon.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                Close();
            }
        }
        else if (answer["Transfer-Encoding"] == "chunked")
        {
            await ChunksAsync(kept, ct);
        }
        else if (answer["Content-Length"] is { } length)
        {
            await TakeAsync(long.Parse(length, CultureInfo.InvariantCulture), kept, ct);
        }
        else
        {
            while (await FillAsync(ct)) await TakeAsync(_to - _from, kept, ct);
            Close();
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private async Task ChunksAsync(MemoryStream kept, CancellationToken ct)
    {
        while (true)
        {
            var size = long.Parse((await LineAsync(ct)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await TakeAsync(size, kept, ct);
            await LineAsync(ct);
            if (size == 0) return;
        }
    }

    private async Task TakeAsync(long count, MemoryStream kept, CancellationToken ct)
    {
        while (count > 0)
        {
            if (_from == _to && !await FillAsync(ct)) throw new IOException("The answer ended early.");
            var part = (int)Math.Min(count, _to - _from);
            kept.Write(_buffer, _from, (int)Math.Min(part, Math.Max(0, MostKept - kept.Length)));
            (_from, count) = (_from + part, count - part);
        }
    }

    private async Task<string> LineAsync(CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_from == _to && !await FillAsync(ct)) throw new IOException("The connection was closed.");
            var c = (char)_buffer[_from++];
            if (c == '\n') return line.ToString().TrimEnd('\r');
            line.Append(c);
        }
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        if (_from < _to) return true;
        (_from, _to) = (0, await _socket!.ReceiveAsync(_buffer, ct));
        return _to > 0;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
