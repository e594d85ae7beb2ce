using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Fuzz.Tests;

/// <summary>
/// Requests of every door, changed in their structure, against the whole server: no answer of 500 and above, no hang, no error in the log,
/// memory that does not grow. <c>COMPTOIR_FUZZ_REQUESTS</c> says how many (2,000), <c>COMPTOIR_FUZZ_MINUTES</c> for how long at most (60),
/// <c>COMPTOIR_FUZZ_SEED</c> which.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int RestoreEach = 25_000;
    private const int LongRun = 20_000;

    /// <summary>What may be kept of more requests: caches that fill up to their bounds.</summary>
    private const long Slack = 96L * 1024 * 1024;

    [Fact]
    public async Task No_request_makes_the_server_fail_hang_or_grow()
    {
        var count = Number("COMPTOIR_FUZZ_REQUESTS", 2_000);
        var seed = Number("COMPTOIR_FUZZ_SEED", 1);
        var minutes = TimeSpan.FromMinutes(Number("COMPTOIR_FUZZ_MINUTES", 60));
        var report = new Report();
        await using var target = await Target.StartAsync(report);
        var next = 0;
        var watch = Stopwatch.StartNew();
        var lastSaid = watch.Elapsed;
        var pace = new Lock();

        async Task WorkAsync(int worker)
        {
            using var runner = new Runner(target, report, worker, seed);
            for (int n; (n = Interlocked.Increment(ref next)) <= count && watch.Elapsed < minutes;)
            {
                await runner.StepAsync();
                if (n == count / 10 || n == count / 4 || n == count / 2 || n == 3 * (count / 4)) report.Weigh();
                if (n % RestoreEach == 0) await target.RestoreAsync();
                if (count < LongRun) continue;
                lock (pace)
                {
                    if (watch.Elapsed - lastSaid < TimeSpan.FromSeconds(30)) continue;
                    lastSaid = watch.Elapsed;
                }

                Save(report);
                Console.Error.WriteLine($"{n} of {count} in {watch.Elapsed.TotalSeconds:0} s, {report.Findings.Count} findings");
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(w => Task.Run(() => WorkAsync(w))));
        report.Weigh();
        output.WriteLine(report.ToString());
        Save(report);
        report.Findings.ShouldBeEmpty(report.ToString());
        report.Memory[^1].Heap.ShouldBeLessThan(report.Memory[0].Heap + Slack, report.ToString());
    }

    /// <summary>A long run can be looked at while it runs: <c>COMPTOIR_FUZZ_REPORT</c> names the file.</summary>
    private static void Save(Report report)
    {
        if (Environment.GetEnvironmentVariable("COMPTOIR_FUZZ_REPORT") is { } path) File.WriteAllText(path, report.ToString());
    }

    private static int Number(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : usual;
}

/// <summary>One client: makes a request, changes it, sends it, looks at the answer and learns from it.</summary>
internal sealed class Runner : IDisposable
{
    /// <summary><c>COMPTOIR_FUZZ_DOORS</c>: only these, for example <c>ucp,mcp</c>.</summary>
    private static readonly string[]? Doors = Environment.GetEnvironmentVariable("COMPTOIR_FUZZ_DOORS")?.Split(',');

    private readonly Target _target;
    private readonly Report _report;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private readonly Random _r;
    private readonly Seeds _seeds;
    private readonly Wire _wire;
    private readonly int _worker;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);
    private Sent? _last;
    private bool _signedOut = true;

    public Runner(Target target, Report report, int worker, int seed)
    {
        (_target, _report, _worker) = (target, report, worker);
        _r = new Random(seed * 1000 + worker);
        _seeds = new(target.World, _r);
        _wire = new(target.EndPoint);
    }

    public async Task StepAsync()
    {
        if (Doors is null && _r.Next(40) == 0)
        {
            var began = Stopwatch.GetTimestamp();
            var status = FeedFuzz.Read(_target.Folder, _worker, _r, (e, bytes) => _report.Found($"feed: {e.GetType().Name} {e.Message.Split('\n')[0]}", $"{e}\n{Encoding.Latin1.GetString(bytes)}"));
            _report.Count("feeds", status, Stopwatch.GetElapsedTime(began));
            return;
        }

        if (_last is not null && _r.Next(30) == 0)
        {
            await SendAsync(_last);
            return;
        }

        var draft = _signedOut ? _seeds.SignIn() : _seeds.Next();
        while (Doors is { } only && !only.Contains(draft.Door, StringComparer.Ordinal)) draft = _seeds.Next();
        var entering = _signedOut;
        _signedOut = false;
        if (_cookies.Count > 0 && (entering || _r.Next(10) > 0)) draft.With("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        draft.With("X-Forwarded-For", $"203.{_r.Next(20)}.{_r.Next(250)}.1");
        var changes = entering || _r.Next(8) == 0 ? 0 : _r.Next(1, 4);
        for (var n = changes; n > 0; n--)
            if (_r.Next(2) == 0) Mutation.Parts(draft, _target.World, _r);
        draft.Fix();
        draft.Sign(_target.Address);
        var sound = draft.Method is not "HEAD";
        for (var n = changes; n > 0; n--)
        {
            if (_r.Next(2) > 0) continue;
            Mutation.Wire(draft, _r);
            sound = false;
        }

        _last = new(draft.Door, draft.Bytes(_target.Address.Authority), draft.Method == "HEAD", draft.Ends, sound);
        await SendAsync(_last);
    }

    public void Dispose() => _wire.Dispose();

    private async Task SendAsync(Sent sent)
    {
        var (door, bytes, head, ends, sound) = sent;
        var began = Stopwatch.GetTimestamp();
        var answer = await _wire.SendAsync(bytes, head, ends);
        var took = Stopwatch.GetElapsedTime(began);
        _report.Count(door, answer.Status, took);
        if (took > Slow && !ends) _report.Slow($"{took.TotalMilliseconds:0} ms, {answer.Status} {FirstLine(bytes)}");

        // a server that refuses a broken frame closes at once, and what it said may be lost with what it left unread
        if (answer.Status == 0 && sound) _report.Found($"no answer at {door} {FirstLine(bytes)}", Readable(bytes));
        if (answer.Status < 0) _report.Found($"hang at {door}", Readable(bytes));

        // too many profiles that nobody has seen: the one refusal that is not the request's fault, and it says when to come back
        else if (answer.Status >= 500 && !(answer.Status == 503 && answer["Retry-After"] is not null)) _report.Found($"{answer.Status} at {door} {FirstLine(bytes)}", $"{Readable(bytes)}\n--\n{answer.Body}");
        if (answer.Status == 303 && answer["Location"]?.StartsWith("/console/sign-in", StringComparison.Ordinal) == true && door == "console") _signedOut = true;
        foreach (var (_, set) in answer.Headers.Where(h => h.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            var pair = set.Split(';')[0].Split('=', 2);
            if (pair.Length == 2 && pair[1].Length > 0) _cookies[pair[0]] = pair[1];
        }

        if (door is "mcp" && answer.Body.Contains("\"inputSchema\"", StringComparison.Ordinal)) LearnTools(answer.Body);
        _target.World.Learn(door, answer);
    }

    private void LearnTools(string body)
    {
        try
        {
            var json = body.Split('\n').Select(l => l.StartsWith("data: ", StringComparison.Ordinal) ? l[6..] : l).Last(l => l.StartsWith('{'));
            if (JsonNode.Parse(json)?["result"]?["tools"] is JsonArray tools) _seeds.Offered(tools);
        }
        catch (System.Text.Json.JsonException)
        {
            // longer than what is kept of an answer
        }
    }

    private static string FirstLine(byte[] bytes)
    {
        var line = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)).Split("\r\n")[0];
        return System.Text.RegularExpressions.Regex.Replace(line.Split('?')[0], "_[0-9a-f]{32}", "_…");
    }

    /// <param name="Sound">Nothing of its frame or headers was changed.</param>
    private sealed record Sent(string Door, byte[] Bytes, bool Head, bool Ends, bool Sound);

    private static string Readable(byte[] bytes) => Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 6000));
}
