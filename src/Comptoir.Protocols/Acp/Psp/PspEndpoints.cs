using System.Text.Encodings.Web;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Protocols.Acp.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Protocols.Acp.Psp;

/// <summary>The built-in test provider as an ACP payment and authentication provider; only where the shop takes test payments.</summary>
internal static class PspEndpoints
{
    /// <summary>Where a browser leaves its fingerprint.</summary>
    public const string Fingerprint = AcpEndpoints.Base + "/3ds/fingerprint";

    /// <summary>The bank's page for the buyer.</summary>
    public const string Challenge = AcpEndpoints.Base + "/3ds/challenge";

    private const string Authentication = AcpEndpoints.Base + "/delegate_authentication";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(AcpEndpoints.Base + "/agentic_commerce/delegate_payment", (HttpContext http, AcpRestDoor door, DelegatePayment psp, IOrderingStore ordering) =>
            HandleAsync(http, door, ordering, AcpVersions.V2026_01_30, (call, _, body, ct) => psp.CreateAsync(call, body, ct)));
        app.MapPost(Authentication, (HttpContext http, AcpRestDoor door, DelegateAuthentication bank, IOrderingStore ordering) =>
            HandleAsync(http, door, ordering, AcpVersions.V2026_04_17, (call, _, body, ct) => bank.CreateAsync(call, body, ct)));
        app.MapPost(Authentication + "/{id}/authenticate", (HttpContext http, AcpRestDoor door, DelegateAuthentication bank, IOrderingStore ordering) =>
            HandleAsync(http, door, ordering, AcpVersions.V2026_04_17, (call, id, body, ct) => bank.AuthenticateAsync(call, id, body, ct)));
        app.MapGet(Authentication + "/{id}", (HttpContext http, AcpRestDoor door, DelegateAuthentication bank, IOrderingStore ordering) =>
            HandleAsync(http, door, ordering, AcpVersions.V2026_04_17, (call, id, _, ct) => bank.GetAsync(call, id, ct), hasBody: false));
        app.MapPost(Fingerprint, () => Results.Content("<!doctype html><title>3DS</title>", "text/html"));
        app.MapMethods(Challenge + "/{id}", ["GET", "POST"], ChallengeAsync);
    }

    private static Task HandleAsync(HttpContext http, AcpRestDoor door, IOrderingStore ordering, string since, AcpWork work, bool hasBody = true) =>
        door.HandleAsync(http, new("create_checkout", since, hasBody), async (call, id, body, ct) =>
            AcpCapabilities.Authenticates((await ordering.GetRulesAsync(call.ShopId, ct)).PaymentHandlers)
                ? await work(call, id, body, ct)
                : AcpErrors.Of(404, "not_found", "This shop takes no test payments."));

    /// <summary>The page that plays the bank: a GET or the agent's POST shows it, its own buttons post <c>do</c>.</summary>
    private static async Task ChallengeAsync(HttpContext http, AcpRestDoor door, ITestVault vault, TimeProvider time, string id)
    {
        var ct = http.RequestAborted;
        var session = id.Length <= 100 && door.Reached(http) is var (shop, _) ? await vault.FindAuthenticationAsync(shop.Id, id, ct) : null;
        if (session is null)
        {
            http.Response.StatusCode = 404;
            return;
        }

        var choice = HttpMethods.IsPost(http.Request.Method) && await FormBody.ReadAsync(http) is { } form ? form["do"].ToString() : "";
        if (choice is "confirm" or "refuse" && session.State == TestAuthenticationState.Challenge && time.GetUtcNow() < session.ExpiresAt)
        {
            var answered = session.Confirmed(choice == "confirm");
            session = await vault.SaveAsync(answered, ct) ? answered : await vault.FindAuthenticationAsync(session.ShopId, id, ct) ?? session;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(Page(session, http.Request.Headers.AcceptLanguage.ToString().StartsWith("fr", StringComparison.OrdinalIgnoreCase)), ct);
    }

    private static string Page(TestAuthentication s, bool french)
    {
        string Say(string english, string inFrench) => HtmlEncoder.Default.Encode(french ? inFrench : english);
        var title = Say("Test bank", "Banque de test");
        var amount = HtmlEncoder.Default.Encode(Catalog.Offers.Currencies.Format(s.Amount, s.Currency, french ? "fr" : "en"));
        var content = s.State switch
        {
            TestAuthenticationState.Challenge => $"""
                <p>{Say("Do you confirm this payment?", "Confirmez-vous ce paiement\u00a0?")} <strong>{amount}</strong></p>
                <form method="post"><button name="do" value="confirm">{Say("Confirm", "Confirmer")}</button> <button name="do" value="refuse">{Say("Refuse", "Refuser")}</button></form>
                """,
            TestAuthenticationState.Authenticated or TestAuthenticationState.NotAuthenticated => $"""
                <p>{(s.State == TestAuthenticationState.Authenticated ? Say("The payment is confirmed.", "Le paiement est confirmé.") : Say("The payment was refused.", "Le paiement a été refusé."))}</p>
                {(s.NotificationUrl is { } url ? $"""<form method="post" action="{HtmlEncoder.Default.Encode(url)}"><input type="hidden" name="threeDSServerTransID" value="{HtmlEncoder.Default.Encode(s.TransactionId)}"><button>{Say("Continue", "Continuer")}</button></form>""" : "")}
                """,
            _ => $"<p>{Say("There is nothing to confirm.", "Il n’y a rien à confirmer.")}</p>",
        };
        return $"""<!doctype html><html lang="{(french ? "fr" : "en")}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><main><h1>{title}</h1>{content}</main></html>""";
    }
}
