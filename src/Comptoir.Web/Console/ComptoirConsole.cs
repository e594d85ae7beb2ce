using Comptoir.Ordering.Operators;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Web.Assets;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.AfterSale;
using Comptoir.Web.Console.Agents;
using Comptoir.Web.Console.Audit;
using Comptoir.Web.Console.Capital;
using Comptoir.Web.Console.Conversations;
using Comptoir.Web.Console.Health;
using Comptoir.Web.Console.Ledger;
using Comptoir.Web.Console.Linking;
using Comptoir.Web.Console.Models;
using Comptoir.Web.Console.Operators;
using Comptoir.Web.Console.Orders;
using Comptoir.Web.Console.Outbox;
using Comptoir.Web.Console.Overview;
using Comptoir.Web.Console.Payments;
using Comptoir.Web.Console.PersonalData;
using Comptoir.Web.Console.Policies;
using Comptoir.Web.Console.Products;
using Comptoir.Web.Console.Requests;
using Comptoir.Web.Console.Selling;
using Comptoir.Web.Console.Settings;
using Comptoir.Web.Console.Stock;
using Comptoir.Web.Security.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console;

/// <summary>The operator's console: everything under <c>/console</c>, and the two health probes.</summary>
public static class ComptoirConsole
{
    /// <summary>Adds what the console needs beside the rooms' services, and the stores. Its style sheet is served with the shop front's.</summary>
    public static IServiceCollection AddComptoirConsole(this IServiceCollection services, Action<ConsoleOptions> configure)
    {
        services.Configure(configure);
        services.AddRazorComponents();
        services.TryAddSingleton<SiteAssets>();
        services.AddComptoirSecrets();
        services.AddSingleton<ConsoleSessions>();
        services.AddSingleton<Keys>();
        services.AddSingleton<Flash>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<ConsoleAudit>();
        services.AddIdentityCore<Operator>().AddUserStore<OperatorUsers>();
        services.AddScoped<IPasskeyHandler<Operator>, PasskeyHandler<Operator>>();
        services.AddScoped<Passkeys>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<ConsoleOptions>>((passkeys, console) =>
        {
            passkeys.ServerDomain = console.Value.PasskeyDomain;
            passkeys.UserVerificationRequirement = "required";
            // found by the browser without a user name
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddSingleton<HealthProbe>();
        services.AddSingleton<CapitalFile>();
        services.TryAddSingleton<AgentPolicies>();
        services.TryAddSingleton<ShopKeys>();
        return services;
    }

    public static IEndpointRouteBuilder MapConsole(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthProbes();
        var console = endpoints.MapGroup("/console").AddEndpointFilter<ConsoleGate>().ExcludeFromDescription();
        console.MapSignIn();
        console.MapInvitation();
        console.MapAccess();
        console.MapOperators();
        console.MapAudit();
        console.MapPersonalData();
        console.MapOverview();
        console.MapOrders();
        console.MapRequests();
        console.MapAfterSale();
        console.MapAmend();
        console.MapReturnPolicy();
        console.MapGiftCards();
        console.MapConversations();
        console.MapAgents();
        console.MapLinkClients();
        console.MapAgentKeys();
        console.MapProducts();
        console.MapStock();
        new PromotionEditor().Map(console);
        new ClaimEditor().Map(console);
        new ShippingEditor().Map(console);
        new SubscriptionEditor().Map(console);
        console.MapTaxes();
        console.MapCapture();
        new PaymentEditor().Map(console);
        console.MapProviderKeys();
        console.MapInvoices();
        console.MapPolicies();
        console.MapSettings();
        console.MapLedger();
        console.MapLedgerEntries();
        console.MapContracts();
        console.MapCapital();
        console.MapModels();
        console.MapOutbox();
        console.MapHealthPage();
        console.MapGet("/{**rest}", (HttpContext http) => Page.NotFound(ConsoleContext.Of(http)));
        return endpoints;
    }
}
