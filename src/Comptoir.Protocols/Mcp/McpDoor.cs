using System.Reflection;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Acp.Mcp;
using Comptoir.Protocols.Mcp.Apps;
using Comptoir.Protocols.Mcp.Tools;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.Protocols.Mcp;

/// <summary>Sets the MCP server of one request up for the shop that the request reached.</summary>
internal sealed class McpDoor(UcpRestDoor rest, ToolCalls tools, ShopResources resources, Completions completions, ILogger<McpDoor> log)
{
    private static readonly string Version = typeof(McpDoor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public Task SetUpAsync(HttpContext http, McpServerOptions options, CancellationToken ct)
    {
        var visit = McpVisit.Of(http, rest);
        options.ServerInfo = FaceOf(visit);
        if (http.Request.Path.StartsWithSegments(AcpEndpoints.Mcp, StringComparison.Ordinal) && http.RequestServices.GetService<AcpTools>() is { } acp)
        {
            options.Capabilities = new() { Tools = new() };
            options.Handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, new ListToolsResult { Tools = [.. AcpToolList.All] }, CacheScope.Public));
            options.Handlers.CallToolHandler = async (request, stop) => await LoggedAsync("tool", request.Params?.Name, acp.RunAsync(visit, http.Request.Headers.Authorization.ToString(), request.Params, stop));
            return Task.CompletedTask;
        }

        options.ServerInstructions = ShopAssistant.Instructions(visit);
        options.Capabilities = new()
        {
            Tools = new(),
            Resources = new(),
            Prompts = new(),
            Completions = new(),
            Extensions = new Dictionary<string, object> { [ShopApps.Extension] = new JsonObject { ["mimeTypes"] = new JsonArray { ShopApps.MimeType } } },
        };
        options.Handlers.ListToolsHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, new ListToolsResult { Tools = [.. ToolList.All] }, CacheScope.Public));
        options.Handlers.CallToolHandler = async (request, stop) => await LoggedAsync("tool", request.Params?.Name, tools.RunAsync(visit, request.Params, stop));
        options.Handlers.ListResourcesHandler = async (request, stop) => Releases.Keep(request, await LoggedAsync("resource", "list", resources.ListAsync(visit, stop)));
        options.Handlers.ListResourceTemplatesHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, ShopResources.Templates(visit)));
        options.Handlers.ReadResourceHandler = async (request, stop) => Releases.Keep(request, await LoggedAsync("resource", request.Params?.Uri, resources.ReadAsync(visit, request.Params?.Uri, Version, stop)) ?? throw McpErrors.NoResource(request.Params?.Uri, Releases.IsNew(request)));
        options.Handlers.ListPromptsHandler = (request, _) => ValueTask.FromResult(Releases.Keep(request, new ListPromptsResult { Prompts = ShopAssistant.List(visit) }));
        options.Handlers.CompleteHandler = async (request, stop) => await LoggedAsync("completion", request.Params?.Argument.Name, completions.RunAsync(visit, request.Params, stop));
        options.Handlers.GetPromptHandler = (request, _) => ValueTask.FromResult(ShopAssistant.Get(visit, request.Params));
        return Task.CompletedTask;
    }

    /// <summary>Who the server says that it is.</summary>
    public static Implementation FaceOf(McpVisit visit) => new()
    {
        Name = "comptoir",
        Title = visit.Shop?.Name ?? "Comptoir",
        Version = Version,
        Description = visit.Shop?.Tagline.In(visit.Language) is { Length: > 0 } tagline ? tagline : null,
        WebsiteUrl = visit.BaseUrl,
    };

    /// <summary>What went wrong here is logged here; the SDK, which would also log every mistake of a caller with its stack, is told to be silent.</summary>
    private async Task<T> LoggedAsync<T>(string what, string? which, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (Exception e) when (e is not (McpProtocolException or OperationCanceledException))
        {
            log.LogError(e, "The {What} {Which} failed.", what, which);
            throw;
        }
    }
}
