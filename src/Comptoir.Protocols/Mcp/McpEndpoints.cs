using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Acp.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Mcp;

/// <summary>The address of the MCP door.</summary>
public static class McpEndpoints
{
    internal const string Path = "/mcp";

    /// <summary>
    /// Maps MCP over Streamable HTTP at <c>/mcp</c>, and ACP's binding of it at <c>/acp/mcp</c> where the ACP door is there, in the releases
    /// 2026-07-28, 2025-11-25 and before. Needs <see cref="McpRegistration.AddMcpDoor"/>.
    /// </summary>
    public static IEndpointRouteBuilder MapMcpDoor(this IEndpointRouteBuilder app)
    {
        var guard = app.ServiceProvider.GetRequiredService<McpRequestGuard>();
        string[] paths = app.ServiceProvider.GetService<AcpTools>() is null ? [Path] : [Path, AcpEndpoints.Mcp];
        foreach (var path in paths)
        {
            app.MapMcp(path).Add(endpoint =>
            {
                var serve = endpoint.RequestDelegate ?? (_ => Task.CompletedTask);
                endpoint.RequestDelegate = http => guard.RunAsync(http, serve);
            });
        }

        return app;
    }
}
