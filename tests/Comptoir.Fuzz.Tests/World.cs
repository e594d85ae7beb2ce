using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Comptoir.Protocols.Signatures;

namespace Comptoir.Fuzz.Tests;

/// <summary>A form as a page showed it.</summary>
internal sealed record SeenForm(string Method, string Action, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>What answers have told so far: ids, tokens, links and forms, the newest few hundred of each. Requests are made of these, so that they reach what is really there.</summary>
internal sealed partial class World(string shopId, IReadOnlyList<string> items, string profile, SigningKey key, string consoleKey, string client, string secretClient, string clientSecret)
{
    private const int Kept = 300;
    private const int MostRead = 128 * 1024;

    private readonly ConcurrentDictionary<string, Ring> _pools = new(StringComparer.Ordinal);
    private readonly Shown _shop = new();
    private readonly Shown _console = new();

    public string ShopId => shopId;

    public IReadOnlyList<string> Items => items;

    /// <summary>Address of a profile that is pinned and publishes <see cref="Key"/>.</summary>
    public string Profile => profile;

    public SigningKey Key => key;

    public string ConsoleKey => consoleKey;

    /// <summary>A public OAuth client.</summary>
    public string Client => client;

    public string SecretClient => secretClient;

    public string ClientSecret => clientSecret;

    public string Item(Random r) => items[r.Next(items.Count)];

    /// <summary>One that was seen; made up when none was.</summary>
    public string Id(Random r, string prefix) => _pools.TryGetValue(prefix, out var ring) ? ring.Any(r) ?? Unknown(prefix) : Unknown(prefix);

    /// <summary>One that was seen at a door; sometimes one of another.</summary>
    public string Id(Random r, string prefix, string door) => r.Next(12) > 0 && _pools.TryGetValue($"{prefix}@{door}", out var ring) && ring.Any(r) is { } own ? own : Id(r, prefix);

    /// <summary>Of whatever kind.</summary>
    public string AnyId(Random r) => _pools.IsEmpty ? Unknown("x") : _pools.Values.ElementAt(r.Next(_pools.Count)).Any(r) ?? Unknown("x");

    /// <param name="console">Of the console; else of the shop's pages.</param>
    public SeenForm? Form(Random r, bool console) => (console ? _console : _shop).Forms.Any(r);

    public string Link(Random r, bool console) => (console ? _console : _shop).Links.Any(r) ?? (console ? "/console" : "/");

    public void Keep(string pool, string value) => _pools.GetOrAdd(pool, _ => new()).Add(value);

    /// <param name="door">What is made at one door is mostly that door's alone.</param>
    public void Learn(string door, Answer answer)
    {
        if (answer["Location"] is { } location)
        {
            if (Code().Match(location) is { Success: true } code) Keep("code", code.Groups[1].Value);
            if (location.StartsWith('/')) Of(location).Links.Add(location.Split('#')[0]);
        }

        var text = answer.Body.Length > MostRead ? answer.Body[..MostRead] : answer.Body;
        foreach (Match id in KnownId().Matches(text))
        {
            Keep(id.Groups[1].Value, id.Value);
            Keep($"{id.Groups[1].Value}@{door}", id.Value);
        }

        foreach (Match token in Token().Matches(text)) Keep(token.Groups[1].Value, token.Groups[2].Value);
        if (answer["Content-Type"]?.StartsWith("text/html", StringComparison.Ordinal) != true) return;
        foreach (Match link in Href().Matches(text)) Of(link.Groups[1].Value).Links.Add(WebUtility.HtmlDecode(link.Groups[1].Value));
        foreach (Match form in FormTag().Matches(text)) Learn(form.Groups[1].Value, form.Groups[2].Value);
    }

    private void Learn(string tag, string inside)
    {
        var action = Attribute(tag, "action");
        if (action is null || !action.StartsWith('/') || Closed(action)) return;
        var fields = Control().Matches(inside).Select(c => (Attribute(c.Value, "name"), Attribute(c.Value, "value") ?? ""))
            .Where(f => f.Item1 is not null).Select(f => (f.Item1!, f.Item2)).ToList();
        Of(action).Forms.Add(new(Attribute(tag, "method")?.ToUpperInvariant() ?? "GET", action, fields));
    }

    private Shown Of(string path) => path.StartsWith("/console", StringComparison.Ordinal) ? _console : _shop;

    /// <summary>What would end the run's own access or close the shop to it.</summary>
    private static bool Closed(string action) => action.StartsWith("/console/access", StringComparison.Ordinal) || action.StartsWith("/console/operators", StringComparison.Ordinal);

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;
    }

    private static string Unknown(string prefix) => $"{prefix}_00000000000070008000000000000000";

    [GeneratedRegex(@"[?&]code=([A-Za-z0-9_-]{20,})")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b([a-z]{2,6})_[0-9a-f]{32}\b")]
    private static partial Regex KnownId();

    [GeneratedRegex("\"(access_token|refresh_token)\":\\s*\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Href();

    [GeneratedRegex("(<form[^>]*>)(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<(?:input|select|textarea|button|option)[^>]*>")]
    private static partial Regex Control();

    /// <summary>The newest few.</summary>
    private class Ring<T>
        where T : class
    {
        private readonly T?[] _values = new T?[Kept];
        private int _next;

        public void Add(T value) => _values[(uint)Interlocked.Increment(ref _next) % Kept] = value;

        public T? Any(Random r)
        {
            for (var tries = 0; tries < 20; tries++)
                if (_values[r.Next(Math.Clamp(Volatile.Read(ref _next) + 1, 1, Kept))] is { } value) return value;
            return null;
        }
    }

    private sealed class Ring : Ring<string>;

    private sealed class Shown
    {
        public Ring<SeenForm> Forms { get; } = new();

        public Ring<string> Links { get; } = new();
    }
}
