using System.Net;
using Comptoir.Catalog;
using Comptoir.DemoShop;
using Comptoir.Ordering;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Fuzz.Tests;

/// <summary>The whole server with the demo shop, in this process behind a real socket, so that its memory can be weighed and its errors read.</summary>
internal sealed class Target : IAsyncDisposable
{
    private const string Profile = "https://platform.example/profile.json";
    private readonly WebApplication _app;
    private readonly string _folder;

    private Target(WebApplication app, string folder, World world)
    {
        (_app, _folder, World) = (app, folder, world);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public World World { get; }

    public Uri Address { get; }

    public string Folder => _folder;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    public static async Task<Target> StartAsync(Report report)
    {
        var root = Environment.GetEnvironmentVariable("COMPTOIR_FUZZ_FOLDER") ?? Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(root, $"comptoir-fuzz-{Environment.ProcessId}")).FullName;
        var key = SigningKey.Create();
        var pinned = Path.Combine(folder, "profile.json");
        string[] capabilities = ["checkout", "cart", "catalog.search", "catalog.lookup", "order", "fulfillment", "discount", "buyer_consent"];
        await File.WriteAllTextAsync(pinned, $$"""{ "ucp": { "version": "2026-04-08", "services": {}, "payment_handlers": {}, "capabilities": { {{string.Join(',', capabilities.Select(c => $$"""
            "dev.ucp.shopping.{{c}}": [{ "version": "2026-04-08" }]
            """))}} } }, "signing_keys": [{{key.PublicJwk.ToJsonString()}}] }""");

        // every request comes from another address behind this proxy: otherwise the limits on guesses would be all that is ever seen
        Environment.SetEnvironmentVariable("Proxies__Known__0", "127.0.0.1");
        Environment.SetEnvironmentVariable("Logging__Console__LogLevel__Default", "None");
        var options = new ServerOptions(Path.Combine(folder, "shop.db")) { Demo = true, Urls = "http://127.0.0.1:0", PinnedProfiles = [$"{Profile}={pinned}"] };
        var (app, consoleKey) = Server.Build(options);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(new Faults(report));
        await Server.PrepareAsync(app, options, CancellationToken.None);
        await app.StartAsync();
        var items = app.Services.GetRequiredService<ProductSearch>().Products(DemoRules.ShopId).SelectMany(p => p.Variants).Select(v => v.Id).Order(StringComparer.Ordinal).ToList();
        var secret = AccountLinks.NewClientSecret();
        var clients = app.Services.GetRequiredService<IAccountLinkStore>();
        await clients.SaveClientAsync(Client("fuzz-public", null), default);
        await clients.SaveClientAsync(Client("fuzz-secret", AccountLinks.HashOfSecret(secret)), default);
        return new(app, folder, new(DemoRules.ShopId, items, Profile, key, consoleKey!, "fuzz-public", "fuzz-secret", secret));
    }

    /// <summary>Undoes what requests through the console did to the shop, so that what follows still reaches deep.</summary>
    public async Task RestoreAsync()
    {
        var catalog = _app.Services.GetRequiredService<ICatalogStore>();
        var time = _app.Services.GetRequiredService<TimeProvider>();
        var (shop, batch) = new DemoCatalog(time.GetUtcNow()).Read(DemoRules.Shop with { IsDefault = true });
        await catalog.SaveShopAsync(shop, default);
        await catalog.WriteAsync(batch, default);
        var ordering = _app.Services.GetRequiredService<IOrderingStore>();
        var stored = await ordering.GetRulesAsync(shop.Id, default);
        await ordering.SaveRulesAsync(shop.Id, DemoRules.Rules with { Version = stored.Version + 1 }, default);
        await _app.Services.GetRequiredService<AgentPolicies>().ChangeAsync(shop.Id, p => new AgentPolicy(p.ShopId, p.Version), default);
        var clients = _app.Services.GetRequiredService<IAccountLinkStore>();
        foreach (var id in (string[])[World.Client, World.SecretClient])
            if (await clients.GetClientAsync(shop.Id, id, default) is { StoppedAt: not null } stopped) await clients.SaveClientAsync(stopped with { StoppedAt = null, Version = stopped.Version + 1 }, default);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static LinkClient Client(string id, string? secretHash) => new()
    {
        ShopId = DemoRules.ShopId,
        Id = id,
        Version = 1,
        Name = "Fuzz",
        RedirectUris = ["https://platform.example/back"],
        SecretHash = secretHash,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>Whatever is logged as an error is a finding: nothing that a client sends may be one.</summary>
    private sealed class Faults(Report report) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error) return;
            var where = exception?.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Comptoir", StringComparison.Ordinal))?.Trim() ?? "";
            report.Found($"logged: {exception?.GetType().Name ?? "error"} {exception?.Message.Split('\n')[0]} {where}", $"{formatter(state, exception)}\n{exception}");
        }

        public void Dispose()
        {
        }
    }
}
