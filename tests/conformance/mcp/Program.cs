using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Shops;
using Comptoir.McpConformance;
using Comptoir.Ordering;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using ModelContextProtocol.AspNetCore;

// Comptoir's MCP door as it ships, with what the runner of @modelcontextprotocol/conformance looks for added to it.
// args: the port; then --sessions for the mode with sessions, which the product does not use.
var folder = Directory.CreateTempSubdirectory("mcp-conformance-").FullName;
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
builder.Services
    .AddComptoirStorage(Path.Combine(folder, "shop.db"))
    .AddSingleton<ProductSearch>()
    .AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>())
    .AddOrdering()
    .AddSingleton<ISecretBox, OpenBox>()
    .AddShopTools()
    .AddUcp(o => (o.OpenToAll, o.RequireReachableProfiles, o.AllowLoopback) = (true, false, true))
    .AddMcpDoor();
builder.Services.AddOptions<HttpServerTransportOptions>().PostConfigure(transport =>
{
    if (args.Contains("--sessions")) transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
    var shop = transport.ConfigureSessionOptions;
    transport.ConfigureSessionOptions = async (http, options, ct) =>
    {
        if (shop is not null) await shop(http, options, ct);
        Fixtures.AddTo(options);
    };
});
await using var app = builder.Build();
app.MapMcpDoor();
var catalog = app.Services.GetRequiredService<ICatalogStore>();
await catalog.SaveShopAsync(new Shop { Id = "shop", Name = "Shop", IsDefault = true, Currency = "EUR", Country = "FR", Languages = ["en", "fr"] }, default);
await catalog.WriteAsync(new CatalogBatch("shop")
{
    Products = [new Product { Id = "lamp", Handle = "lamp", Title = "Lamp", Variants = [new Variant { Id = "lamp", Offer = new Offer(new Money(4900, "EUR")) }], Source = new Provenance("test", DateTimeOffset.UnixEpoch) }],
}, default);
await app.Services.GetRequiredService<ProductSearch>().LoadAsync(null, default);
await app.RunAsync();
Directory.Delete(folder, recursive: true);

/// <summary>Nothing here is secret.</summary>
internal sealed class OpenBox : ISecretBox
{
    public string Protect(string secret) => secret;

    public string Reveal(string stored) => stored;
}
