using System.ClientModel;
using System.ClientModel.Primitives;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Gateway;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;
using Comptoir.Ledger;
using Comptoir.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenAI;

namespace Comptoir.Compute.Tests.World;

/// <summary>A node of the gateway: a real server over a real database.</summary>
public sealed class GatewayNode : IAsyncDisposable
{
    public const string Shop = "s";

    private readonly WebApplication _app;
    private readonly string? _ownFile;

    private GatewayNode(WebApplication app, string? ownFile) => (_app, _ownFile) = (app, ownFile);

    public string Url { get; private set; } = "";

    public string Token { get; private set; } = "";

    public HttpClient Http { get; } = new();

    public ComputeService Compute => _app.Services.GetRequiredService<ComputeService>();

    public ComputeClients Clients => _app.Services.GetRequiredService<ComputeClients>();

    public IComputeStore Store => _app.Services.GetRequiredService<IComputeStore>();

    public ILedgerStore Ledger => _app.Services.GetRequiredService<ILedgerStore>();

    public LedgerUpkeep Upkeep => _app.Services.GetRequiredService<LedgerUpkeep>();

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="file">A database that several nodes share; null: one of its own.</param>
    /// <param name="key">Changes the key that <see cref="Token"/> is for.</param>
    public static async Task<GatewayNode> StartAsync(ComputeSetup? setup = null, Func<VirtualKey, VirtualKey>? key = null, string? file = null, TimeProvider? time = null, IReadOnlyList<ContractTerms>? contracts = null)
    {
        var path = file ?? Path.Combine(Directory.CreateTempSubdirectory("comptoir-compute-").FullName, "shop.db");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Compute:Secrets:north"] = "north-secret", ["Compute:Secrets:aws"] = "AKIDEXAMPLE:secret" });
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddComptoirStorage(path);
        builder.Services.AddCompute();
        var app = builder.Build();
        app.MapComputeGateway();
        await app.StartAsync();
        var node = new GatewayNode(app, file is null ? path : null) { Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() };
        await app.Services.GetRequiredService<ICatalogStore>().SaveShopAsync(new Shop { Id = Shop, Name = "A shop", Currency = "EUR", Country = "FR" }, CancellationToken.None);
        if (setup is not null) (await node.Compute.ApplySetupAsync(Shop, setup, CancellationToken.None)).ShouldBeEmpty();
        if (contracts is not null) (await node.Compute.ApplyContractsAsync(Shop, contracts, CancellationToken.None)).ShouldBeEmpty();
        (_, node.Token) = await node.Compute.MakeKeyAsync(Shop, "tests", key ?? (k => k), CancellationToken.None);
        node.Http.BaseAddress = new Uri(node.Url);
        node.Http.DefaultRequestHeaders.Authorization = new("Bearer", node.Token);
        return node;
    }

    /// <summary>The official client of OpenAI, without retries of its own.</summary>
    public OpenAIClient OpenAi => new(new ApiKeyCredential(Token), new OpenAIClientOptions { Endpoint = new Uri(Url + "/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    public async Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, null, "application/json") };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The calls, once so many of them are over.</summary>
    public async Task<IReadOnlyList<CallRecord>> CallsAsync(int count)
    {
        for (var i = 0; ; i++)
        {
            var calls = await Store.GetCallsAsync(Shop, new(10_000), CancellationToken.None);
            if (calls.Count(c => c.State != CallState.Open) >= count && calls.All(c => c.State != CallState.Open)) return calls;
            if (i > 600) throw new TimeoutException($"{calls.Count} calls, {calls.Count(c => c.State == CallState.Open)} of them open.");
            await Task.Delay(50);
        }
    }

    /// <summary>What is owed to a provider, nano-units.</summary>
    public async Task<long> OwedAsync(string provider = "north") => (await Ledger.GetBalanceAsync(Shop, $"owed:{provider}:USD", CancellationToken.None))?.Balance ?? 0;

    public async Task<long> ReservedAsync(string provider = "north") => (await Ledger.GetBalanceAsync(Shop, $"owed:{provider}:USD", CancellationToken.None))?.PendingCredits ?? 0;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownFile is not null) Directory.Delete(Path.GetDirectoryName(_ownFile)!, recursive: true);
    }
}

/// <summary>Setups for tests.</summary>
public static class Some
{
    public static readonly IReadOnlyList<Capability> Everything = Enum.GetValues<Capability>();

    /// <summary>One provider with one deployment under the name <c>assistant</c>: 3 USD in, 15 USD out per million tokens, cached at a tenth.</summary>
    public static ComputeSetup Setup(string url, ProviderDialect dialect = ProviderDialect.OpenAi, RoutingPolicy? policy = null, params Capability[] without) => new()
    {
        Providers = [new("north") { Url = url + "/v1", Secret = dialect == ProviderDialect.Bedrock ? "aws" : "north", Dialect = dialect, Region = "eu-west-1" }],
        Deployments = [Deployment("north-small", without: without)],
        Models = [new("assistant") { Chain = [["north-small"]] }],
        Policy = policy ?? new(),
    };

    /// <summary>Two providers, the first before the second.</summary>
    public static ComputeSetup Two(string first, string second, RoutingPolicy? policy = null) => new()
    {
        Providers = [new("north") { Url = first + "/v1" }, new("south") { Url = second + "/v1" }],
        Deployments = [Deployment("north-small"), Deployment("south-small", "south")],
        Models = [new("assistant") { Chain = [["north-small"], ["south-small"]] }],
        Policy = policy ?? new(),
    };

    public static Deployment Deployment(string id, string provider = "north", params Capability[] without) => new(id)
    {
        Provider = provider,
        Model = "small-1",
        Region = "eu-west-1",
        Capabilities = [.. Everything.Except(without)],
        Context = 200_000,
        MaxOutput = 1000,
        Price = new(3, 15) { CacheRead = 0.3m, CacheWrite = 3.75m },
    };

    public const string Ask = """{"model":"assistant","messages":[{"role":"user","content":"Which pot for basil?"}]}""";

    public const string AskStream = """{"model":"assistant","stream":true,"messages":[{"role":"user","content":"Which pot for basil?"}]}""";

    public static string Answer(string text = "Terracotta.", int prompt = 12, int completion = 4, int cached = 0) =>
        $$$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":"{{{{text}}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{{prompt}}}},"completion_tokens":{{{{completion}}}},"total_tokens":{{{{prompt + completion}}}},"prompt_tokens_details":{"cached_tokens":{{{{cached}}}}}}}""";

    public static string Chunk(string text, string? finish = null) =>
        $$$$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"small-1","choices":[{"index":0,"delta":{"content":"{{{{text}}}}"},"finish_reason":{{{{(finish is null ? "null" : $"\"{finish}\"")}}}}}]}""";

    public static string UsageChunk(int prompt = 12, int completion = 4) =>
        $$$$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"small-1","choices":[],"usage":{"prompt_tokens":{{{{prompt}}}},"completion_tokens":{{{{completion}}}},"total_tokens":{{{{prompt + completion}}}}}}""";
}
