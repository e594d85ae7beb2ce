using System.Text.Json.Nodes;
using Comptoir.Catalog.Shops;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Identity;

/// <summary>What platforms call of the shop's authorization server; the page where the customer says yes belongs to the shop's pages.</summary>
public static class IdentityEndpoints
{
    public const string AuthorizePath = "/oauth2/authorize";
    public const string MetadataPath = "/.well-known/oauth-authorization-server";
    public const string ResourcePath = "/.well-known/oauth-protected-resource";
    internal const string TokenPath = "/oauth2/token";
    internal const string RevokePath = "/oauth2/revoke";

    internal static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder app)
    {
        app.MapGet(MetadataPath, (HttpContext http, UcpRestDoor door, IOptions<UcpOptions> options) => DescribeAsync(http, door, (shop, issuer) => Metadata(shop, issuer, options.Value.ClientDocuments)));
        app.MapGet(ResourcePath, (HttpContext http, UcpRestDoor door) => DescribeAsync(http, door, Resource));
        app.MapPost(TokenPath, TokenAsync);
        app.MapPost(RevokePath, RevokeAsync);
        BuyerOrders.Map(app);
        if (app.ServiceProvider.GetRequiredService<IOptions<UcpOptions>>().Value.TestHooksSecret is not null) IdentityTestHooks.Map(app);
        return app;
    }

    /// <summary>RFC 8414. What is said here is what the endpoints do.</summary>
    private static JsonObject Metadata(Shop shop, string issuer, bool documents) => new()
    {
        ["issuer"] = issuer,
        ["authorization_endpoint"] = issuer + AuthorizePath,
        ["token_endpoint"] = issuer + TokenPath,
        ["revocation_endpoint"] = issuer + RevokePath,
        ["scopes_supported"] = WireWriter.Array(LinkScopes.All),
        ["response_types_supported"] = new JsonArray("code"),
        ["response_modes_supported"] = new JsonArray("query"),
        ["grant_types_supported"] = new JsonArray("authorization_code", "refresh_token"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["token_endpoint_auth_methods_supported"] = ClientProof.Methods,
        ["revocation_endpoint_auth_methods_supported"] = ClientProof.Methods,
        ["token_endpoint_auth_signing_alg_values_supported"] = ClientProof.Algorithms,
        ["revocation_endpoint_auth_signing_alg_values_supported"] = ClientProof.Algorithms,
        ["client_id_metadata_document_supported"] = documents,
        ["authorization_response_iss_parameter_supported"] = true,
        ["ui_locales_supported"] = WireWriter.Array(shop.Languages),
    };

    /// <summary>RFC 9728.</summary>
    private static JsonObject Resource(Shop shop, string issuer) => new()
    {
        ["resource"] = issuer,
        ["authorization_servers"] = new JsonArray(issuer),
        ["scopes_supported"] = WireWriter.Array(LinkScopes.All),
        ["bearer_methods_supported"] = new JsonArray("header"),
        ["resource_name"] = shop.Name,
    };

    private static Task DescribeAsync(HttpContext http, UcpRestDoor door, Func<Shop, string, JsonObject> describe) => door.Reached(http) is var (shop, issuer)
        ? UcpRestDoor.WriteAsync(http, new(200, describe(shop, issuer)), "public, max-age=300")
        : UcpRestDoor.WriteAsync(http, new(503, new() { ["error"] = "temporarily_unavailable" }));

    private static async Task TokenAsync(HttpContext http, UcpRestDoor door, AccountLinks links, ClientProof proof)
    {
        if (await EnterAsync(http, door, proof) is not var (form, client)) return;
        var issued = form["grant_type"].ToString() switch
        {
            "authorization_code" => await links.RedeemAsync(client, form["code"].ToString(), form["redirect_uri"], form["code_verifier"], http.RequestAborted),
            "refresh_token" => await links.RefreshAsync(client, form["refresh_token"].ToString(), form["scope"] is [{ Length: > 0 } scopes] ? scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) : null, http.RequestAborted),
            _ => null,
        };
        if (issued is null)
        {
            var known = form["grant_type"].ToString() is "authorization_code" or "refresh_token";
            await RefuseAsync(http, 400, known ? "invalid_grant" : "unsupported_grant_type", known ? "The code or token is not good, or not proven by its verifier and return address." : "grant_type must be authorization_code or refresh_token.");
            return;
        }

        await WriteAsync(http, 200, new JsonObject
        {
            ["access_token"] = issued.AccessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = issued.ExpiresIn,
            ["refresh_token"] = issued.RefreshToken,
            ["scope"] = string.Join(' ', issued.Scopes),
        });
    }

    private static async Task RevokeAsync(HttpContext http, UcpRestDoor door, AccountLinks links, ClientProof proof)
    {
        if (await EnterAsync(http, door, proof) is not var (form, client)) return;
        if (form["token"] is not [{ Length: > 0 } token])
        {
            await RefuseAsync(http, 400, "invalid_request", "token is required.");
            return;
        }

        await links.RevokeTokenAsync(client, token, http.RequestAborted);
        await WriteAsync(http, 200, []);
    }

    /// <summary>The form and the client that proved itself; null when a refusal was written.</summary>
    private static async Task<(IFormCollection Form, LinkClient Client)?> EnterAsync(HttpContext http, UcpRestDoor door, ClientProof proof)
    {
        if (door.Reached(http) is not var (shop, issuer))
        {
            await RefuseAsync(http, 503, "temporarily_unavailable", "No shop is open here yet.");
            return null;
        }

        if (await FormBody.ReadAsync(http) is not { } form || form.Any(member => member.Value.Count > 1))
        {
            await RefuseAsync(http, 400, "invalid_request", "The body must be a form (application/x-www-form-urlencoded) in which no member comes twice.");
            return null;
        }

        if (await proof.FindAsync(http, form, shop.Id, issuer) is { } client) return (form, client);
        if (http.Request.Headers.Authorization.Count > 0) http.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2\"";
        await RefuseAsync(http, 401, "invalid_client", "The platform is not known, or did not prove itself as it must.");
        return null;
    }

    private static Task RefuseAsync(HttpContext http, int status, string error, string description) =>
        WriteAsync(http, status, new() { ["error"] = error, ["error_description"] = description });

    private static Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        http.Response.Headers.Pragma = "no-cache";
        return UcpRestDoor.WriteAsync(http, new(status, body));
    }
}
