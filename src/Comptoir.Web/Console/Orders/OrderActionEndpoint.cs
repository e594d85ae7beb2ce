using Comptoir.Ordering;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Orders;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Orders;

/// <summary>
/// Ship, deliver, refund, cancel: asked with GET (first what, then a page with the exact effect), done with POST,
/// which carries the version of the order that the operator looked at.
/// </summary>
internal static class OrderActionEndpoint
{
    private static readonly string[] RefundTypes = ["refund", "return", "credit"];

    public static async Task<IResult> Ask(HttpContext http, string id, string action, IOrderingStore ordering, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var order = await ordering.GetOrderAsync(console.Shop.Id, id, ct);
        if (order is null || !OrderActions.Exists(action)) return Page.NotFound(console);
        if (!OrderActions.Possible(order).Contains(action)) return Page.NotDone(console, PathOf(order), console.T.NotPossibleNow);
        var asked = console.Query("step") == "confirm";
        var form = asked ? ConsoleForm.FromQuery(http.Request, console.T) : Filled(console, order, action);
        if (action is "deliver" or "cancel" || asked)
        {
            var plan = Plan.Read(order, action, form, console);
            if (form.Valid) return Page.Show<ConfirmPage, Confirmation>(console, plan.Confirmation(order, console, null));
        }

        return Page.Show<OrderActionPage, OrderActionPage.View>(console, new(order, action, form), form.Valid ? 200 : 422);
    }

    public static async Task<IResult> Do(HttpContext http, string id, string action, IOrderingStore ordering, OrderService orders, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var order = await ordering.GetOrderAsync(console.Shop.Id, id, ct);
        if (order is null || !OrderActions.Exists(action)) return Page.NotFound(console);
        if (!OrderActions.Possible(order).Contains(action)) return Page.NotDone(console, PathOf(order), console.T.NotPossibleNow);
        var plan = Plan.Read(order, action, console.Form, console);
        if (!console.Form.Valid) return Page.Show<OrderActionPage, OrderActionPage.View>(console, new(order, action, console.Form), 422);
        if (console.Form["version"] != Plan.VersionOf(order)) return Page.Show<ConfirmPage, Confirmation>(console, plan.Confirmation(order, console, console.T.OrderChangedMeanwhile), 409);

        var result = await plan.RunAsync(orders, order, ct);
        return result.Ok
            ? Page.Done(console, PathOf(order), console.T.OrderActionDone(action, order.Number))
            : Page.Show<ConfirmPage, Confirmation>(console, plan.Confirmation(order, console, console.T.RefusedBecause(result.Refusal.Message)), 409);
    }

    private static string PathOf(Order order) => "/console/orders/" + Uri.EscapeDataString(order.Id);

    /// <summary>The form as it is first shown: everything that is left to ship, nothing to refund.</summary>
    private static ConsoleForm Filled(ConsoleContext console, Order order, string action)
    {
        var form = new ConsoleForm(console.T) { ["type"] = "refund", ["by"] = "lines" };
        foreach (var line in order.Lines) form["q." + line.Item.Id] = action == "ship" ? line.ToShip.ToString(System.Globalization.CultureInfo.InvariantCulture) : "0";
        return form;
    }

    /// <summary>One action with all that was said about it, read from the form.</summary>
    private sealed record Plan(string Action, IReadOnlyList<LineQuantity> Lines, long? Amount, string Type, bool Restock, string? Carrier, string? Tracking, string? Reason, string? Url)
    {
        public static string VersionOf(Order order) => order.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public static Plan Read(Order order, string action, ConsoleForm form, ConsoleContext console)
        {
            var byAmount = action == "refund" && form["by"] == "amount";
            var lines = action is "ship" or "refund" && !byAmount ? ReadLines(order, action, form, console) : [];
            var amount = byAmount ? form.Amount("amount", order.Currency, required: true) : null;
            if (amount is 0) form.Wrong("amount", console.T.Required);
            if (amount > OrderActions.Refundable(order)) form.Wrong("amount", console.T.AtMost(console.Money(OrderActions.Refundable(order), order.Currency)));
            return new(action, lines, amount, action == "refund" ? form.Choice("type", RefundTypes) : "",
                !byAmount && form.Checked("restock"), form.Optional("carrier", 100), form.Optional("tracking", 100), form.Optional("reason", 500), form.Optional("url", 1000));
        }

