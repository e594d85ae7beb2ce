using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Trust;

internal enum ProfileState
{
    Known,

    /// <summary>The document is no UCP profile; it may be a key set all the same.</summary>
    Malformed,

    Unreachable,

    /// <summary>Too much is being fetched just now.</summary>
    Busy,
}

/// <param name="Until">Asked again after this moment.</param>
/// <param name="Since">When it was fetched.</param>
internal sealed record ProfileLookup(ProfileState State, AgentProfile? Profile, IReadOnlyList<VerificationKey> Keys, DateTimeOffset Until, DateTimeOffset Since)
{
    /// <summary>The description of an OAuth client that the document is; null when it is none.</summary>
    public ClientDocument? Client { get; init; }
}

/// <summary>
/// The platforms' profiles and key sets: pinned ones from the configuration, others fetched once and remembered for a while. What strangers
/// can make this server do is bounded: so many documents at once, so many a minute, fewer from a host that fails, so many remembered.
/// </summary>
internal sealed class AgentProfiles(GuardedHttp http, TrialAgent trial, IOptions<UcpOptions> options, TimeProvider time, ILogger<AgentProfiles> log)
{
    public const int MostAMinute = 600;
    private const int MaxBytes = 256 * 1024;
    private const int MaxRemembered = 512;
    private const int MaxFailing = 1024;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAfterFailure = TimeSpan.FromMinutes(10);
    private static readonly Meter Meter = new("Comptoir.Protocols");
    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>("comptoir.ucp.profile_fetches", "{fetch}", "Platform profiles fetched, by outcome.");

    private readonly ConcurrentDictionary<string, Lazy<Task<ProfileLookup>>> _remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _failing = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(16);
    private readonly Lock _minute = new();
    private (long Minute, int Fetched) _fetched;

    public bool IsPinned(string url) => url == TrialAgent.ProfileUrl || options.Value.PinnedProfiles.ContainsKey(url);

    /// <summary>Whether it is pinned or may be fetched.</summary>
    public bool Allows(string url) => IsPinned(url) || http.Allows(url);

    /// <summary>Never throws for what the other side does: an answer that cannot be had is <see cref="ProfileState.Unreachable"/>.</summary>
    public async Task<ProfileLookup> FindAsync(string url, CancellationToken ct)
    {
        while (true)
        {
            if (!_remembered.TryGetValue(url, out var lookup))
            {
                MakeRoom();
                if (_remembered.Count >= 2 * MaxRemembered) return Busy();
                lookup = _remembered.GetOrAdd(url, u => new(() => LookUpAsync(u)));
            }

            var found = await lookup.Value.WaitAsync(ct);
            if (found.State != ProfileState.Busy && found.Until > time.GetUtcNow()) return found;
            _remembered.TryRemove(new(url, lookup));
            if (found.State == ProfileState.Busy) return found;
        }
    }

    /// <summary>Looks again, because a key is missing; but no more often than a profile is to be remembered at least.</summary>
    public async Task<ProfileLookup> AgainAsync(string url, ProfileLookup before, CancellationToken ct)
    {
        if (IsPinned(url) || time.GetUtcNow() - before.Since < Least) return before;
        if (_remembered.TryGetValue(url, out var lookup) && lookup is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && lookup.Value.Result == before) _remembered.TryRemove(new(url, lookup));
        return await FindAsync(url, ct);
    }

    private async Task<ProfileLookup> LookUpAsync(string url)
    {
        if (url == TrialAgent.ProfileUrl) return Read(trial.Profile, DateTimeOffset.MaxValue);
        if (options.Value.PinnedProfiles.TryGetValue(url, out var pinned))
            return Read(pinned, DateTimeOffset.MaxValue);
        if (!Budget() || !await _slots.WaitAsync(TimeSpan.FromSeconds(1))) return Busy();
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.SendAsync(request, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK) return Unreachable(url, $"status {(int)response.StatusCode}");
            if (await BodyAsync(response, limit.Token) is not { } body) return Unreachable(url, "too long");
            var keep = response.Headers.CacheControl?.MaxAge ?? Least;
            var lookup = Read(body, time.GetUtcNow() + (keep < Least ? Least : keep > Most ? Most : keep));
            _failing.TryRemove(HostOf(url), out _);
            Fetches.Add(1, new KeyValuePair<string, object?>("outcome", lookup.State.ToString()));
            return lookup;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or UriFormatException)
        {
            return Unreachable(url, e.GetType().Name);
        }
        finally
        {
            _slots.Release();
        }
    }

    private ProfileLookup Read(string json, DateTimeOffset until)
    {
        var document = AgentProfile.Document(json);
        var profile = document is null ? null : AgentProfile.Read(document);
        return new(profile is null ? ProfileState.Malformed : ProfileState.Known, profile, document is null ? [] : AgentProfile.Keys(document), until, time.GetUtcNow()) { Client = document is null ? null : ClientDocument.Read(document) };
    }

    /// <summary>A host that fails again and again is asked more and more seldom.</summary>
    private ProfileLookup Unreachable(string url, string why)
    {
        if (_failing.Count >= MaxFailing) _failing.Clear();
        var failures = _failing.AddOrUpdate(HostOf(url), 1, (_, n) => Math.Min(n + 1, 10));
        var pause = AfterFailure * Math.Pow(2, failures - 1);
        Fetches.Add(1, new KeyValuePair<string, object?>("outcome", nameof(ProfileState.Unreachable)));
        log.LogInformation("The profile of an agent at {Host} was not reachable: {Reason}", HostOf(url), why);
        return new(ProfileState.Unreachable, null, [], time.GetUtcNow() + (pause < LongestAfterFailure ? pause : LongestAfterFailure), time.GetUtcNow());
    }

    private ProfileLookup Busy() => new(ProfileState.Busy, null, [], time.GetUtcNow(), time.GetUtcNow());

    /// <summary>False: this minute's fetches are used up.</summary>
    private bool Budget()
    {
        var minute = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute;
        lock (_minute)
        {
            _fetched = _fetched.Minute == minute ? (minute, _fetched.Fetched + 1) : (minute, 1);
            return _fetched.Fetched <= MostAMinute;
        }
    }

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : "";

    private static async Task<string?> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MaxBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>Keeps the memory bounded whatever addresses agents make up.</summary>
    private void MakeRoom()
    {
        if (_remembered.Count < MaxRemembered) return;
        foreach (var entry in _remembered.Where(e => e.Value is { IsValueCreated: true, Value.IsCompleted: true }).OrderBy(e => e.Value.Value.Result.Until).Take(MaxRemembered / 4).ToList())
            _remembered.TryRemove(entry);
    }
}
