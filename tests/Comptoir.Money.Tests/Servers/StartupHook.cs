using System.Diagnostics;
using Comptoir.Money.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Runs in a server's process before its Main (DOTNET_STARTUP_HOOKS) and replaces its clock when its host is built: the server
/// under test is the real one, without a switch of its own for this.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(WildClock.Variable) is { Length: > 0 } file) DiagnosticListener.AllListeners.Subscribe(new Listeners(file));
    }

    private sealed class Listeners(string file) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder host }) host.ConfigureServices((_, services) => services.AddSingleton<TimeProvider>(new WildClock(file)));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
