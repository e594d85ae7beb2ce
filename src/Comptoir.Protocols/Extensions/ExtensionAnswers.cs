using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Extensions;

/// <summary>Answers of the extensions, in UCP's forms: an envelope, outcomes as messages, protocol errors as <c>{code, content}</c>.</summary>
internal static class ExtensionAnswers
{
    public static UcpAnswer Of(UcpCall call, string capability, JsonObject body, int status = 200)
    {
        body.Insert(0, "ucp", Envelope(call, capability, "success"));
        return new(status, body);
    }

    /// <summary>What the shop does not do is an outcome; what no shop could do is an error.</summary>
    public static UcpAnswer Refused(UcpCall call, string capability, Refusal refusal)
    {
        var presenter = UcpPresenter.For(call.Version);
        return refusal.Kind switch
        {
            RefusalKind.IdempotencyConflict => presenter.Error(409, refusal.Code, refusal.Message),
            RefusalKind.Forbidden => presenter.Error(403, refusal.Code, refusal.Message),
            RefusalKind.Invalid when refusal.Code != "not_found" => presenter.Error(400, refusal.Code, refusal.Message, refusal.Path),
            _ => new(200, new JsonObject
            {
                ["ucp"] = Envelope(call, capability, "error"),
                ["messages"] = new JsonArray { WireWriter.Message("error", refusal.Code, refusal.Message, refusal.Path, refusal.Kind == RefusalKind.NotFound ? "unrecoverable" : "recoverable") },
            }),
        };
    }

    public static JsonObject Price(long amount, string currency) => new() { ["amount"] = amount, ["currency"] = currency };

    public static JsonObject Price(Money money) => Price(money.Amount, money.Currency);

    private static JsonObject Envelope(UcpCall call, string capability, string status) => new()
    {
        ["version"] = call.Version,
        ["status"] = status,
        ["capabilities"] = new JsonObject { [capability] = new JsonArray { new JsonObject { ["version"] = ComptoirExtensions.Version } } },
    };
}
