using System.IO.Compression;
using Comptoir.Agent;
using Comptoir.Protocols.Identity;
using Comptoir.Web.Account;
using Comptoir.Web.Account.Linking;
using Comptoir.Web.Assets;
using Comptoir.Web.Chat;
using Comptoir.Web.Layout;
using Comptoir.Web.Requests;
using Comptoir.Web.Security;
using Comptoir.Web.Security.Limits;
using Comptoir.Web.ShopPages;
using Comptoir.Web.ShopPages.AfterSale;
using Comptoir.Web.ShopPages.Buying;
using Comptoir.Web.ShopPages.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web;

/// <summary>The pages of Comptoir: what the executable adds and maps.</summary>
public static class ComptoirWeb
{
    /// <summary>Adds what the pages need. Expects the services of Search, Ordering and ShopTools, and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddComptoirWeb(this IServiceCollection services, Action<WebOptions>? configure = null)
    {
        services.AddOptions<WebOptions>();
        if (configure is not null) services.Configure(configure);
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddComptoirAgent();
        services.AddSingleton<SiteAssets>();
        services.AddSingleton<CustomerSessions>();
        services.AddSingleton<Visits>();
        services.AddSingleton<Shelves>();
        services.AddSingleton<CheckoutEndpoints>();
        services.AddSingleton<Wallets>();
        services.AddSingleton<OrderEndpoints>();
        services.AddSingleton<WithdrawEndpoints>();
        services.AddSingleton<ReturnEndpoints>();
        services.AddSingleton<ChangeEndpoints>();
        services.AddSingleton<AccountEndpoints>();
        services.AddSingleton<AccountAudit>();
        services.AddAccountLinks();
        services.AddSingleton<ConsentEndpoints>();
        services.AddSingleton<LinkedAgentsEndpoints>();
        services.AddSingleton<MyDataEndpoints>();
        services.AddSingleton<RequestEndpoints>();
        services.AddSingleton<AgreeEndpoints>();
        services.AddSingleton<ChatEndpoints>();
        services.AddOptions<LimitOptions>().BindConfiguration("Limits");
        services.AddRateLimits();
        services.AddSingleton<IStartupFilter, PagePipeline>();
        services.AddResponseCompression(compression =>
        {
            // nothing here puts a secret next to something that a visitor can choose, which is what BREACH needs
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Maps the shop's pages, the chat and the shopper's account.</summary>
    public static IEndpointRouteBuilder MapShopFront(this IEndpointRouteBuilder routes)
    {
        SiteAssets.Map(routes);
        PaymentWebhookEndpoint.Map(routes);
        var pages = routes.MapGroup("").AddEndpointFilter<SameOrigin>().ExcludeFromDescription();
        HomeEndpoints.Map(pages);
        SearchEndpoints.Map(pages);
        ProductEndpoints.Map(pages);
        PolicyEndpoints.Map(pages);
        CartEndpoints.Map(pages);
        PermalinkEndpoints.Map(pages);
        CheckoutEndpoints.Map(pages);
        BankEndpoints.Map(pages);
        OrderEndpoints.Map(pages);
        WithdrawEndpoints.Map(pages);
        ReturnEndpoints.Map(pages);
        ChangeEndpoints.Map(pages);
        DifferenceEndpoints.Map(pages);
        AccountEndpoints.Map(pages);
        MyDataEndpoints.Map(pages);
        ConsentEndpoints.Map(pages);
        LinkedAgentsEndpoints.Map(pages);
        AgreeEndpoints.Map(pages);
        RequestEndpoints.Map(pages);
        RequestEndpoints.MapStop(routes);
        ChatEndpoints.Map(pages);
        MachineEndpoints.Map(pages);
        return routes;
    }

    /// <summary>Runs around everything: proxies, compression, headers, limits, and a page instead of a bare error for people.</summary>
    private sealed class PagePipeline : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            Proxies.Use(app);
            app.UseResponseCompression();
            app.Use(async (http, go) =>
            {
                if (!NamesHost(http.Request))
                {
                    http.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }

                ResponseHeaders.SetOnStart(http);

                // what can be read can be asked about: the server itself leaves the body of the answer out
                if (HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
                await go(http);
            });
            app.UseMiddleware<ErrorPages>();
            app.UseRateLimiter();
            next(app);
        };

        /// <summary>False for a host of which no address can be made (a broken <c>xn--</c>, port 99999); none at all is enough only for a probe.</summary>
        private static bool NamesHost(HttpRequest request)
        {
            try
            {
                return request.Host.HasValue ? Uri.TryCreate($"http://{request.Host.ToUriComponent()}/", UriKind.Absolute, out _) : request.Path.StartsWithSegments("/health");
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
