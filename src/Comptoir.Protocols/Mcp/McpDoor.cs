using System.Reflection;
using Comptoir.Protocols.Mcp.Tools;
using Comptoir.Search;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.Protocols.Mcp;

/// <summary>Sets the MCP server of one request up for the shop that the request reached.</summary>
internal sealed class McpDoor(ProductSearch search, ToolCalls tools, ShopResources resources)
{
    private static readonly string Version = typeof(McpDoor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public Task SetUpAsync(HttpContext http, McpServerOptions options, CancellationToken ct)
    {
        var visit = McpVisit.Of(http, search);
        options.ServerInfo = new Implementation
        {
            Name = "comptoir",
            Title = visit.Shop?.Name ?? "Comptoir",
            Version = Version,
            Description = visit.Shop?.Tagline.In(visit.Language) is { Length: > 0 } tagline ? tagline : null,
            WebsiteUrl = visit.BaseUrl,
        };
        options.ServerInstructions = ShopAssistant.Instructions(visit);
        options.Capabilities = new() { Tools = new(), Resources = new(), Prompts = new() };
        options.Handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, new ListToolsResult { Tools = [.. ToolList.All] }, CacheScope.Public));
        options.Handlers.CallToolHandler = async (request, stop) => await tools.RunAsync(visit, request.Params, stop);
        options.Handlers.ListResourcesHandler = async (request, stop) => Releases.Keep(request, await resources.ListAsync(visit, stop));
        options.Handlers.ListResourceTemplatesHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, ShopResources.Templates(visit)));
        options.Handlers.ReadResourceHandler = async (request, stop) => Releases.Keep(request, await resources.ReadAsync(visit, request.Params?.Uri, stop) ?? throw McpErrors.NoResource(request.Params?.Uri, Releases.IsNew(request)));
        options.Handlers.ListPromptsHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, new ListPromptsResult { Prompts = [ShopAssistant.Face(visit)] }));
        options.Handlers.GetPromptHandler = (request, _) => ValueTask.FromResult(ShopAssistant.Get(visit, request.Params));
        return Task.CompletedTask;
    }
}
