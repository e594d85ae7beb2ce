using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Comptoir.Money.Tests.Traffic;

/// <summary>The agents' side of webhooks: publishes their profiles and takes their events, of which it refuses, drops or delays some.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Random _random;
    private readonly ConcurrentDictionary<string, string> _digests = new();
    private readonly ConcurrentDictionary<string, int> _taken = new();
    private readonly Journal _journal;

    private Receiver(WebApplication app, int seed, Journal journal)
    {
        _app = app;
        _random = new Random(seed);
        _journal = journal;
    }

    public string Address => _app.Urls.First();

    /// <summary>From now on every event is taken at once.</summary>
    public bool Calm { get; set; }

    /// <summary>Ids of the events that were answered with 200, and how often.</summary>
    public IReadOnlyDictionary<string, int> Taken => _taken;

    public static async Task<Receiver> StartAsync(int seed, Journal journal)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app, seed, journal);
        app.MapGet("/agent/{id}", (string id) => Results.Content(receiver.Profile(id), "application/json"));
        app.MapPost("/hook/{id}", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public string Agent(int client) => $"{Address}/agent/{client}";

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private string Profile(string id)
    {
        static JsonArray Capability(JsonObject? config = null)
        {
            var entry = new JsonObject { ["version"] = "2026-04-08" };
            if (config is not null) entry["config"] = config;
            return [entry];
        }

        var capabilities = new JsonObject
        {
            ["dev.ucp.shopping.checkout"] = Capability(),
            ["dev.ucp.shopping.cart"] = Capability(),
            ["dev.ucp.shopping.fulfillment"] = Capability(),
            ["dev.ucp.shopping.discount"] = Capability(),
            ["dev.ucp.shopping.order"] = Capability(new JsonObject { ["webhook_url"] = $"{Address}/hook/{id}" }),
        };
        return new JsonObject { ["ucp"] = new JsonObject { ["version"] = "2026-04-08", ["capabilities"] = capabilities } }.ToJsonString();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var id = http.Request.Headers["Webhook-Id"].ToString();
        var digest = Convert.ToHexString(SHA256.HashData(body.ToArray()));
        if (_digests.GetOrAdd(id, digest) != digest) _journal.Fault($"Event {id} was sent again with another body.");
        double chance;
        lock (_random) chance = Calm ? 1 : _random.NextDouble();
        if (chance < 0.004)
        {
            await Task.Delay(TimeSpan.FromSeconds(4), http.RequestAborted);
        }
        else if (chance < 0.05)
        {
            http.Abort();
        }
        else if (chance < 0.12)
        {
            http.Response.StatusCode = 500;
        }
        else
        {
            _taken.AddOrUpdate(id, 1, (_, n) => n + 1);
        }
    }
}
