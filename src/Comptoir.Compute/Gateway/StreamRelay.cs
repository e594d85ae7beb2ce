using Comptoir.Compute.Metering;
using Comptoir.Compute.Providers;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>
/// Passes a stream on, event by event and at once. Where both sides speak the same dialect the provider's bytes are not touched. Before the first
/// event the caller has received nothing, so a stream that fails at once may be tried elsewhere; after it, an error stays visible.
/// </summary>
internal sealed class StreamRelay(Attempts attempts, Running running, HttpResponseMessage response, RoutingPolicy policy, TimeProvider time)
{
    private readonly StreamGuard? _guard = Guard.LooksAtAnswers(policy.Guards) ? new(policy.Guards) : null;
    private readonly List<StreamTranslation> _back = [.. running.Route.Translations.Reverse().Select(t => t.Stream(running.Attempt.Call.WantsUsage))];

    private GatewayCall Call => running.Attempt.Call;

    public async Task<AttemptOutcome> RunAsync(IAnswer answer, CancellationToken total, CancellationToken caller)
    {
        var meter = running.Meter;
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(total);
        using var timer = time.CreateTimer(_ => idle.Cancel(), null, TimeSpan.FromSeconds(policy.IdleTimeout), Timeout.InfiniteTimeSpan);
        string? broken = null;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(idle.Token);
            await foreach (var frame in Frames(stream, idle.Token))
            {
                timer.Change(TimeSpan.FromSeconds(policy.IdleTimeout), Timeout.InfiniteTimeSpan);
                running.FirstByte?.Invoke();
                meter.Observe(frame);
                if (meter.Error is { } error && !answer.Begun && !meter.HasContent) return await ErrorFirstAsync(error.GetRawText());
                if (await PassAsync(frame, answer, caller) is { } rule)
                {
                    broken = rule;
                    break;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or InvalidDataException or InvalidOperationException)
        {
            broken = caller.IsCancellationRequested ? "cancelled" : idle.IsCancellationRequested ? "idle-timeout" : "connection-lost";
        }

        return await EndAsync(answer, broken, caller);
    }

    private IAsyncEnumerable<SseFrame> Frames(Stream stream, CancellationToken ct) =>
        response.Content.Headers.ContentType?.MediaType == "application/vnd.amazon.eventstream" ? AwsEventStream.ReadAsync(stream, ct) : SseReader.ReadAsync(stream, ct);

    /// <summary>Returns the rule that ended the stream; null when it goes on.</summary>
    private async Task<string?> PassAsync(SseFrame frame, IAnswer answer, CancellationToken caller)
    {
        if (_back.Count == 0 && _guard is null)
        {
            // the usage that only the gateway asked for is not passed on
            if (running.Meter.OnlyUsage && Call.Door == Keys.Door.Chat && !Call.WantsUsage) return null;
            Begin(answer);
            await answer.WriteAsync(frame.Raw, caller);
            return null;
        }

        if (frame.Data is null) return null;
        if (_back.Count == 0 && running.Meter.OnlyUsage && Call.Door == Keys.Door.Chat && !Call.WantsUsage) return null;
        foreach (var e in Translate(new(frame.Event, frame.Data), 0))
            if (await WriteAsync(e, answer, caller) is { } rule) return rule;
        return null;
    }

    private IEnumerable<SseEvent> Translate(SseEvent e, int from) => from == _back.Count ? [e] : _back[from].Next(e).SelectMany(x => Translate(x, from + 1));

    private async Task<string?> WriteAsync(SseEvent e, IAnswer answer, CancellationToken caller)
    {
        string? refusal = null;
        foreach (var clean in _guard?.Next(e, out refusal) ?? [e])
        {
            Begin(answer);
            await answer.WriteAsync(clean.ToBytes(), caller);
        }

        return refusal;
    }

    private async Task<AttemptOutcome> ErrorFirstAsync(string error)
    {
        await attempts.SettleAsync(running, CallState.Void, null, failed: true, "error-in-stream");
        return new(ErrorShape.OfProvider(502, System.Text.Encoding.UTF8.GetBytes(error), same: false, [], null), true, running.Record.Id);
    }

    private async Task<AttemptOutcome> EndAsync(IAnswer answer, string? broken, CancellationToken caller)
    {
        var meter = running.Meter;
        var whole = broken is null && meter.Finished && meter.Error is null;
        if (broken is null && !meter.Finished && !meter.HasContent && !answer.Begun)
        {
            await attempts.SettleAsync(running, CallState.Estimated, new Usage { Input = Call.InputEstimate }, failed: true, "empty-stream");
            return new(new(502, "api_error", "empty_answer", "The provider's stream ended before it began."), true, running.Record.Id);
        }

        // a report in the middle of a stream is less than what was used in the end
        var (state, usage) = whole ? (CallState.Settled, meter.Reported) : meter.Finished && meter.Reported is not null ? (CallState.Settled, meter.Reported) : (CallState.Estimated, Partial(meter));
        var settled = attempts.SettleAsync(running, state, usage, failed: !whole && broken != "cancelled" && !(broken?.StartsWith("guard.", StringComparison.Ordinal) ?? false), whole ? null : broken ?? (meter.Error is not null ? "error-in-stream" : "truncated"));
        try
        {
            if (whole)
            {
                foreach (var e in _guard?.Rest() ?? []) await answer.WriteAsync(e.ToBytes(), caller);
                for (var i = 0; i < _back.Count; i++)
                    foreach (var e in _back[i].End().SelectMany(x => Translate(x, i + 1)).ToList()) await WriteAsync(e, answer, caller);
            }
            else if (broken is not null and not "cancelled" && answer.Begun)
            {
                await answer.WriteAsync(ErrorShape.Event(Call.Door, new(502, "api_error", broken.StartsWith("guard.", StringComparison.Ordinal) ? broken : "stream_broken", broken.StartsWith("guard.", StringComparison.Ordinal) ? $"The answer was ended by the rule {broken}." : "The provider's stream broke off.")).ToBytes(), caller);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the caller is gone too
        }

        await settled;
        return broken is null || answer.Begun || broken == "cancelled" ? new(null, false, running.Record.Id)
            : new(new(504, "api_error", "timeout", "The provider's stream did not begin."), true, running.Record.Id);
    }

    private Usage Partial(StreamMeter meter) => (meter.Reported ?? new()) with
    {
        Input = meter.Reported is { Prompt: > 0 } known ? known.Input : Call.InputEstimate,
        Output = Math.Max(meter.Reported?.Output ?? 0, meter.OutputEstimate),
    };

    private void Begin(IAnswer answer)
    {
        if (!answer.Begun) answer.Begin(200, "text/event-stream; charset=utf-8", Attempts.Own(running, response));
    }
}
