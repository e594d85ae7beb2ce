using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Comptoir.Money.Tests.Servers;

/// <summary>HAProxy before some nodes, as docs/operations would set it up: in turn, and only to those that are ready.</summary>
internal sealed class Balancer : IDisposable
{
    private readonly Process _process;

    private Balancer(Process process, string address) => (_process, Address) = (process, address);

    public static string? Program { get; } = new[] { "/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy" }.FirstOrDefault(File.Exists);

    public string Address { get; }

    public static Balancer Start(string folder, IReadOnlyList<int> nodes)
    {
        var port = FreePorts(1)[0];
        var file = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(file, $"""
            defaults
              mode http
              timeout connect 2s
              timeout client 40s
              timeout server 40s
              retries 3
              option redispatch
              retry-on conn-failure
            listen shop
              bind 127.0.0.1:{port}
              balance roundrobin
              option httpchk GET /health/ready
              default-server check inter 200ms fall 1 rise 1
            {string.Join('\n', nodes.Select((n, i) => $"  server node{i} 127.0.0.1:{n}"))}

            """);
        var process = Process.Start(new ProcessStartInfo(Program!, ["-q", "-db", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new(process, $"http://127.0.0.1:{port}");
    }

    public static IReadOnlyList<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.ConvertAll(l => ((IPEndPoint)l.LocalEndpoint).Port);
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
