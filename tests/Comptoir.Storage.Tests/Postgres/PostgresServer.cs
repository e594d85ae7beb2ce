using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Comptoir.Storage.Tests.Postgres;

/// <summary>
/// A PostgreSQL of one's own: made by initdb in a temporary folder, on a free port of this machine, gone at the end. Depends on nothing
/// but Npgsql, so that other test projects can link this file. Needs the server's programs (Debian: postgresql), else <see cref="Missing"/> says so.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lock _starting = new();
    private readonly ConcurrentBag<string> _free = [];
    private string? _folder;
    private int _databases;

    public PostgresServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    /// <summary>False: nothing is flushed to disk, which is faster and enough unless the machine is to lose power.</summary>
    public bool Durable { get; init; }

    /// <summary>Further settings, as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Folder of initdb, pg_ctl and the rest; null when PostgreSQL is not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>Why tests of PostgreSQL cannot run here; null when they can.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL is not installed (initdb is neither in /usr/lib/postgresql nor in PATH)." : null;

    public int Port { get; private set; }

    /// <summary>Where the server keeps its data and its log (server.log).</summary>
    public string Folder => _folder ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>A database without rows: one that was given back, or a new one, which is migrated by whoever opens it.</summary>
    public string Rent()
    {
        if (!_free.TryTake(out var address)) return NewDatabase();
        Execute(
            address,
            """
            do $$ declare t record; begin
              set local session_replication_role = replica;
              for t in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_version' loop execute format('delete from %I', t.tablename); end loop;
            end $$
            """);
        return address;
    }

    /// <summary>For the next who rents one.</summary>
    public void Return(string address) => _free.Add(address);

    /// <summary>An empty database of its own, as a connection string. Starts the server with the first.</summary>
    public string NewDatabase(string? template = null)
    {
        Start();
        var name = string.Create(CultureInfo.InvariantCulture, $"shop{Interlocked.Increment(ref _databases)}");
        Execute(Address("postgres"), $"create database {name} encoding 'UTF8' template {template ?? "template0"}");
        return Address(name);
    }

    public string Address(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}");

    public static void Execute(string address, string sql)
    {
        using var connection = new NpgsqlConnection(address + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Starts once, however many ask.</summary>
    public void Start()
    {
        lock (_starting)
        {
            if (_folder is not null) return;
            if (Missing is { } why) throw new InvalidOperationException(why);
            var folder = Directory.CreateTempSubdirectory("comptoir-postgres-").FullName;
            if (User is not null) Run(null, "chown", User, folder);
            var data = Path.Combine(folder, "data");
            Run(User, Program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            Port = FreePort();
            _folder = folder;
            StartAgain();
        }
    }

    /// <summary>Stops at once, as a crash would: without a checkpoint.</summary>
    public void Stop() => Run(User, Program("pg_ctl"), "-D", Path.Combine(Folder, "data"), "-m", "immediate", "-w", "stop");

    public void StartAgain()
    {
        List<string> settings =
        [
            $"port={Port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={Folder}", "max_connections=300", "shared_buffers=64MB",
            .. Durable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"], .. Settings,
        ];
        Run(User, Program("pg_ctl"), "-D", Path.Combine(Folder, "data"), "-l", Path.Combine(Folder, "server.log"), "-o", string.Join(' ', settings.Select(s => $"-c {s}")), "-w", "-t", "60", "start");
    }

    public void Dispose()
    {
        if (_folder is not { } folder) return;
        _folder = null;
        NpgsqlConnection.ClearAllPools();
        try
        {
            Run(User, Program("pg_ctl"), "-D", Path.Combine(folder, "data"), "-m", "immediate", "-w", "stop");
        }
        catch (InvalidOperationException)
        {
            // a test had stopped it
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root: then as somebody else.</summary>
    private static string? User { get; } = Environment.UserName == "root" ? (File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody") : null;

    private static string Program(string name) => Path.Combine(Programs!, name);

    private static string? FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(v => int.TryParse(Path.GetFileName(v), out var n) ? n : 0).Select(v => Path.Combine(v, "bin")) : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string? user, string program, params string[] arguments)
    {
        // the server keeps what it inherits open: its output must not be a pipe that somebody waits for
        string[] command = user is null ? [program, .. arguments] : ["runuser", "-u", user, "--", program, .. arguments];
        var log = Path.GetTempFileName();
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, .. command]) { WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.WaitForExit();
        var output = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {output}");
    }
}
