using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Providers;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <param name="Before">The attempt of the same call that failed before this one.</param>
internal sealed record Attempt(ShopCompute Shop, VirtualKey Key, GatewayCall Call, Choice Choice, IReadOnlyList<ReservedBudget> Budgets, string? Before);

/// <param name="Error">Null: the caller has the answer.</param>
/// <param name="MayGoOn">Another deployment may be tried.</param>
internal sealed record AttemptOutcome(GatewayError? Error, bool MayGoOn, string? CallId);

/// <summary>One call of one deployment: reserve, send, pass on, settle.</summary>
internal sealed class Attempts(CallLedger calls, AnswerCache cache, HealthBoard health, Upstream upstream, TimeProvider time)
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private const int LargestError = 64 * 1024;

    /// <summary>A reservation outlives the longest call by this.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    public async Task<AttemptOutcome> RunAsync(Attempt attempt, IAnswer answer, CancellationToken caller)
    {
        var (shop, call, deployment) = (attempt.Shop, attempt.Call, attempt.Choice.Deployment);
        var provider = shop.Setup.ProviderOf(deployment)!;
        if (Route.Of(call, provider, deployment, limitOutput: attempt.Budgets.Count > 0) is not { } route)
            return new(new(400, "invalid_request_error", "no_deployment", $"{deployment.Id} has no {CallRunner.Word(call.Door)}."), true, null);
        var (record, limits) = Reserve(attempt);
        var started = await calls.StartAsync(shop.ShopId, record, limits, caller);
        if (started.Status != StartStatus.Started) return NotStarted(started, record.StartedAt);
        health.Begin(deployment.Id, shop.Setup.Policy);
        health.Used(deployment.Id, record.ReservedTokens);
        var running = new Running(attempt, route, record, limits, Telemetry.Start(record, provider));
        try
        {
            return await SendAsync(running, provider, answer, caller);
        }
        catch (Exception) when (!running.Settled)
        {
            // nobody foresaw this; the books are told all the same
            await SettleAsync(running, CallState.Estimated, running.Meter.Reported, failed: true, "unexpected");
            throw;
        }
        finally
        {
            running.Span?.Dispose();
        }
    }

    private (CallRecord Record, IReadOnlyList<RateLimit> Limits) Reserve(Attempt attempt)
    {
        var (key, call, choice) = (attempt.Key, attempt.Call, attempt.Choice);
        var (now, deployment, terms) = (time.GetUtcNow(), choice.Deployment, choice.Terms);
        var output = call.Door == Door.Embeddings ? 0 : (call.MaxOutput ?? deployment.MaxOutput) * call.Answers;
        var worst = Worst(terms.Price)?.Let(p => Cost.Of(p, new() { Input = call.InputBound, Output = output }, percentOffMilli: terms.MilliPercentOff).Nano) ?? 0;
        var record = new CallRecord($"call_{Guid.CreateVersion7(now):N}", deployment.Id, deployment.Provider, deployment.Model, now)
        {
            Door = CallRunner.Word(call.Door),
            Asked = call.Model,
            KeyId = key.Id,
            Agent = key.Agent ?? call.Agent,
            Conversation = call.Conversation,
            Order = call.Order,
            Contract = terms.Contract,
            PricedBy = terms.Clauses.Count > 0 ? string.Join(' ', terms.Clauses) : terms.Price?.Source,
            Currency = terms.Currency,
            Reserved = terms.Provisioned is null ? worst : 0,
            ReservedTokens = call.InputBound + output,
            Streamed = call.Stream,
            Reason = JsonNamingPolicy.CamelCase.ConvertName(choice.Reason.ToString()),
            After = attempt.Before,
            ExpiresAt = now + TimeSpan.FromSeconds(attempt.Shop.Setup.Policy.TotalTimeout) + Margin,
            Budgets = attempt.Budgets,
        };
        var minute = now.ToUnixTimeSeconds() / 60;
        var limits = new List<RateLimit>();
        if (key.RequestsPerMinute is { } requests) limits.Add(new($"requests:{key.Id}", minute, 1, requests));
        if (key.TokensPerMinute is { } tokens) limits.Add(new($"tokens:{key.Id}", minute, call.InputEstimate + Math.Min(output, 1024), tokens));
        if (terms.Provisioned is { } capacity) limits.Add(new($"capacity:{deployment.Id}", minute, call.InputEstimate + Math.Min(output, 1024), capacity.TokensPerMinute));
        return (record, limits);
    }

    /// <summary>The dearest that any token of a call can be, so that no usage costs more than what is reserved.</summary>
    private static Price? Worst(Price? price) => price is null ? null : price with { Rates = Dearest(price.Rates), Above = [.. price.Above.Select(a => a with { Rates = Dearest(a.Rates) })] };

    private static Rates Dearest(Rates r) => new(
        Math.Max(Math.Max(r.Input, r.CacheWrite ?? 0), Math.Max(r.CacheWriteLong ?? 0, r.AudioInput ?? 0)), Math.Max(r.Output, Math.Max(r.Reasoning ?? 0, r.AudioOutput ?? 0)));

    private static AttemptOutcome NotStarted(StartResult started, DateTimeOffset at)
    {
        var untilNextMinute = 60 - (at.ToUnixTimeSeconds() % 60);
        return started.Status switch
        {
            StartStatus.RateLimited when started.Key!.StartsWith("capacity:", StringComparison.Ordinal) =>
                new(new(503, "api_error", "capacity_used", "The paid capacity of this minute is used.") { RetryAfter = untilNextMinute }, true, null),
            StartStatus.RateLimited => new(new(429, "rate_limit_error", "rate_limit_exceeded", $"The key's limit of {started.Key!.Split(':')[0]} per minute is reached; {started.Available} are left.")
            {
                RetryAfter = untilNextMinute,
                Headers = [new($"x-ratelimit-remaining-{started.Key!.Split(':')[0]}", started.Available.ToString(CultureInfo.InvariantCulture))],
            }, false, null),
            StartStatus.BudgetExceeded => new(new(429, "insufficient_quota", "budget_exceeded", $"The budget {started.Key} has too little left for this call."), false, null),
            _ => new(new(503, "api_error", "not_recorded", "The call could not be recorded, so it was not made."), false, null),
        };
    }

    private async Task<AttemptOutcome> SendAsync(Running running, Provider provider, IAnswer answer, CancellationToken caller)
    {
        var policy = running.Attempt.Shop.Setup.Policy;
        using var total = CancellationTokenSource.CreateLinkedTokenSource(caller);
        using var timer = time.CreateTimer(_ => total.Cancel(), null, TimeSpan.FromSeconds(Math.Min(policy.FirstByteTimeout, policy.TotalTimeout)), Timeout.InfiniteTimeSpan);
        var begun = time.GetTimestamp();
        HttpResponseMessage response;
        try
        {
            response = await upstream.SendAsync(provider, running.Route.Path, running.Route.Body, running.Attempt.Call.Stream, total.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // without a connection nothing can have been used; after it was made nobody can say
            var nothing = e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
            await SettleAsync(running, nothing ? CallState.Void : CallState.Estimated, nothing ? null : new Usage { Input = running.Attempt.Call.InputEstimate }, failed: !caller.IsCancellationRequested, caller.IsCancellationRequested ? "cancelled" : "no-answer");
            var status = e is OperationCanceledException ? 504 : 502;
            return new(new(status, "api_error", status == 504 ? "timeout" : "provider_unreachable", status == 504 ? "The provider did not answer in time." : "The provider could not be reached."), true, running.Record.Id);
        }

        using (response)
        {
            timer.Change(TimeSpan.FromSeconds(policy.TotalTimeout), Timeout.InfiniteTimeSpan);
            running.Record = running.Record with { Status = (int)response.StatusCode, ProviderId = Header(response, "x-request-id") ?? Header(response, "request-id") ?? Header(response, "x-amzn-requestid") };
            if (!response.IsSuccessStatusCode) return await RefusedAsync(running, response, total.Token);
            running.FirstByte = () =>
            {
                running.FirstByte = null;
                var after = time.GetElapsedTime(begun);
                running.Record = running.Record with { FirstByte = after.TotalMilliseconds };
                health.FirstByte(running.Record.Deployment, after);
            };
            return running.Attempt.Call.Stream && IsStream(response)
                ? await new StreamRelay(this, running, response, policy, time).RunAsync(answer, total.Token, caller)
                : await WholeAsync(running, response, answer, total.Token, caller);
        }
    }

    private static bool IsStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is "text/event-stream" or "application/vnd.amazon.eventstream";

    private async Task<AttemptOutcome> RefusedAsync(Running running, HttpResponseMessage response, CancellationToken ct)
    {
        var body = await BodyAsync(response, LargestError, ct) ?? [];
        var status = (int)response.StatusCode;
        var retryAfter = RetryAfter(response);
        if (status is 429 or 503 && retryAfter is { } pause) health.Pause(running.Record.Deployment, TimeSpan.FromSeconds(Math.Min(pause, 3600)));
        await SettleAsync(running, CallState.Void, null, failed: status >= 500, $"status-{status}");
        var same = running.Route.Translations.Count == 0;
        // what is wrong with the request is wrong everywhere; what is wrong with the deployment may be right elsewhere
        return new(ErrorShape.OfProvider(status, body, same, Passed(response), retryAfter), status is 401 or 403 or 404 or 408 or 409 or 425 or 429 or >= 500, running.Record.Id);
    }

    private async Task<AttemptOutcome> WholeAsync(Running running, HttpResponseMessage response, IAnswer answer, CancellationToken total, CancellationToken caller)
    {
        var (call, meter) = (running.Attempt.Call, running.Meter);
        byte[]? body;
        JsonObject? root = null;
        try
        {
            body = await BodyAsync(response, LargestAnswer, total);
            running.FirstByte?.Invoke();
            if (body is not null)
            {
                using var document = JsonDocument.Parse(body);
                meter.ObserveAnswer(document.RootElement);
                if (document.RootElement.ValueKind == JsonValueKind.Object && !(document.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)) root = JsonNode.Parse(body) as JsonObject;
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException or ArgumentException or InvalidOperationException)
        {
            await SettleAsync(running, CallState.Estimated, meter.Reported ?? new Usage { Input = call.InputEstimate }, failed: !caller.IsCancellationRequested, caller.IsCancellationRequested ? "cancelled" : "broken-answer");
            return new(new(502, "api_error", "broken_answer", "The provider's answer broke off or is not JSON."), true, running.Record.Id);
        }

        if (root is null)
        {
            await SettleAsync(running, CallState.Void, null, failed: true, "error-as-answer");
            return new(ErrorShape.OfProvider(502, body ?? [], same: false, Passed(response), null), true, running.Record.Id);
        }

        var settled = SettleAsync(running, CallState.Settled, meter.Reported, failed: false, null);
        try
        {
            await AnswerWholeAsync(running, response, root, body!, answer, caller);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the caller is gone; the call was made and is paid
        }
        catch (InvalidOperationException) when (!answer.Begun)
        {
            // text that is no Unicode cannot be translated
            await settled;
            return new(new(502, "api_error", "broken_answer", "The provider's answer cannot be read."), false, running.Record.Id);
        }

        await settled;
        return new(null, false, running.Record.Id);
    }

    private async Task AnswerWholeAsync(Running running, HttpResponseMessage response, JsonObject root, byte[] body, IAnswer answer, CancellationToken caller)
    {
        var (call, guards) = (running.Attempt.Call, running.Attempt.Shop.Setup.Policy.Guards);
        foreach (var translation in running.Route.Translations.Reverse()) root = translation.Answer(root);
        if (Guard.LooksAtAnswers(guards))
        {
            if (Guard.Apply(root, guards, outgoing: true) is { } rule)
            {
                await ErrorShape.WriteAsync(answer, call.Door, new(502, "api_error", rule, $"The answer was refused by the rule {rule}."), caller);
                return;
            }
        }

        var bytes = running.Route.Translations.Count == 0 && !Guard.LooksAtAnswers(guards) ? body : System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(ComputeJson.Wire));
        if (call.Stream)
        {
            // a provider that answers at once although a stream was asked for: the answer as a stream of one piece
            answer.Begin(200, "text/event-stream", Own(running, response));
            foreach (var e in WholeAsStream.Of(call.Door, root)) await answer.WriteAsync(e.ToBytes(), caller);
            return;
        }

        answer.Begin(200, "application/json", Own(running, response));
        await answer.WriteAsync(bytes, caller);
        if (running.Record.Complete || running.Meter.Finished) await cache.KeepAsync(running.Attempt.Shop, running.Attempt.Key, call, bytes);
    }

    /// <summary>Ends the call in the books.</summary>
    /// <param name="usage">What was reported, or as much as is known.</param>
    /// <param name="flag">What went wrong; null when nothing did.</param>
    public async Task SettleAsync(Running running, CallState state, Usage? usage, bool failed, string? flag)
    {
        if (running.Settled) return;
        running.Settled = true;
        var (record, terms, call) = (running.Record, running.Attempt.Choice.Terms, running.Attempt.Call);
        var flags = new List<string>();
        if (flag is not null) flags.Add(flag);
        if (state == CallState.Settled && usage is null)
        {
            // it was answered, and the provider did not say what was used
            (state, usage) = (CallState.Estimated, new Usage { Input = call.InputEstimate, Output = running.Meter.OutputEstimate });
            flags.Add("usage:missing");
        }

        var cost = state == CallState.Void ? new Cost(0, []) : terms.CostOf(usage ?? new());
        if (cost is null) (state, cost) = (CallState.Unpriced, null);
        flags.AddRange(cost?.Flags ?? ["unpriced"]);
        if (terms.Provisioned is not null) flags.Add("provisioned");
        var ended = record with
        {
            State = state,
            EndedAt = time.GetUtcNow(),
            Usage = usage,
            Cost = cost?.Nano,
            ListCost = terms.Price is { } price && usage is not null && state != CallState.Void ? Cost.Of(price, usage).Nano : cost?.Nano,
            Flags = flags,
            Complete = flag is null && running.Meter.Finished,
            ProviderId = running.Meter.Id ?? record.ProviderId,
        };
        running.Record = ended;
        health.End(record.Deployment, failed, running.Attempt.Shop.Setup.Policy);
        if (usage is not null) health.Used(record.Deployment, usage.Total - record.ReservedTokens);
        else health.Used(record.Deployment, -record.ReservedTokens);
        Telemetry.End(running.Span, ended);
        await calls.SettleAsync(running.Attempt.Shop.ShopId, ended, running.Limits);
    }

    /// <summary>Headers of the provider that callers act on, and which call and deployment it was.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Own(Running running, HttpResponseMessage response) =>
        [.. Passed(response), new("x-comptoir-call", running.Record.Id), new("x-comptoir-deployment", running.Record.Deployment)];

    private static List<KeyValuePair<string, string>> Passed(HttpResponseMessage response) =>
    [
        .. response.Headers.Where(h => h.Key is var name && (name.Equals("retry-after", StringComparison.OrdinalIgnoreCase) || name.Equals("retry-after-ms", StringComparison.OrdinalIgnoreCase) || name.EndsWith("request-id", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("anthropic-ratelimit-", StringComparison.OrdinalIgnoreCase) || name.Equals("openai-processing-ms", StringComparison.OrdinalIgnoreCase)))
            .Select(h => new KeyValuePair<string, string>(h.Key.ToLowerInvariant(), string.Join(", ", h.Value))),
    ];

    /// <summary>In seconds.</summary>
    private double? RetryAfter(HttpResponseMessage response) =>
        Header(response, "retry-after-ms") is { } ms && double.TryParse(ms, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0 ? milliseconds / 1000
        : response.Headers.RetryAfter?.Delta?.TotalSeconds ?? (response.Headers.RetryAfter?.Date is { } date ? Math.Max(0, (date - time.GetUtcNow()).TotalSeconds) : null);

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    /// <summary>Null: longer than allowed.</summary>
    private static async Task<byte[]?> BodyAsync(HttpResponseMessage response, int most, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (bytes.Length + read > most) return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}

/// <summary>A call that was sent and is not over.</summary>
internal sealed class Running(Attempt attempt, Route route, CallRecord record, IReadOnlyList<RateLimit> limits, Activity? span)
{
    public Attempt Attempt { get; } = attempt;

    public Route Route { get; } = route;

    public CallRecord Record { get; set; } = record;

    public IReadOnlyList<RateLimit> Limits { get; } = limits;

    public Activity? Span { get; } = span;

    public StreamMeter Meter { get; } = new();

    public bool Settled { get; set; }

    /// <summary>To be called once, when the first byte is there.</summary>
    public Action? FirstByte { get; set; }
}

internal static class Piping
{
    public static TResult Let<T, TResult>(this T value, Func<T, TResult> then) => then(value);
}
