using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Selling;

/// <summary>Payment handlers as they are published to agents. Secrets do not belong here: the configuration is public.</summary>
internal sealed class PaymentEditor : RuleEditor<PaymentHandler>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override string Path => "payments";

    protected override ConsoleAction Right => ConsoleAction.Payments;

    protected override IReadOnlyList<PaymentHandler> ListOf(SellingRules rules) => rules.PaymentHandlers;

    protected override SellingRules With(SellingRules rules, IReadOnlyList<PaymentHandler> list) => rules with { PaymentHandlers = list };

    protected override string IdOf(PaymentHandler rule) => rule.Id;

    protected override string NameOf(PaymentHandler rule, ConsoleContext console) => rule.Id;

    protected override PaymentHandler Blank(ConsoleContext console) => new("new", "", "", ["card"]);

    protected override string NewId(ConsoleForm form, TimeProvider time) => form["id"].Trim();

    protected override void Fill(ConsoleForm form, PaymentHandler rule, ConsoleContext console)
    {
        form["id"] = rule.Id == "new" ? "" : rule.Id;
        form["name"] = rule.Name;
        form["handlerVersion"] = rule.Version;
        form["instruments"] = string.Join(", ", rule.InstrumentTypes);
        form["notFor"] = string.Join(", ", rule.NotFor);
        form["config"] = rule.Config?.ToJsonString(Indented) ?? "";
    }

    protected override PaymentHandler Read(ConsoleForm form, PaymentHandler before, string id, SellingRules rules, ConsoleContext console)
    {
        if (before.Id == "new")
        {
            if (id.Length is 0 or > 100 || id == "new" || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')) form.Wrong("id", console.T.IdLike);
            if (rules.PaymentHandlers.Any(h => h.Id == id)) form.Wrong("id", console.T.IdTaken);
        }

        var instruments = form.List("instruments", 20, 60);
        if (instruments.Count == 0) form.Wrong("instruments", console.T.Required);
        return before with
        {
            Id = id,
            Name = form.Text("name", 200, required: true),
            Version = form.Text("handlerVersion", 40, required: true),
            InstrumentTypes = instruments,
            NotFor = form.List("notFor", 500, 200),
            Config = Config(form, console),
        };
    }

    protected override IResult ShowList(ConsoleContext console, SellingRules rules) => Page.Show<PaymentsPage, PaymentsPage.View>(console, new(rules.PaymentHandlers, CaptureEndpoint.Fill(console, rules)));

    protected override IResult ShowForm(ConsoleContext console, RuleView<PaymentHandler> view, int status) => Page.Show<PaymentPage, RuleView<PaymentHandler>>(console, view, status);

    private static JsonObject? Config(ConsoleForm form, ConsoleContext console)
    {
        var text = form.LongText("config", 20_000);
        if (text.Length == 0) return null;
        try
        {
            if (JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }) is JsonObject config) return config;
        }
        catch (JsonException)
        {
            // said below, in words for people
        }

        form.Wrong("config", console.T.ConfigIsJson);
        return null;
    }
}
