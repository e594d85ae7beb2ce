using Comptoir.Ordering.Fulfilment;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Returns;
using Comptoir.Ordering.Rules;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.AfterSale;

/// <summary>A withdrawal's money that a provider refuses to give back, and the days by which periods end.</summary>
public sealed class WithdrawalRefundTests
{
    [Fact]
    public async Task A_refused_refund_is_seen_by_the_operator_and_tried_again_until_it_is_given_once()
    {
        var memory = new TestPaymentMemory();
        var shop = French(new TestPaymentProvider(memory, TimeProvider.System, remembersAll: true));
        var id = shop.Shop.Id;
        var order = await shop.OrderAsync(("book", 2));
        await memory.ScriptAsync(id, OperationKind.Refund, [TestFault.Decline, TestFault.Decline], default);
        var returns = new ReturnService(shop.Store, shop, shop.Providers, shop.Time);
        var withdrawals = new WithdrawalService(shop.Store, returns, shop.Providers, shop.Time);

        var declared = Value(await withdrawals.ConfirmAsync(id, order.Id, new("Zoé Martin", "zoe@example.fr"), Shopper, null, default));
        declared.Withdrawals.ShouldHaveSingleItem();
        declared.Refunded.ShouldBe(0);
        OrderCase.Of(declared).ShouldHaveSingleItem().State.ShouldBe("refund_refused");

        (await RunAsync()).ShouldBe(0, "an hour has not passed");
        shop.Time.Advance(TimeSpan.FromHours(1));
        (await RunAsync()).ShouldBe(1);
        shop.Store.Orders.Single().Refunded.ShouldBe(0, "refused once more");
        shop.Time.Advance(TimeSpan.FromHours(6));
        (await RunAsync()).ShouldBe(1);
        shop.Store.Orders.Single().ShouldSatisfyAllConditions(o => o.Status.ShouldBe(OrderStatus.Canceled), o => o.Refunded.ShouldBeGreaterThan(0), o => OrderCase.Of(o).ShouldBeEmpty());
        shop.Time.Advance(TimeSpan.FromDays(1));
        (await RunAsync()).ShouldBe(0);

        async Task<int> RunAsync()
        {
            var handler = new RefundWithdrawal(withdrawals, shop.Time);
            var leased = await shop.Store.LeaseAsync([handler.Kind], shop.Time.GetUtcNow(), shop.Time.GetUtcNow() + TimeSpan.FromMinutes(1), 10, default);
            foreach (var job in leased)
            {
                if ((await handler.RunAsync(job, default)).Again is { } at) await shop.Store.AgainAsync(job, at, null, default);
                else await shop.Store.DoneAsync(job, default);
            }

            return leased.Count;
        }
    }

    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    [InlineData(2285, 3, 22)]
    public void Easter_is_on_its_day(int year, int month, int day) => PublicHolidays.Easter(year).ShouldBe(new DateTime(year, month, day));

    [Theory]
    [InlineData("2026-07-14", "FR", false)]
    [InlineData("2026-07-14", "DE", true)]
    [InlineData("2026-04-06", "fr", false)]
    [InlineData("2026-04-03", "FR", true)]
    [InlineData("2026-04-03", "DE", false)]
    [InlineData("2026-05-14", "FR", false)]
    [InlineData("2026-05-25", "AT", false)]
    [InlineData("2026-12-25", "US", true)]
    [InlineData("2026-12-25", null, true)]
    [InlineData("2026-07-18", "FR", false)]
    public void A_working_day_is_neither_weekend_nor_public_holiday_of_the_country(string day, string? country, bool working) =>
        PublicHolidays.IsWorkingDay(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), country).ShouldBe(working);

    [Theory]
    [InlineData("2026-12-11", "FR", "2026-12-28")]
    [InlineData("2026-12-11", "US", "2026-12-25")]
    [InlineData("2026-06-30", "FR", "2026-07-15")]
    public void A_period_that_ends_on_a_holiday_ends_on_the_next_working_day(string delivered, string country, string lastDay)
    {
        DateTimeOffset At(string day) => new(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        var order = new Order
        {
            Id = "o",
            ShopId = "s",
            CheckoutId = "c",
            Status = OrderStatus.Delivered,
            Currency = "EUR",
            Language = "en",
            Lines = [],
            Caller = Shopper,
            Totals = new("EUR", 0, 0, 0, 0, 0, 0, 0, 0, []),
            Shipments = [new("shp", ShipmentState.Delivered, At(delivered), [new("l", 1)], DeliveredAt: At(delivered).AddHours(10))],
        };
        Eligibility.Until(order, new ReturnPolicy(), country)!.Value.AddHours(-2).UtcDateTime.Date.ShouldBe(At(lastDay).UtcDateTime.Date);
    }

    [Fact]
    public void Delivery_days_skip_the_holidays_of_the_shops_country()
    {
        var monday = new DateTimeOffset(2026, 7, 13, 9, 0, 0, TimeSpan.Zero);
        DeliveryDates.After(monday, 1, "FR").Day.ShouldBe(15);
        DeliveryDates.After(monday, 1, "GB").Day.ShouldBe(14);
    }
}
