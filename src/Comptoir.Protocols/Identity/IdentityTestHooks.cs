using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Identity;

/// <summary>
/// What public suites need to act as a platform: <c>POST /testing/oauth/clients</c> (with the secret) registers a client whose test
/// customer agrees at once, <c>POST /testing/oauth/mint {"kind": "expired" | "revoked" | "foreign_client"}</c> makes tokens that must be refused.
/// </summary>
internal static class IdentityTestHooks
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/testing/oauth/clients", RegisterAsync);
        app.MapPost("/testing/oauth/mint", MintAsync);
    }

    private static Task RegisterAsync(HttpContext http, UcpRestDoor door, IAccountLinkStore store, ICustomerStore customers, TimeProvider time, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: true, async context =>
        {
            var (body, refused) = await UcpRestDoor.BodyAsync(http, UcpTestHooks.Presenter, http.RequestAborted);
            if (refused is not null) return refused;
            var read = new WireReader();
            var (id, secret, profile, email) = (read.Text(body, "client_id", "$", 100), read.Text(body, "client_secret", "$", 200), read.Text(body, "profile", "$"), read.Text(body, "customer", "$", 200));
            var redirects = read.Texts(body, "redirect_uris", "$", 10) ?? [];
            if (id is null || email is null || redirects.Count == 0 || !redirects.All(RedirectAddress.MayBeRegistered)) read.Refuse("invalid_request", "client_id, redirect_uris and customer (an e-mail address) are required.", "$");
            if (read.Problem is { } problem) return UcpTestHooks.Presenter.Error(422, problem.Code, problem.Message, problem.Path);
            if (await customers.FindByEmailAsync(context.Shop.Id, email!, http.RequestAborted) is null)
                await customers.SaveAsync(new Customer { Id = Ids.New("cust", time), ShopId = context.Shop.Id, Email = email!, Language = context.Language, VerifiedAt = time.GetUtcNow(), CreatedAt = time.GetUtcNow(), Version = 1 }, http.RequestAborted);
            var before = await store.GetClientAsync(context.Shop.Id, id!, http.RequestAborted);
            await store.SaveClientAsync(new LinkClient
            {
                ShopId = context.Shop.Id,
                Id = id!,
                Version = (before?.Version ?? 0) + 1,
                Name = id!,
                RedirectUris = redirects,
                SecretHash = secret is null ? null : AccountLinks.HashOf(secret),
                ProfileUrl = profile,
                CreatedAt = time.GetUtcNow(),
                TestCustomer = email,
            }, http.RequestAborted);
            return new(200, new JsonObject { ["status"] = "ok" });
        });

    private static Task MintAsync(HttpContext http, UcpRestDoor door, IAccountLinkStore store, TimeProvider time, IOptions<UcpOptions> options) =>
        UcpTestHooks.GuardedAsync(http, door, options, needsSecret: false, async context =>
        {
            var (body, refused) = await UcpRestDoor.BodyAsync(http, UcpTestHooks.Presenter, http.RequestAborted);
            if (refused is not null) return refused;
            var kind = new WireReader().Text(body, "kind", "$", 30);
            if (kind is not ("expired" or "revoked" or "foreign_client")) return UcpTestHooks.Presenter.Error(422, "invalid_request", "kind must be expired, revoked or foreign_client.");
            var client = (await store.ListClientsAsync(context.Shop.Id, http.RequestAborted)).FirstOrDefault(c => c.TestCustomer is not null)?.Id ?? "none";
            var (token, now) = (AccountLinks.NewSecret(), time.GetUtcNow());
            var link = new AccountLink { ShopId = context.Shop.Id, Id = Ids.New("link", time), CustomerId = "nobody", ClientId = kind == "foreign_client" ? "another-platform" : client, Scopes = LinkScopes.All, At = now };
            var spent = new LinkToken(link, LinkTokenKind.Code, AccountLinks.HashOf(AccountLinks.NewSecret()), now);
            await store.AddTokenAsync(spent, http.RequestAborted);
            await store.ExchangeAsync(spent, [new(link, LinkTokenKind.Access, AccountLinks.HashOf(token), kind == "expired" ? now.AddHours(-1) : now.AddHours(1))], now, http.RequestAborted);
            if (kind == "revoked") await store.RevokeAsync(context.Shop.Id, link.Id, null, null, "platform", now, http.RequestAborted);
            return new(200, new JsonObject { ["access_token"] = token });
        });
}
