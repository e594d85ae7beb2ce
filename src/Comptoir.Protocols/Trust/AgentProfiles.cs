using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Trust;

internal enum ProfileState { Known, Malformed, Unreachable }

/// <param name="Until">Asked again after this moment.</param>
internal sealed record ProfileLookup(ProfileState State, AgentProfile? Profile, DateTimeOffset Until);

/// <summary>The platforms' profiles: pinned ones from the configuration, others fetched once and remembered for a while.</summary>
internal sealed class AgentProfiles(GuardedHttp http, IOptions<UcpOptions> options, TimeProvider time, ILogger<AgentProfiles> log)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxRemembered = 512;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly Meter Meter = new("Comptoir.Protocols");
    private static readonly Counter<long> Fetches = Meter.CreateCounter<long>("comptoir.ucp.profile_fetches", "{fetch}", "Platform profiles fetched, by outcome.");

    private readonly ConcurrentDictionary<string, Lazy<Task<ProfileLookup>>> _remembered = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(16);

    public bool IsPinned(string url) => options.Value.PinnedProfiles.ContainsKey(url);

    /// <summary>Never throws for what the other side does: an answer that cannot be had is <see cref="ProfileState.Unreachable"/>.</summary>
    public async Task<ProfileLookup> FindAsync(string url, CancellationToken ct)
    {
        while (true)
        {
            var lookup = _remembered.GetOrAdd(url, u => new(() => LookUpAsync(u)));
            var found = await lookup.Value.WaitAsync(ct);
            if (found.Until > time.GetUtcNow()) return found;
            _remembered.TryRemove(new(url, lookup));
        }
    }

    private async Task<ProfileLookup> LookUpAsync(string url)
    {
        MakeRoom();
        if (options.Value.PinnedProfiles.TryGetValue(url, out var pinned))
            return Read(pinned, DateTimeOffset.MaxValue);
        if (!await _slots.WaitAsync(TimeSpan.FromSeconds(1))) return Unreachable(url, "too many profiles at once");
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

    private static ProfileLookup Read(string json, DateTimeOffset until) =>
        AgentProfile.Parse(json) is { } profile ? new(ProfileState.Known, profile, until) : new(ProfileState.Malformed, null, until);

    private ProfileLookup Unreachable(string url, string why)
    {
        Fetches.Add(1, new KeyValuePair<string, object?>("outcome", nameof(ProfileState.Unreachable)));
        log.LogInformation("The profile of an agent at {Host} was not reachable: {Reason}", new Uri(url).Host, why);
        return new(ProfileState.Unreachable, null, time.GetUtcNow() + AfterFailure);
    }

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