        public Confirmation Confirmation(Order order, ConsoleContext console, string? error)
        {
            var t = console.T;
            var pieces = string.Join(", ", Lines.Select(q => $"{q.Quantity} × {Title(order, q.LineId)}"));
            var refund = Action == "cancel" ? OrderActions.Refundable(order) : Amount ?? OrderService.RefundValue(order, Lines);
            Fact[] effects = Action switch
            {
                "ship" => [new(t.Ships, pieces), new(t.Carrier, Carrier ?? ""), new(t.TrackingNumber, Tracking ?? "")],
                "deliver" => [new(t.Order, order.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))],
                _ => [new(t.Order, order.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), new(t.Pieces, pieces), new(t.GivenBack, console.Money(refund, order.Currency)), new(t.To, order.Buyer?.FullName ?? ""), new(t.Means, string.Join(", ", order.Payments.Select(p => p.Display?.Brand ?? p.HandlerId))), new(t.Reason, Reason ?? "")],
            };
            string[] consequences = Action switch
            {
                "ship" => [t.ShipTakesStock, ShipsAll(order) ? t.OrderBecomes(t.StatusOf(OrderStatus.Shipped)) : t.OrderBecomes(t.StatusOf(OrderStatus.PartlyShipped)), .. Told(order, t)],
                "deliver" => [t.OrderBecomes(t.StatusOf(OrderStatus.Delivered)), .. Told(order, t)],
                "cancel" => [t.OrderBecomes(t.StatusOf(OrderStatus.Canceled)), t.StockReturns, t.CannotBeUndone, .. Told(order, t)],
                _ => [.. AfterRefund(order, t), t.CannotBeUndone, .. Told(order, t)],
            };
            var back = PathOf(order);
            return new(t.OrderActionTitle(Action, order.Number), (back, t.OrderTitle(order.Number)), $"{back}/{Action}", effects, consequences, Hidden(order), t.OrderActionName(Action), Action is "cancel" or "refund", error);
        }

        public Task<Result<Order>> RunAsync(OrderService orders, Order order, CancellationToken ct) => Action switch
        {
            "ship" => orders.ShipAsync(order.ShopId, order.Id, Lines, new ShippingDetails(Carrier, Tracking, Url), ConsoleContext.Operator, ct),
            "deliver" => orders.DeliverAsync(order.ShopId, order.Id, ConsoleContext.Operator, ct),
            "cancel" => orders.CancelAsync(order.ShopId, order.Id, Reason, ConsoleContext.Operator, Key(order), ct),
            _ => orders.RefundAsync(order.ShopId, order.Id, Type, Lines, Amount, Restock, Reason, ConsoleContext.Operator, Key(order), ct),
        };

        /// <summary>The same form sent twice asks for one refund.</summary>
        private IdempotencyKey Key(Order order) => new($"console {Action} {order.Id}", VersionOf(order), RequestHash.Of(System.Text.Json.JsonSerializer.SerializeToNode(this)));

        private static List<LineQuantity> ReadLines(Order order, string action, ConsoleForm form, ConsoleContext console)
        {
            var lines = new List<LineQuantity>();
            foreach (var line in order.Lines)
            {
                var most = action == "ship" ? line.ToShip : line.Remaining;
                if (most > 0 && form.Whole("q." + line.Item.Id, 0, most) is > 0 and var quantity) lines.Add(new(line.Item.Id, (int)quantity));
            }

            if (lines.Count == 0 && form.Valid) form.Wrong("", console.T.ChoosePieces);
            return lines;
        }

        private static string Title(Order order, string lineId)
        {
            var item = order.Lines.First(l => l.Item.Id == lineId).Item;
            return item.VariantLabel is null ? item.Title : $"{item.Title} ({item.VariantLabel})";
        }

        private bool ShipsAll(Order order) => order.Lines.All(l => l.ToShip == (Lines.FirstOrDefault(q => q.LineId == l.Item.Id)?.Quantity ?? 0));

        /// <summary>What a refund does beside the money; the same as the order service does it.</summary>
        private IEnumerable<string> AfterRefund(Order order, Texts.ConsoleTexts t)
        {
            var after = order.Lines.Select(l => (Line: l, Removed: Lines.FirstOrDefault(q => q.LineId == l.Item.Id)?.Quantity ?? 0)).ToArray();
            var shipped = after.Sum(a => Type == "return" ? Math.Min(a.Removed, a.Line.Fulfilled) : Math.Max(0, a.Removed - a.Line.ToShip));
            if (after.Sum(a => a.Removed) > shipped) yield return t.UnshippedReturns;
            if (shipped > 0) yield return Restock ? t.ShippedReturns : t.ShippedStay;
            if (Lines.Count == 0) yield return t.StockStays;
            if (order.Status == OrderStatus.Confirmed && after.All(a => a.Line.Remaining == a.Removed)) yield return t.OrderBecomes(t.StatusOf(OrderStatus.Canceled));
        }

        private static IEnumerable<string> Told(Order order, Texts.ConsoleTexts t)
        {
            if (order.Buyer?.Email is { Length: > 0 } email) yield return t.BuyerIsTold(email);
            if (order.Caller.WebhookUrl is not null) yield return t.AgentIsTold;
        }

        private Dictionary<string, string> Hidden(Order order)
        {
            var hidden = new Dictionary<string, string> { ["version"] = VersionOf(order) };
            if (Action == "refund") hidden["type"] = Type;
            if (Amount is { } amount)
            {
                hidden["by"] = "amount";
                hidden["amount"] = ConsoleForm.AmountText(amount, order.Currency, "en");
            }

            foreach (var line in Lines) hidden["q." + line.LineId] = line.Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (Restock) hidden["restock"] = "on";
            if (Carrier is not null) hidden["carrier"] = Carrier;
            if (Tracking is not null) hidden["tracking"] = Tracking;
            if (Reason is not null) hidden["reason"] = Reason;
            if (Url is not null) hidden["url"] = Url;
            return hidden;
        }
    }
}
