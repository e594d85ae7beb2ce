using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.Trust;
using Comptoir.Search;
using Comptoir.Web.Console.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Console.Agents.Trying;

/// <summary>A purchase over a door, made by the console as an agent makes it, shown call by call, and cancelled at the end.</summary>
internal static class TryEndpoints
{
    private const string Path = "/console/agents/try";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void MapTry(this IEndpointRouteBuilder console)
    {
        console.MapGet("/agents/try", async (HttpContext http, IOrderingStore ordering, CancellationToken ct) =>
        {
            var context = ConsoleContext.Of(http);
            return Page.Show<TryPage, TryPage.View>(context, new(await HinderedAsync(http, context, ordering, ct), null, [], null, null, null));
        });
        console.MapPost("/agents/try", RunAsync).Needs(ConsoleAction.Trust);
    }

    private static async Task<IResult> RunAsync(HttpContext http, IOrderingStore ordering, OrderService orders, ProductSearch search, TimeProvider time, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var door = Purchases.Doors.FirstOrDefault(d => d == console.Form["door"]);
        if (door is null) return Page.NotDone(console, Path, console.T.NotPossibleNow);
        if (await HinderedAsync(http, console, ordering, ct) is { } hindered) return Page.Show<TryPage, TryPage.View>(console, new(hindered, door, [], null, null, null), 422);
        if (Goods(console, search) is not { } goods) return Page.Show<TryPage, TryPage.View>(console, new(console.T.TryNothingToSell, door, [], null, null, null), 422);

        using var client = Client();
        var walk = new Walk(client, Here(http)!, http.Request.Host.ToUriComponent(), http.RequestServices.GetRequiredService<TrialAgent>(), time);
        string? order = null, problem = null;
        try
        {
            // to its end also when the operator has closed the page meanwhile: nothing of the trial is to stay
            await Purchases.RunAsync(door, walk, goods, console.T, id => order = id, CancellationToken.None);
        }
        catch (Exception e) when (e is WalkEnded or InvalidOperationException or FormatException)
        {
            problem = e.Message;
        }

        console.Changed = order;
        var cancelled = order is null ? null : (await orders.CancelAsync(console.Shop.Id, order, console.T.TryReason, ConsoleContext.Operator, null, CancellationToken.None)).Value;
        return Page.Show<TryPage, TryPage.View>(console, new(null, door, walk.Steps, problem, order, cancelled?.Status == OrderStatus.Canceled));
    }

    /// <summary>Why nothing can be tried here; null: it can.</summary>
    private static async Task<string?> HinderedAsync(HttpContext http, ConsoleContext console, IOrderingStore ordering, CancellationToken ct)
    {
        if (http.RequestServices.GetService<TrialAgent>() is null || Here(http) is null) return console.T.TryNoDoors;
        if (http.RequestServices.GetRequiredService<ProductSearch>().ShopForHost(http.Request.Host.Host)?.Id != console.Shop.Id) return console.T.TryOtherHost;
        return (await ordering.GetRulesAsync(console.Shop.Id, ct)).PaymentHandlers.Any(h => h.Id == TestPaymentProvider.Handler) ? null : console.T.TryNoTestPayments;
    }

    /// <summary>Something small that is there, of what every agent may buy.</summary>
    private static TrialGoods? Goods(ConsoleContext console, ProductSearch search) => search.Products(console.Shop.Id)
        .SelectMany(p => p.Variants.Select(v => (Product: p, Variant: v)))
        .Where(x => x.Variant.Offer.Price.Currency == console.Shop.Currency && x.Variant.Offer.Price.Amount > 0 && search.Available(console.Shop.Id, x.Variant.Id) > 0)
        .OrderBy(x => x.Variant.Offer.Price.Amount).ThenBy(x => x.Variant.Id, StringComparer.Ordinal)
        .Select(x => new TrialGoods(console.Shop, x.Variant.Id, x.Product.Id, x.Product.Title.In(console.Language), console.Language))
        .FirstOrDefault();

    /// <summary>An address of this very process, so that the trial's agent is known there.</summary>
    private static Uri? Here(HttpContext http)
    {
        var listening = http.RequestServices.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return listening.Select(a => a.Replace("://+", "://127.0.0.1", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal))
            .Select(a => a.Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal))
            .Where(a => Uri.TryCreate(a, UriKind.Absolute, out _)).Select(a => new Uri(a))
            .OrderBy(a => a.Scheme, StringComparer.Ordinal).FirstOrDefault();
    }

    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,

        // the certificate is for the shop's name, and this is the same process
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    { Timeout = Patience };
}
