using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using Comptoir.Protocols.Ucp;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Extensions;

/// <summary>
/// Returns and withdrawals for agents: what an order's buyer may send back, the exact effect of it with a confirmation to be shown to the
/// shopper, and, with that confirmation, the request itself. What comes of it stands in the order's <c>adjustments</c>, as UCP has them.
/// </summary>
internal sealed class ReturnOperations(OrderAccess access, ReturnStatus status, ReturnItems returns, WithdrawFromOrder withdrawals, Confirmations confirmations, IOrderingStore ordering)
{
    private const string Capability = ComptoirExtensions.Returns;
    private const int MostLines = 100;

    public async Task<UcpAnswer> FindOrderAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var found = await access.ByNumberAsync(call, request, new(), ct);
        return found.Ok ? UcpPresenter.For(call.Version).Order(found.Value, call) : Refused(call, found.Refusal);
    }

    /// <summary>What may come back until when, and the returns there are.</summary>
    public async Task<UcpAnswer> OptionsAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var found = await access.ByIdAsync(call, request, new(), change: false, ct);
        if (!found.Ok) return Refused(call, found.Refusal);
        var rights = await status.RunAsync(call.Context, found.Value.Id, ct);
        if (!rights.Ok) return Refused(call, rights.Refusal);
        var (order, policy, offer, withdrawal) = rights.Value;
        var ways = new JsonArray { "refund" };
        if (policy.OffersExchange) ways.Add("exchange");
        if (policy.OffersStoreCredit && order.CustomerId is not null) ways.Add("store_credit");
        return ExtensionAnswers.Of(call, Capability, new JsonObject
        {
            ["order_id"] = order.Id,
            ["return"] = new JsonObject
            {
                ["possible"] = offer.Lines.Count > 0,
                ["line_items"] = ReturnWriter.Lines(order, offer.Lines),
                ["resolutions"] = ways,
                ["reasons"] = WireWriter.Array(ReturnReasons.All),
                ["window_days"] = policy.WindowDays,
                ["excluded"] = Excluded(offer.Excluded),
            }
            .Maybe("until", offer.Until is { } end ? WireWriter.Moment(end) : null)
            .Maybe("condition", policy.Condition.In(call.Context.Language) is { Length: > 0 } condition ? condition : null),
            ["withdrawal"] = new JsonObject
            {
                ["possible"] = withdrawal.Exists,
                ["line_items"] = ReturnWriter.Lines(order, withdrawal.Lines),
                ["excluded"] = Excluded(withdrawal.Excluded),
            }.Maybe("until", withdrawal.Until is { } last ? WireWriter.Moment(last) : null),
            ["returns"] = WireWriter.Array(order.Returns.Select(r => ReturnWriter.Return(order, r, call.BaseUrl))),
        });
    }

    /// <summary>The return as it would be requested, and the words to ask the shopper with; nothing is stored.</summary>
    public async Task<UcpAnswer> PreviewAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var (order, wanted, _, refusal) = await ReadAsync(call, request, ct);
        if (refusal is not null) return Refused(call, refusal);
        var effect = Effect(order!, wanted!);
        var body = new JsonObject { ["order_id"] = order!.Id, ["return"] = ReturnWriter.Wanted(order, wanted!).Maybe("refund", ReturnWriter.Refund(order, wanted!)) };
        body["confirmation"] = confirmations.Ask(call, "return", ReturnTexts.Ask(order, wanted!, call.Context.Language), effect);
        return ExtensionAnswers.Of(call, Capability, body);
    }

    /// <summary>Requests the return that the shopper said yes to.</summary>
    public async Task<UcpAnswer> RequestAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var found = await access.ByIdAsync(call, request, new(), change: true, ct);
        if (!found.Ok) return Refused(call, found.Refusal);
        var key = KeyOf(call, "request_return", found.Value.Id, request);
        if (!await IsRepeatedAsync(call, key, ct))
        {
            var (order, wanted, _, refusal) = await ReadAsync(call, request, ct);
            if (refusal is not null) return Refused(call, refusal);
            if (!confirmations.Holds(Token(request), call, "return", Effect(order!, wanted!))) return Refused(call, Unconfirmed(call, "preview_return"));
        }

        var read = new WireReader();
        var input = Input(read, request);
        if (read.Problem is { } problem) return Refused(call, problem);
        var done = await returns.RunAsync(call.Context, found.Value.Id, input, key, ct);
        return done.Ok
            ? ExtensionAnswers.Of(call, Capability, new JsonObject { ["order_id"] = done.Value.Id, ["return"] = ReturnWriter.Return(done.Value, done.Value.Returns[^1], call.BaseUrl) }, 201)
            : Refused(call, done.Refusal);
    }

    /// <summary>The declaration of withdrawal word for word; nothing is stored.</summary>
    public async Task<UcpAnswer> PreviewWithdrawalAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var (order, declared, refusal) = await DeclareAsync(call, request, ct);
        if (refusal is not null) return Refused(call, refusal);
        var body = new JsonObject { ["order_id"] = order!.Id, ["withdrawal"] = Declaration(order, declared!) };
        body["confirmation"] = confirmations.Ask(call, "withdrawal", declared!.Content, Effect(order, declared));
        return ExtensionAnswers.Of(call, Capability, body);
    }

    /// <summary>Declares the withdrawal that the shopper said yes to.</summary>
    public async Task<UcpAnswer> ConfirmWithdrawalAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var found = await access.ByIdAsync(call, request, new(), change: true, ct);
        if (!found.Ok) return Refused(call, found.Refusal);
        var key = KeyOf(call, "confirm_withdrawal", found.Value.Id, request);
        if (!await IsRepeatedAsync(call, key, ct))
        {
            var (order, declared, refusal) = await DeclareAsync(call, request, ct);
            if (refusal is not null) return Refused(call, refusal);
            if (!confirmations.Holds(Token(request), call, "withdrawal", Effect(order!, declared!))) return Refused(call, Unconfirmed(call, "preview_withdrawal"));
        }

        var read = new WireReader();
        var input = Withdrawal(read, request, found.Value);
        if (read.Problem is { } problem) return Refused(call, problem);
        var done = await withdrawals.RunAsync(call.Context, found.Value.Id, input, key, ct);
        if (!done.Ok) return Refused(call, done.Refusal);
        var made = done.Value.Withdrawals[^1];
        var body = new JsonObject { ["order_id"] = done.Value.Id, ["withdrawal"] = Declaration(done.Value, made) };
        body["withdrawal"]!["id"] = made.Id;
        body["withdrawal"]!["declared_at"] = WireWriter.Moment(made.At);
        return ExtensionAnswers.Of(call, Capability, body.Maybe("return", done.Value.Returns.FirstOrDefault(r => r.Id == made.ReturnId) is { } back ? ReturnWriter.Return(done.Value, back, call.BaseUrl) : null), 201);
    }

    private async Task<(Order? Order, Return? Wanted, ReturnInput? Input, Refusal? Refusal)> ReadAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var read = new WireReader();
        var found = await access.ByIdAsync(call, request, read, change: true, ct);
        if (!found.Ok) return (null, null, null, found.Refusal);
        var input = Input(read, request);
        if (read.Problem is { } problem) return (null, null, null, problem);
        var wanted = await returns.PreviewAsync(call.Context, found.Value.Id, input, ct);
        return (found.Value, wanted.Value, input, wanted.Refusal);
    }

    private async Task<(Order? Order, Withdrawal? Declared, Refusal? Refusal)> DeclareAsync(UcpCall call, JsonObject request, CancellationToken ct)
    {
        var read = new WireReader();
        var found = await access.ByIdAsync(call, request, read, change: true, ct);
        if (!found.Ok) return (null, null, found.Refusal);
        var input = Withdrawal(read, request, found.Value);
        if (read.Problem is { } problem) return (null, null, problem);
        var declared = await withdrawals.PreviewAsync(call.Context, found.Value.Id, input, ct);
        return (found.Value, declared.Value, declared.Refusal);
    }

    private static ReturnInput Input(WireReader read, JsonObject request)
    {
        var lines = Pieces(read, request);
        var kind = read.Text(request, "resolution", "$", 20) switch
        {
            null or "refund" => ReturnKind.Refund,
            "exchange" => ReturnKind.Exchange,
            "store_credit" => ReturnKind.StoreCredit,
            _ => (ReturnKind?)null,
        };
        if (kind is null) read.Refuse("invalid_resolution", "$.resolution must be refund, exchange or store_credit.", "$.resolution");
        if (read.Text(request, "reason", "$", 40) is not { } reason || !ReturnReasons.All.Contains(reason))
        {
            read.Refuse("invalid_reason", $"$.reason must be one of {string.Join(", ", ReturnReasons.All)}.", "$.reason");
            reason = "";
        }

        return new([.. lines.Select(l => l.Piece)], reason, kind ?? ReturnKind.Refund, read.Text(request, "comment", "$", 1000),
            kind == ReturnKind.Exchange ? [.. lines.Where(l => l.For is not null).Select(l => new VariantChoice(l.Piece.LineId, l.For!, l.Piece.Quantity))] : null);
    }

    /// <summary>In the buyer's name and to the buyer's address where the request names no other.</summary>
    private static WithdrawalInput Withdrawal(WireReader read, JsonObject request, Order order) => new(
        read.Text(request, "name", "$", 200) ?? order.Buyer?.FullName ?? "",
        read.Text(request, "acknowledge_to", "$", 254) ?? order.Buyer?.Email ?? "",
        request["line_items"] is null ? null : [.. Pieces(read, request).Select(l => l.Piece)]);

    private static List<(LineQuantity Piece, string? For)> Pieces(WireReader read, JsonObject request)
    {
        var lines = read.Objects(request, "line_items", "$", MostLines);
        if (lines is not { Count: > 0 }) read.Refuse("invalid_request", "$.line_items is required: id and quantity of each line that goes back.", "$.line_items");
        var pieces = new List<(LineQuantity, string?)>();
        foreach (var (line, i) in (lines ?? []).Select((l, i) => (l, i)))
        {
            var path = $"$.line_items[{i}]";
            var quantity = read.Integer(line, "quantity", path);
            if (quantity is < 1 or > 1_000_000) read.Refuse("invalid_quantity", $"{path}.quantity must be at least 1.", $"{path}.quantity");
            if (read.Text(line, "id", path) is not { } id) read.Refuse("invalid_request", $"{path}.id is required.", $"{path}.id");
            else pieces.Add((new(id, (int)Math.Clamp(quantity ?? 1, 1, 1_000_000)), read.Text(line, "exchange_for", path)));
        }

        return pieces;
    }

    /// <summary>Everything that the yes to a return is given to: a new price, fee or replacement asks again.</summary>
    private static JsonObject Effect(Order order, Return wanted) =>
        new JsonObject { ["order"] = order.Id, ["return"] = ReturnWriter.Wanted(order, wanted), ["comment"] = wanted.Comment }.Maybe("refund", ReturnWriter.Refund(order, wanted));

    private static JsonObject Effect(Order order, Withdrawal declared) =>
        new() { ["order"] = order.Id, ["content"] = declared.Content, ["name"] = declared.Name, ["to"] = declared.Email, ["lines"] = ReturnWriter.Lines(order, declared.Lines) };

    private static JsonObject Declaration(Order order, Withdrawal declared) => new JsonObject
    {
        ["content"] = declared.Content,
        ["line_items"] = ReturnWriter.Lines(order, declared.Lines),
        ["acknowledge_to"] = declared.Email,
        ["refund_by"] = WireWriter.Moment(declared.RefundBy),
    }.Maybe("send_back_by", declared.SendBackBy is { } by ? WireWriter.Moment(by) : null);

    private static JsonArray Excluded(IReadOnlyList<ExcludedLine> lines) => WireWriter.Array(lines.Select(l => new JsonObject { ["id"] = l.LineId, ["reason"] = l.Reason }));

    private async Task<bool> IsRepeatedAsync(UcpCall call, IdempotencyKey? key, CancellationToken ct) =>
        key is not null && await ordering.GetIdempotencyAsync(call.Context.Shop.Id, key.Scope, key.Key, ct) is not null;

    private static IdempotencyKey? KeyOf(UcpCall call, string operation, string orderId, JsonObject request)
    {
        if (call.IdempotencyKey is null) return null;
        var asked = (JsonObject)request.DeepClone();
        asked.Remove("meta");
        return new($"{call.Caller.Id}\n{operation}\n{orderId}", call.IdempotencyKey, RequestHash.Of(asked));
    }

    private static string? Token(JsonObject request) => request["confirmation"] is JsonValue value && value.TryGetValue(out string? token) ? token : null;

    private static Refusal Unconfirmed(UcpCall call, string preview) => new(RefusalKind.Conflict, "confirmation_required", call.Context.Language == "fr"
        ? $"L’accord du client manque, a expiré, ou ce à quoi il a consenti a changé. Demandez un nouvel aperçu ({preview}), montrez-le et envoyez son jeton dans confirmation."
        : $"The shopper’s yes is missing, has expired, or what it was given to has changed. Ask for a preview again ({preview}), show it, and send its token as confirmation.", "$.confirmation");

    private static UcpAnswer Refused(UcpCall call, Refusal refusal) => ExtensionAnswers.Refused(call, Capability, refusal);
}
