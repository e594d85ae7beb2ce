using Comptoir.Catalog.Offers;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Taxes;
using FsCheck;
using FsCheck.Fluent;

namespace Comptoir.Ordering.Tests;

public sealed class PostingProperties
{
    private static readonly DateTimeOffset Now = new(2026, 6, 12, 10, 0, 0, TimeSpan.Zero);

    /// <summary>An order with its wanted refunds: (in thousandths of what is left, whether of pieces).</summary>
    private static readonly Gen<(Order Order, IReadOnlyList<(int Share, bool Pieces)> Refunds)> Orders =
        from items in Gen.Choose(0, 100_000)
        from reduced in Gen.Choose(0, 30_000)
        from discount in Gen.Choose(0, 1_000)
        from shipping in Gen.Choose(0, 3_000)
        from included in Gen.Elements(true, false)
        from rate in Gen.Choose(0, 3_000)
        from countries in Gen.Choose(1, 2)
        from count in Gen.Choose(0, 6)
        from refunds in (from share in Gen.Choose(0, 1_000) from pieces in Gen.Elements(true, false) select (share, pieces)).ListOf(count)
        select (NewOrder(items, reduced, discount, shipping, included, rate, countries), (IReadOnlyList<(int, bool)>)[.. refunds]);

    private static Order NewOrder(long items, long reduced, long discount, long shipping, bool included, int rate, int countries)
    {
        discount = Math.Min(discount, items);
        var tax = TaxCalculator.Calculate(
            [new("FR", null, "standard", items - discount), new(countries > 1 ? "DE" : "FR", null, "reduced", reduced), new("FR", null, "standard", shipping, true)],
            [new("FR", null, "standard", rate), new("*", null, "reduced", rate / 3)], included);
        var added = included ? 0 : tax.Sum;
        var totals = new Totals("EUR", items + reduced, 0, discount, shipping, added, included ? tax.Sum : 0, 0, items + reduced - discount + shipping + added, tax.Taxes, tax.OnShipping);
        return new Order
        {
            Id = "ord_1",
            ShopId = "s",
            CheckoutId = "chk_1",
            Status = OrderStatus.Confirmed,
            Currency = "EUR",
            Language = "en",
            Lines = [new OrderLine(new LineItem { Id = "li", ItemId = "i", ProductId = "i", VariantId = "i", Title = "i", UnitPrice = new Money(items + reduced, "EUR"), Quantity = 1 })],
            Totals = totals,
            Payments = totals.Total == 0 ? [] : [new("pay_1", TestPaymentProvider.Handler, new("i", TestPaymentProvider.Handler, "card"), totals.Total, Now) { Reference = "ref", Authorized = totals.Total, Captured = totals.Total, State = PaymentStatus.Captured }],
            Caller = new("c", "ucp"),
            CreatedAt = Now,
        };
    }

    private static IReadOnlyList<AccountBalance> Balances(IEnumerable<Transfer> transfers) =>
        [.. transfers.SelectMany(t => new[] { (Account: t.Debit, Debit: t.Amount, Credit: 0L), (Account: t.Credit, Debit: 0L, Credit: t.Amount) })
            .GroupBy(p => p.Account).Select(g => new AccountBalance(g.Key, g.Sum(p => p.Debit), g.Sum(p => p.Credit)))];

    private static (Order Order, Adjustment Refund, IReadOnlyList<Transfer> Transfers) Give(Order order, int number, long amount, bool pieces, string type = "refund")
    {
        var refund = new Adjustment($"adj_{number}", type, Adjustment.Pending, Now, pieces ? [new("li", 1)] : [], amount, MovesMoney: true);
        refund = refund with { Money = [.. MoneyPlan.GiveBack(order, refund.Id, amount).Select(p => p with { State = PaymentStatus.Refunded })] };
        refund = refund with { Status = Adjustment.Completed, Books = Books.Shares(order, refund) };
        var transfers = Postings.Of(order, refund);
        return (order with
        {
            Payments = MoneyPlan.Apply(order, refund, Now),
            Adjustments = [.. order.Adjustments, refund, new($"note_{number}", "refund", "completed", Now, [], 77)],
        }, refund, transfers);
    }

