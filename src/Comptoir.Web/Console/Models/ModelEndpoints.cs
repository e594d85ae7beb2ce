using Comptoir.Compute;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Console.Models;

/// <summary>Language models: deployments, contracts, calls, and what would be decided for a request.</summary>
internal static class ModelEndpoints
{
    private const int NewestCalls = 25;
    private const int Days = 30;

    public static void MapModels(this IEndpointRouteBuilder console) => console.MapGet("/models", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var compute = http.RequestServices.GetRequiredService<ComputeService>();
        var shop = await compute.ViewAsync(console.Shop.Id, ct);
        var spend = (await compute.SpendAsync(console.Shop.Id, SpendBy.Deployment, console.Now.AddDays(-Days), console.Now.AddDays(1), ct))
            .GroupBy(r => r.Key).ToDictionary(g => g.Key, g => (Nano: g.Sum(r => r.Nano), Calls: g.Sum(r => r.Calls), g.First().Currency), StringComparer.Ordinal);
        var asked = console.Query("model") is { Length: > 0 } model && shop.Setup.Models.Any(m => m.Id == model) ? model : null;
        var need = Enum.TryParse<Capability>(console.Query("need"), ignoreCase: true, out var named) ? named : Capability.Chat;
        var decision = asked is null ? null : await compute.RouteAsync(console.Shop.Id, new(asked, console.Now, 1000, 300) { Needs = [need] }, ct);
        return Page.Show<ModelsPage, ModelsPage.View>(console, new(
            shop, compute.Health(shop.Setup.Policy), spend, await compute.ContractsAsync(console.Shop.Id, ct), await compute.AlertsAsync(console.Shop.Id, ct),
            await compute.CallsAsync(console.Shop.Id, new(NewestCalls), ct), asked, need, decision));
    }
}
