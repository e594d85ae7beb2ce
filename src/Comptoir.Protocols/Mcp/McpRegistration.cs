using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Mcp.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.AspNetCore;

namespace Comptoir.Protocols.Mcp;

/// <summary>What the MCP door needs in the container.</summary>
public static class McpRegistration
{
    /// <summary>
    /// Adds the MCP server and its tools. <see cref="Ucp.UcpRegistration.AddUcp"/>, the shop tools, the search and the stores are expected
    /// to be there.
    /// </summary>
    public static IServiceCollection AddMcpDoor(this IServiceCollection services, Action<McpOptions>? configure = null)
    {
        var options = services.AddOptions<McpOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddExtensions();
        services.AddSingleton<McpRequestGuard>();
        services.AddSingleton<DirectCalls>();
        services.AddSingleton<ShopToolAnswers>();
        services.AddSingleton<ToolCalls>();
        services.AddSingleton<ShopResources>();
        services.AddSingleton<Completions>();
        services.AddSingleton<McpDoor>();
        services.AddLogging(logging => logging.AddFilter("ModelContextProtocol", LogLevel.Critical)); // see McpDoor.LoggedAsync
        // Every request stands alone: a restart or another node loses nobody. MCP 2026-07-28 knows no sessions, and to clients of 2025-11-25
        // and before the server gives none out.
        services.AddMcpServer().WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.Stateless);
        services.AddOptions<HttpServerTransportOptions>().Configure<McpDoor>((transport, door) => transport.ConfigureSessionOptions = door.SetUpAsync);
        return services;
    }
}
