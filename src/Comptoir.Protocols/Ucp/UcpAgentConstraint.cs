using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Protocols.Ucp;

/// <summary>
/// Lets an agent's request through and a browser's pass on. 2026-01-11's public clients read orders at <c>/orders/{id}</c> of the server's
/// root, where people have the page of their order.
/// </summary>
internal sealed class UcpAgentConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext?.Request.Headers.ContainsKey("UCP-Agent") == true;
}
