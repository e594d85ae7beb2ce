using System.Net;
using Comptoir.Agent;
using Comptoir.Catalog;
using Comptoir.Compute;
using Comptoir.Compute.Gateway;
using Comptoir.DemoShop;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments.Stripe;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.A2a;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using Comptoir.Web;
using Comptoir.Web.Console;
using Comptoir.Web.Security;
using Comptoir.Web.Security.Secrets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Comptoir;

/// <summary>Composes the rooms into one process.</summary>
internal static class Server
{
    private static readonly string[] Rooms = ["Comptoir.Search", "Comptoir.Ordering", "Comptoir.Agent", "Comptoir.Compute", "Comptoir.Protocols", "Comptoir.Storage", "Comptoir.Web"];

    /// <summary>Starts, says where everything is, and serves until it is told to stop. Exit code 2: could not start as asked.</summary>
    public static async Task<int> RunAsync(ServerOptions options, CancellationToken ct)
    {
        WebApplication app;
        string? key;
        try
        {
            (app, key) = Build(options);
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        await using (app)
        {
            try
            {
                await PrepareAsync(app, options, ct);
                await app.StartAsync(ct);
            }
            catch (Exception e) when (e is StorageException or IOException or FileNotFoundException)
            {
                Console.Error.WriteLine(e.Message);
                return 2;
            }

            Announce(app, options, key);
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
    }

    /// <summary>The application, not started, and the console's key when it may be shown.</summary>
    public static (WebApplication App, string? ConsoleKey) Build(ServerOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var urls = options.Urls ?? builder.Configuration["urls"] ?? ServerOptions.DefaultUrl;
        if (options.TestHooksSecret is not null && !OnlyLoopback(urls)) throw new ArgumentException("--test-hooks is refused: the server would listen beyond this machine. Use loopback addresses only.");
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        // never more of the framework's log: it tells addresses, and those of links carry their tokens
        // a start that fails is told in a sentence by the command line; the host would add a stack trace
        WebApplication? app = null;
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Information && app is { Lifetime.ApplicationStarted.IsCancellationRequested: true });
        var services = builder.Services;
        AddStores(services, options.Data);
        services.AddSingleton(KeyRingKey.From(builder.Configuration["Secrets:Key"], builder.Configuration["Secrets:KeyFile"]));
        services.AddSingleton(Proxies.From(builder.Configuration));
        services.AddOrdering().AddGiftCards().AddInvoices().AddStripe();
        if (options.TestHooksSecret is not null) services.Configure<TestPaymentOptions>(test => test.RemembersAll = true);
        services.AddShopTools();
        services.AddComptoirAgent();
        services.AddUcp(ucp =>
        {
            ucp.RequireReachableProfiles = !options.Demo; // a demo is tried offline too
            builder.Configuration.GetSection("Ucp").Bind(ucp);
            ucp.OpenToAll |= options.Demo;
            ucp.AllowLoopback |= options.Demo;
            ucp.TestHooksSecret = options.TestHooksSecret;
            if (options.UcpVersion is not null) ucp.DefaultVersion = options.UcpVersion;
            foreach (var pin in options.PinnedProfiles)
            {
                var at = pin.LastIndexOf('=');
                if (at <= 0) throw new ArgumentException($"--pin-profile wants url=file.json, not '{pin}'.");
                ucp.PinnedProfiles[pin[..at]] = pin[(at + 1)..];
            }
        });
        services.AddAcp();
        services.AddA2aDoor();
        services.AddMcpDoor(mcp => builder.Configuration.GetSection("Mcp").Bind(mcp));
        services.AddComptoirWeb(web =>
        {
            builder.Configuration.GetSection("Web").Bind(web);
            web.Demo = options.Demo;
        });
        var key = ConsoleKey.Prepare(builder.Configuration["Console:Key"], options.Data, keep: !options.Demo && !DatabaseAddress.IsPostgres(options.Data));
        services.AddComptoirConsole(console =>
        {
            builder.Configuration.GetSection("Console").Bind(console);
            (console.Key, console.KeyHash) = (key.Key, key.Hash);
        });
        services.Configure<Web.Console.Capital.CapitalOptions>(builder.Configuration.GetSection("Capital"));
        services.AddOptions<ConsoleOptions>().Configure<IStorageHealth>((console, database) => console.StorageFacts = language => StorageFacts.Of(database, language));
        services.AddHostedService<CatalogFollower>();
        services.AddHostedService<LedgerWorker>();
        services.AddHostedService<ComputeWorker>();
        AddTelemetry(builder);
        app = builder.Build();
        app.UseStorageAway();
        app.MapDemoPictures();
        app.MapUcp();
        app.MapAcp();
        app.MapMcpDoor();
        app.MapA2aDoor();
        app.MapComputeGateway();
        app.MapConsole();
        app.MapShopFront();
        return (app, key.Key);
    }

    /// <summary>The stores and the search over them, without a server; for the verbs that work on a database.</summary>
    /// <param name="make">Makes the database when it is not there; otherwise that is a <see cref="FileNotFoundException"/>.</param>
    public static ServiceProvider OpenStores(string data, bool make)
    {
        if (!make && !DatabaseAddress.IsPostgres(data) && !File.Exists(data)) throw new FileNotFoundException($"There is no database {data}.");
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        AddStores(services, data);
        return services.BuildServiceProvider();
    }

    /// <summary>Migrates, loads the demo shop when asked, and reads the catalogue into memory.</summary>
    public static async Task PrepareAsync(WebApplication app, ServerOptions options, CancellationToken ct)
    {
        if (options.Demo) await DemoLoader.LoadAsync(app.Services, options.DemoFolder, ct);
        await RequireSoundBooksAsync(app.Services, ct);
        await app.Services.GetRequiredService<ProductSearch>().LoadAsync(new SlowProgress(app.Services.GetRequiredService<TimeProvider>()), ct);
    }

    /// <summary>A server does not add to books whose newest entries do not verify.</summary>
    private static async Task RequireSoundBooksAsync(IServiceProvider services, CancellationToken ct)
    {
        var ledger = services.GetRequiredService<ILedgerStore>();
        foreach (var shop in await services.GetRequiredService<ICatalogStore>().GetShopsAsync(ct))
        {
            var findings = await ledger.CheckHeadAsync(shop.Id, ct);
            if (findings.Count == 0) continue;
            throw new StorageException(
                $"The books of shop '{shop.Id}' are not sound, so nothing is served: {string.Join(" ", findings.Take(5))}{(findings.Count > 5 ? $" And {findings.Count - 5} more." : "")} 'comptoir ledger check --shop {shop.Id}' looks at the whole book.");
        }
    }

    private static void AddStores(IServiceCollection services, string data)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddComptoirStorage(data);
        services.AddCompute();
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
    }

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        builder.Services.AddOpenTelemetry()
            .WithTracing(t => t.AddSource(Rooms).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(m => m.AddMeter(Rooms).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }

    private static bool OnlyLoopback(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries).All(u =>
        Uri.TryCreate(u.Trim(), UriKind.Absolute, out var url) && (url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));

    private static void Announce(WebApplication app, ServerOptions options, string? key)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');
        var shops = app.Services.GetRequiredService<ProductSearch>();
        var lines = new List<string>
        {
            shops.Shops.Count == 0 ? "No shop yet: comptoir import FILE --create NAME"
                : $"{shops.Shops[0].Name}, {shops.Health.Products} products{(options.Demo ? "; a demo: nothing is charged or sent, every agent may buy" : "")}",
            "",
            $"Shop         {address}/",
            $"Console      {address}/console",
            $"             key: {key ?? "as shown at the first start (Console__Key sets another)"}",
            $"UCP profile  {address}/.well-known/ucp",
            $"ACP          {address}/.well-known/acp.json",
            $"MCP          {address}/mcp",
            $"Models       {address}/v1 (comptoir compute key NAME makes a key)",
            $"Data         {DatabaseAddress.Describe(options.Data)}",
            "",
        };
        if (options.TestHooksSecret is not null) lines.Add("Test hooks are open on this machine (/testing/...).");
        lines.Add("Ctrl+C stops.");
        Console.WriteLine(string.Join(Environment.NewLine, lines));
    }

    /// <summary>Says how far the catalogue was read once that takes longer than two seconds.</summary>
    private sealed class SlowProgress(TimeProvider time) : IProgress<int>
    {
        private readonly long _start = time.GetTimestamp();

        public void Report(int value)
        {
            if (time.GetElapsedTime(_start) > TimeSpan.FromSeconds(2)) Console.Error.Write($"\rReading the catalogue: {value} products");
        }
    }
}
