using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Secrets;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.Payments;

/// <summary>Keys of payment providers: entered, never shown again, tried on request. An empty field keeps what is stored.</summary>
internal static class ProviderKeysEndpoints
{
    private const int LongestSecret = 300;

    public static void MapProviderKeys(this IEndpointRouteBuilder console)
    {
        console.MapGet("/payment-keys/{handler}", Show);
        console.MapPost("/payment-keys/{handler}", Save).Needs(ConsoleAction.Payments);
        console.MapPost("/payment-keys/{handler}/test", Test).Needs(ConsoleAction.Payments);
    }

    private static async Task<IResult> Show(HttpContext http, string handler, IEnumerable<IPaymentConnection> connections, IPaymentStore store, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (connections.All(c => c.HandlerId != handler)) return Page.NotFound(console);
        return await ShowAsync(console, handler, store, new ConsoleForm(console.T), 200, ct);
    }

    private static async Task<IResult> Save(HttpContext http, string handler, IEnumerable<IPaymentConnection> connections, IPaymentStore store, ISecretBox box, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (connections.All(c => c.HandlerId != handler)) return Page.NotFound(console);
        var form = console.Form;
        var (key, webhook) = (form.Optional("apiKey", LongestSecret), form.Optional("webhookSecret", LongestSecret));
        if (!form.Valid) return await ShowAsync(console, handler, store, Emptied(console), 422, ct);
        var present = await store.GetSecretsAsync(console.Shop.Id, handler, ct) ?? new PaymentSecrets(console.Shop.Id, handler, 0);
        var kept = form.Checked("forgetOlder") ? [] : present.WebhookSecrets ?? [];
        var next = present with
        {
            Version = present.Version + 1,
            ApiKey = key is null ? present.ApiKey : box.Protect(key),
            ApiKeyHint = key is null ? present.ApiKeyHint : key[^Math.Min(4, key.Length)..],

            // the one before stays good until it is forgotten, so that no event is lost while it is renewed
            WebhookSecrets = webhook is null ? (form.Checked("forgetOlder") ? [.. (present.WebhookSecrets ?? []).Take(1)] : present.WebhookSecrets) : [box.Protect(webhook), .. kept.Take(1)],
            UpdatedAt = console.Now,
        };
        return await store.SaveSecretsAsync(next, ct) ? Page.Done(console, PathOf(handler), console.T.KeysSaved) : Page.NotDone(console, PathOf(handler), console.T.NotPossibleNow);
    }

    private static async Task<IResult> Test(HttpContext http, string handler, IEnumerable<IPaymentConnection> connections, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (connections.FirstOrDefault(c => c.HandlerId == handler) is not { } connection) return Page.NotFound(console);
        var wrong = await connection.TestAsync(console.Shop.Id, ct);
        return Page.Done(console, PathOf(handler), wrong is null ? console.T.KeysWork : console.T.KeysFail(wrong.Length > 200 ? wrong[..200] : wrong));
    }

    private static async Task<IResult> ShowAsync(ConsoleContext console, string handler, IPaymentStore store, ConsoleForm form, int status, CancellationToken ct) =>
        Page.Show<ProviderKeysPage, ProviderKeysPage.View>(console, new(handler, await store.GetSecretsAsync(console.Shop.Id, handler, ct), form), status);

    /// <summary>What was typed is not sent back: it is a secret.</summary>
    private static ConsoleForm Emptied(ConsoleContext console)
    {
        var form = new ConsoleForm(console.T);
        foreach (var (name, error) in console.Form.Errors) form.Wrong(name, error);
        return form;
    }

    private static string PathOf(string handler) => "/console/payment-keys/" + Uri.EscapeDataString(handler);
}
