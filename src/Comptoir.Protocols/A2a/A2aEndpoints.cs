using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.A2a;

/// <summary>The addresses of the A2A door.</summary>
public static class A2aEndpoints
{
    /// <summary>Where the agent card is. UCP's profile names this address, so calls are taken here too.</summary>
    internal const string Card = "/.well-known/agent-card.json";

    internal const string Calls = "/a2a";

    /// <summary>Adds what <see cref="MapA2aDoor"/> needs; <see cref="UcpRegistration.AddUcp"/> is expected to be called.</summary>
    public static IServiceCollection AddA2aDoor(this IServiceCollection services) => services.AddSingleton<A2aActions>().AddSingleton<A2aDoor>();

    /// <summary>Maps the agent card and JSON-RPC's <c>message/send</c> of Agent2Agent with UCP's checkout extension.</summary>
    public static IEndpointRouteBuilder MapA2aDoor(this IEndpointRouteBuilder app)
    {
        app.MapGet(Card, (HttpContext http, A2aDoor door) => door.CardAsync(http));
        app.MapPost(Card, (HttpContext http, A2aDoor door) => door.CallAsync(http));
        app.MapPost(Calls, (HttpContext http, A2aDoor door) => door.CallAsync(http));
        return app;
    }
}
