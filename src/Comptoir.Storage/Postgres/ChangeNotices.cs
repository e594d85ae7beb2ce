using Comptoir.Catalog;
using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>
/// Tells other nodes that something was committed and hears it from them. Apart from the transactions, since NOTIFY makes commits wait
/// for one another, and at most one in 50 ms. What is lost here is found by the followers' poll.
/// </summary>
internal sealed class ChangeNotices : IDisposable
{
    private const string Channel = "comptoir_change";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly NpgsqlDataSource _source;
    private readonly ChangeSignal _signal;
    private readonly TimeProvider _time;
    private readonly Task _running;

    public ChangeNotices(NpgsqlDataSource source, ChangeSignal signal, TimeProvider time)
    {
        (_source, _signal, _time) = (source, signal, time);
        _running = Task.WhenAll(Task.Run(() => KeepAsync(SendAsync)), Task.Run(() => KeepAsync(ListenAsync)));
    }

    /// <summary>Soon; several calls may become one notice.</summary>
    public void Send()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // a notice is waiting already, and this change is told with it
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAny([_running], TimeSpan.FromSeconds(2));
        _stop.Dispose();
        _wanted.Dispose();
    }

    private async Task SendAsync(Action worked, CancellationToken ct)
    {
        await _wanted.WaitAsync(ct);
        await using (var command = _source.CreateCommand($"notify {Channel}")) await command.ExecuteNonQueryAsync(ct);
        worked();
        await Task.Delay(Between, _time, ct);
    }

    private async Task ListenAsync(Action worked, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        connection.Notification += (_, _) => _signal.Raise();
        await using (var command = new NpgsqlCommand($"listen {Channel}", connection)) await command.ExecuteNonQueryAsync(ct);
        worked();
        // what was committed while nobody listened
        _signal.Raise();
        while (true) await connection.WaitAsync(ct);
    }

    /// <summary>Does it again and again; a server that is away is tried with growing pauses.</summary>
    private async Task KeepAsync(Func<Action, CancellationToken, Task> work)
    {
        var pause = Between;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await work(() => pause = Between, _stop.Token);
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                System.Diagnostics.Activity.Current?.AddException(e);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
                // being stopped ends the pause; the loop's condition sees it
                await Task.WhenAny(Task.Delay(pause, _time, _stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