    private static void ForAll(Action<Order, IReadOnlyList<(int Share, bool Pieces)>> check) =>
        Prop.ForAll(Orders.ToArbitrary(), x => check(x.Order, x.Refunds)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_books_balance_and_clearing_holds_what_was_captured_less_what_was_refunded() => ForAll((order, refunds) =>
    {
        var transfers = Postings.Sale(order).ToList();
        var number = 0;
        foreach (var (share, pieces) in refunds)
        {
            var amount = (order.Left) * share / 1_000;
            (order, var refund, var moved) = Give(order, number++, amount, pieces);
            moved.Sum(t => t.Amount).ShouldBe(refund.Amount);
            transfers.AddRange(moved);
        }

        var balances = Balances(transfers);
        foreach (var trial in TrialBalance.Of(balances)) trial.Balanced.ShouldBeTrue();
        balances.Where(b => b.Account.Kind == AccountKind.Asset).Sum(b => b.Balance).ShouldBe(order.Left);
        balances.ShouldAllBe(b => b.Balance >= 0);
        transfers.Select(t => t.Id).Distinct().Count().ShouldBe(transfers.Count);
    });

    [Fact]
    public void Giving_everything_back_leaves_every_account_at_zero() => ForAll((order, refunds) =>
    {
        var transfers = Postings.Sale(order).ToList();
        var number = 0;
        foreach (var (share, pieces) in refunds)
        {
            (order, _, var moved) = Give(order, number++, (order.Left) * share / 1_000, pieces);
            transfers.AddRange(moved);
        }

        transfers.AddRange(Give(order, number, order.Left, true, "cancellation").Transfers);
        Balances(transfers).ShouldAllBe(b => b.Balance == 0);
    });

    [Fact]
    public void Revenue_is_net_of_tax_and_discounts() => ForAll((order, _) =>
    {
        var t = order.Totals;
        var balances = Balances(Postings.Sale(order));
        balances.Where(b => b.Account.Kind == AccountKind.Liability).Sum(b => b.Balance).ShouldBe(t.Tax + t.TaxIncluded);
        balances.Where(b => b.Account.Kind == AccountKind.Income).Sum(b => b.Balance).ShouldBe(t.Total - t.Tax - t.TaxIncluded);
        var shipping = balances.SingleOrDefault(b => b.Account.Id == "shipping:EUR")?.Balance ?? 0;
        shipping.ShouldBe(t.Fulfilment!.Value - (t.TaxIncluded > 0 ? t.FulfilmentTax : 0));
    });

    [Fact]
    public void A_refund_of_pieces_leaves_the_shipping_income_alone()
    {
        var order = NewOrder(12_000, 0, 0, 600, included: true, rate: 2000, countries: 1);
        var moved = Give(order, 1, 12_000, pieces: true).Transfers;
        moved.Select(t => (t.Debit.Id, t.Amount)).ShouldBe([("sales:EUR", 10_000L), ("tax:FR:EUR", 2_000L)]);
        moved.ShouldAllBe(t => t.Kind == "refund" && t.Reference == order.Id && t.Credit.Kind == AccountKind.Asset);
    }

    [Fact]
    public void What_the_pieces_of_a_line_are_worth_adds_up_to_the_line_in_whatever_portions() => Prop.ForAll(
        (from price in Gen.Choose(1, 9_999) from quantity in Gen.Choose(1, 9) from discount in Gen.Choose(0, 1_000) from rate in Gen.Choose(0, 2_500) select (price, quantity, discount, rate)).ToArbitrary(), x =>
        {
            var item = new LineItem { Id = "li", ItemId = "i", ProductId = "i", VariantId = "i", Title = "i", UnitPrice = new Money(x.price, "EUR"), Quantity = x.quantity, Discount = Math.Min(x.discount, x.price) };
            var tax = TaxCalculator.Calculate([new("US", null, "standard", item.Total)], [new("US", null, "standard", x.rate)], false);
            var order = NewOrder(0, 0, 0, 0, false, 0, 1) with
            {
                Lines = [new OrderLine(item)],
                Totals = new("EUR", item.Subtotal, 0, item.Discount, null, tax.Sum, 0, 0, item.Total + tax.Sum, tax.Taxes),
            };
            var sum = 0L;
            for (var removed = 0; removed < x.quantity; removed++)
            {
                var line = order.Lines[0] with { Removed = removed, Settled = sum };
                sum += Paid.For(order with { Lines = [line] }, line, 1);
            }

            sum.ShouldBe(order.Totals.Total);
            Paid.For(order, order.Lines[0], x.quantity).ShouldBe(sum);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
