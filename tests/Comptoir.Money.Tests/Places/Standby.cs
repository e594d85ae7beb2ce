using System.Diagnostics;
using Comptoir.Storage.Tests.Postgres;

namespace Comptoir.Money.Tests.Places;

/// <summary>A second PostgreSQL that has every commit before it is acknowledged, and takes over when it is promoted.</summary>
internal sealed class Standby : IDisposable
{
    private readonly PostgresServer _primary;
    private readonly string _data;

    /// <summary>Copies a running primary, follows it, and makes its commits wait for this one.</summary>
    public Standby(PostgresServer primary, int port)
    {
        (_primary, Port, _data) = (primary, port, Path.Combine(primary.Folder, "standby"));
        PostgresServer.Execute(primary.Address("postgres"), "checkpoint");
        Run("pg_basebackup", "-h", "127.0.0.1", "-p", $"{primary.Port}", "-U", "postgres", "-D", _data, "-R", "-X", "stream", "-c", "fast", "--no-sync");
        Run("pg_ctl", "-D", _data, "-l", Path.Combine(primary.Folder, "standby.log"), "-o", $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={primary.Folder} -c max_connections=300", "-w", "-t", "60", "start");
        PostgresServer.Execute(primary.Address("postgres"), "alter system set synchronous_standby_names = '*'");
        PostgresServer.Execute(primary.Address("postgres"), "select pg_reload_conf()");
    }

    public int Port { get; }

    /// <summary>The primary is gone at once; this one takes its place.</summary>
    public void TakeOver()
    {
        _primary.Stop();
        Run("pg_ctl", "-D", _data, "-w", "-t", "60", "promote");
    }

    public void Dispose() => Run("pg_ctl", "-D", _data, "-m", "immediate", "-w", "stop");

    /// <summary>As the user whom the primary's folder belongs to: PostgreSQL refuses to run as root.</summary>
    private void Run(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(PostgresServer.Programs!, program), .. arguments];
        if (Environment.UserName == "root")
        {
            var owner = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", _primary.Folder]) { RedirectStandardOutput = true })!.StandardOutput.ReadToEnd().Trim();
            command = ["runuser", "-u", owner, "--", .. command];
        }

        var log = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", log, .. command]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        var output = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
