using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Rules;
using FsCheck;
using FsCheck.Fluent;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests.Payments;

/// <summary>Whatever providers answer and wherever a process dies: what providers took is what orders say, and no more.</summary>
public sealed class PaymentFaultTests
{
    private static readonly TestFault[] Faults =
        [TestFault.None, TestFault.Decline, TestFault.Action, TestFault.TimeoutBefore, TestFault.TimeoutAfter, TestFault.SaysDeclined, TestFault.TooLittle, TestFault.Expires, TestFault.NoRefund];

    /// <summary>COMPTOIR_PAYMENT_CASES sets how many random sequences are played.</summary>
    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("COMPTOIR_PAYMENT_CASES"), out var cases) ? cases : 150;

    public static TheoryData<string, int, bool, CaptureTime> Matrix()
    {
        var all = new TheoryData<string, int, bool, CaptureTime>();
        foreach (var token in new[] { "success_token", "fail_token", "action_token", "timeout_token", "lost_token", "lying_decline_token", "short_token", "expiring_token", "no_refund_token" })
            foreach (var crash in new[] { 0, 1, 2, 9 })
                foreach (var gift in new[] { false, true })
                    foreach (var capture in Enum.GetValues<CaptureTime>()) all.Add(token, crash, gift, capture);
        return all;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Every_fault_at_every_crash_point_of_a_completion_settles(string token, int crash, bool gift, CaptureTime capture)
    {
        var world = new FaultyWorld(gift, capture);
        var ready = await world.Shop.ReadyAsync(("bouquet_roses", 2));
        await world.DyingAsync(crash, () => world.PayAsync(ready, token, "k"));
        await world.EndAsync();
        await world.ShouldBeTrueAsync();
        if (token == "success_token" && crash == 9) world.Shop.Store.Orders.ShouldHaveSingleItem();

        // whoever repeats the request gets an answer and is charged once at most
        await world.PayAsync(ready, "success_token", "k");
        await world.PayAsync(ready, "success_token", "k2");
        await world.EndAsync();
        await world.ShouldBeTrueAsync();
        world.Shop.Store.Orders.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(TestFault.None)]
    [InlineData(TestFault.Decline)]
    [InlineData(TestFault.TimeoutBefore)]
    [InlineData(TestFault.TimeoutAfter)]
    [InlineData(TestFault.NoRefund)]
    public async Task Every_fault_at_every_crash_point_of_a_refund_settles_and_its_repetition_is_answered(TestFault fault)
    {
        for (var crash = 0; crash < 3; crash++)
        {
            foreach (var gift in new[] { false, true })
            {
                var world = new FaultyWorld(gift, CaptureTime.AtOrder);
                await world.PayAsync(await world.Shop.ReadyAsync(("bouquet_roses", 2)), "success_token", "k");
                var order = world.Shop.Store.Orders.Single();
                await world.ScriptAsync(OperationKind.Refund, fault);
                Task<Result<Order>> Refund() => world.Shop.Orders.RefundAsync("flowers", order.Id, "refund", [], 6500, false, null, Agent, Key("r"), default);
                await world.DyingAsync(crash, Refund);
                await world.EndAsync();
                var again = await Refund();
                await world.EndAsync();
                await world.ShouldBeTrueAsync();
                var after = world.Shop.Store.Orders.Single();
                if (crash > 0) after.Adjustments.Count(a => a.MovesMoney).ShouldBe(1, $"{fault} {crash}");
                if (again.Ok && after.Adjustments[^1].Money.All(m => m.State == PaymentStatus.Refunded)) after.Refunded.ShouldBe(6500);
            }
        }
    }

    private sealed record Step(int What, int Amount, int? Crash, TestFault Fault, OperationKind Of);

    [Fact]
    public void Any_sequence_of_purchases_refunds_shipments_cancellations_faults_and_crashes_ends_with_true_money()
    {
        var steps =
            (from what in Gen.Choose(0, 6)
             from amount in Gen.Choose(1, 4000)
             from crash in Gen.Frequency((3, Gen.Constant((int?)null)), (2, from n in Gen.Choose(0, 3) select (int?)n))
             from fault in Gen.Elements(Faults)
             from kind in Gen.Elements(OperationKind.Authorize, OperationKind.Capture, OperationKind.Void, OperationKind.Refund)
             select new Step(what, amount, crash, fault, kind)).ListOf(10);
        var cases = from list in steps from gift in Gen.Elements(true, false) from capture in Gen.Elements(CaptureTime.AtOrder, CaptureTime.AtShipment) select (list, gift, capture);
        Prop.ForAll(cases.ToArbitrary(), c => PlayAsync([.. c.list], c.gift, c.capture).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static async Task PlayAsync(IReadOnlyList<Step> steps, bool gift, CaptureTime capture)
    {
        var world = new FaultyWorld(gift, capture);
        var (shop, number) = (world.Shop, 0);
        var ready = await shop.ReadyAsync(("bouquet_roses", 2));
        foreach (var step in steps)
        {
            number++;
            if (step.Fault != TestFault.None) await world.ScriptAsync(step.Of, step.Fault);
            var order = shop.Store.Orders.LastOrDefault();
            await world.DyingAsync(step.Crash, async () =>
            {
                switch (step.What)
                {
                    case 0: await world.PayAsync(ready, "success_token", $"k{number}"); break;
                    case 1: await world.PayAsync(ready, "success_token", "k"); break;
                    case 2: ready = await shop.ReadyAsync(("pot_ceramic", 1)); break;
                    case 3 when order is not null: await shop.Orders.RefundAsync("flowers", order.Id, "refund", [], step.Amount, false, null, Agent, Key($"r{step.Amount % 3}", $"{step.Amount}"), default); break;
                    case 4 when order is not null: await shop.Orders.ShipAsync("flowers", order.Id, step.Amount % 2 == 0 ? null : [new(order.Lines[0].Item.Id, 1)], null, null, Agent, default); break;
                    case 5 when order is not null: await shop.Orders.CancelAsync("flowers", order.Id, null, Agent, Key($"c{order.Id}"), default); break;
                    default: await shop.RunJobsAsync(); break;
                }
            });
            shop.Time.Advance(TimeSpan.FromSeconds(step.Amount % 40));
        }

        await world.EndAsync();
        try
        {
            await world.ShouldBeTrueAsync();
        }
        catch (Exception e)
        {
            var story = string.Join(Environment.NewLine, steps.Select(s => s.ToString()).Append($"gift {gift}, {capture}").Append(await world.DescribeAsync()));
            throw new InvalidOperationException($"{e.Message}{Environment.NewLine}{story}", e);
        }
    }
}
