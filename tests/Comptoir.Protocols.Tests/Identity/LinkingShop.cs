using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Customers;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Identity;

/// <summary>What a platform does with the shop's authorization server; the customer's yes is given directly.</summary>
internal sealed class LinkingShop(UcpShop shop)
{
    public const string Callback = "https://platform.example/oauth/callback";
    public const string Secret = "a secret of 32 letters at least ok";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IAccountLinkStore Store => shop.Services.GetRequiredService<IAccountLinkStore>();

    public AccountLinks Links => shop.Services.GetRequiredService<AccountLinks>();

    /// <summary>A platform of the shop's, new each time.</summary>
    public async Task<LinkClient> ClientAsync(bool secret = false, string? profile = null, params string[] redirects)
    {
        var client = new LinkClient
        {
            ShopId = "flowers",
            Id = Ids.New("app", TimeProvider.System),
            Version = 1,
            Name = "Helper",
            RedirectUris = redirects.Length > 0 ? redirects : [Callback],
            SecretHash = secret ? AccountLinks.HashOfSecret(Secret) : null,
            ProfileUrl = profile,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        (await Store.SaveClientAsync(client, Ct)).ShouldBeTrue();
        return client;
    }

    /// <summary>A customer whose e-mail address is proven, new each time.</summary>
    public async Task<Customer> CustomerAsync()
    {
        var id = Ids.New("cust", TimeProvider.System);
        var customer = new Customer { Id = id, ShopId = "flowers", Email = $"{id}@example.org", Language = "en", PasswordHash = "x", VerifiedAt = DateTimeOffset.UtcNow, CreatedAt = DateTimeOffset.UtcNow, Version = 1 };
        (await shop.Services.GetRequiredService<ICustomerStore>().SaveAsync(customer, Ct)).ShouldBeTrue();
        return customer;
    }

    /// <summary>The customer's yes: the code and the verifier that proves it.</summary>
    public async Task<(string Code, string Verifier)> CodeAsync(LinkClient client, Customer customer, string redirect = Callback, params string[] scopes)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var request = new AuthorizationRequest(client, redirect, scopes.Length > 0 ? scopes : [LinkScopes.ReadOrders, LinkScopes.ManageOrders], "state", challenge);
        return (await Links.AgreeAsync(request, customer.Id, Ct), verifier);
    }

    public Task<(int Status, JsonObject Body)> RedeemAsync(LinkClient client, string code, string? verifier, string redirect = Callback) =>
        PostAsync("/oauth2/token", [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("client_id", client.Id), .. verifier is null ? [] : ((string, string)[])[("code_verifier", verifier)]]);

    public Task<(int Status, JsonObject Body)> RefreshAsync(LinkClient client, string token) =>
        PostAsync("/oauth2/token", [("grant_type", "refresh_token"), ("refresh_token", token), ("client_id", client.Id)]);

    /// <summary>The whole way: access and refresh token.</summary>
    public async Task<(string Access, string Refresh)> LinkAsync(LinkClient client, Customer customer, params string[] scopes)
    {
        var (code, verifier) = await CodeAsync(client, customer, Callback, scopes);
        var (status, body) = await RedeemAsync(client, code, verifier);
        status.ShouldBe(200, body.ToJsonString());
        return ((string)body["access_token"]!, (string)body["refresh_token"]!);
    }

    public async Task<(int Status, JsonObject Body)> PostAsync(string path, IEnumerable<(string Name, string Value)> form, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, shop.BaseUrl + path) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Http.SendAsync(request, Ct);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Ct)) as JsonObject ?? []);
    }

    public async Task<JsonObject> DocumentAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(shop.BaseUrl + path, Ct))!.AsObject();

    /// <summary>An operation with a bearer token.</summary>
    public Task<UcpReply> CallAsync(HttpMethod method, string path, string? token, string agent = UcpShop.Agent) =>
        new UcpClient(shop.BaseUrl, UcpVersions.V2026_04_08, agent).SendAsync(method, path, null, headers: token is null ? [] : [("Authorization", "Bearer " + token)]);
}
