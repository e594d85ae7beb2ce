using Comptoir.Ordering;
using Comptoir.Protocols.Tests.Acp;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Doors;

/// <summary>A product that the merchant keeps from agents, before and after an agent has it in its hands, and means of payment that are not for it, at every door.</summary>
public sealed class ReservedTests(AcpShop both) : IClassFixture<AcpShop>, IAsyncDisposable
{
    private const string Kept = "Bouquet of roses";
    private readonly UcpShop _shop = both.Shop;

    public static TheoryData<string> Doors => [.. Door.Names];

    public async ValueTask DisposeAsync() => await ReserveAsync();

    [Theory, MemberData(nameof(Doors))]
    public async Task What_is_reserved_is_neither_found_nor_put_into_anything(string name)
    {
        var door = Door.Of(name, _shop);
        foreach (var open in await door.LookAsync("tulips", "tulip")) open.ShouldContain("Bunch of tulips");
        await ReserveAsync("rose");
        foreach (var look in await door.LookAsync("roses", "rose")) look.ShouldNotContain(Kept);
        var mixed = await door.CreateAsync("tulip", "rose");
        mixed.Raw.ShouldNotContain(Kept);
        mixed.Items.ShouldNotContain("rose");
        (await door.CreateAsync("rose")).Items.ShouldBeEmpty();
        if (door.CartAsync("tulip") is { } made)
        {
            (await door.CartAsync("tulip", "rose")!).Raw.ShouldNotContain(Kept);
            (await door.ReplaceCartAsync((await made).Id, "rose")!).Raw.ShouldNotContain(Kept);
        }

        var own = await door.CreateAsync("tulip");
        (await door.FillAsync(own.Id, "tulip", "rose")).Raw.ShouldNotContain(Kept);
        (await door.GetAsync(own.Id)).Items.ShouldBe(["tulip"]);
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task What_is_reserved_later_leaves_with_the_next_change_and_is_not_sold(string name)
    {
        var door = Door.Of(name, _shop);
        var paying = await door.FillAsync((await door.CreateAsync("tulip", "rose")).Id, "tulip", "rose");
        paying.State.ShouldBeOneOf("ready_for_complete", "ready_for_payment");
        var changing = await door.CreateAsync("tulip", "rose");
        var alone = await door.FillAsync((await door.CreateAsync("rose")).Id, "rose");
        var cart = door.CartAsync("tulip", "rose") is { } made ? await made : null;
        await ReserveAsync("rose");

        (await door.PayAsync(paying.Id)).State.ShouldNotBe("completed");
        (await door.PayAsync(alone.Id)).State.ShouldNotBe("completed");
        (await Ordering.GetCheckoutAsync("flowers", alone.Id, default))!.OrderId.ShouldBeNull();
        (await door.FillAsync(changing.Id, "tulip", "rose")).Items.ShouldBe(["tulip"]);
        if (cart is not null) (await door.ReplaceCartAsync(cart.Id, "tulip", "rose")!).Items.ShouldBe(["tulip"]);

        // after the shop has said what is gone, the rest can be had
        var rest = await door.FillAsync(paying.Id, "tulip");
        rest.Items.ShouldBe(["tulip"]);
        (await door.PayAsync(rest.Id)).State.ShouldBe("completed");
    }

    [Theory, MemberData(nameof(Doors))]
    public async Task A_means_of_payment_that_is_not_for_a_product_is_neither_offered_with_it_nor_taken(string name)
    {
        var door = Door.Of(name, _shop);
        var rules = await Ordering.GetRulesAsync("flowers", default);
        (await Ordering.SaveRulesAsync("flowers", rules with { Version = rules.Version + 1, PaymentHandlers = [.. rules.PaymentHandlers.Select(h => h.Id == "mock_payment_handler" ? h with { NotFor = ["gardenia", "tulip"] } : h)] }, default)).ShouldBeTrue();
        try
        {
            var refused = await door.FillAsync((await door.CreateAsync("tulip")).Id, "tulip");
            refused.Raw.ShouldNotContain("\"id\":\"mock_payment_handler\"");
            refused.Raw.ShouldContain("shop_pay");
            (await door.PayAsync(refused.Id)).State.ShouldNotBe("completed");
            var taken = await door.FillAsync((await door.CreateAsync("rose")).Id, "rose");
            taken.Raw.ShouldContain("mock_payment_handler");
            (await door.PayAsync(taken.Id)).State.ShouldBe("completed");
        }
        finally
        {
            var now = await Ordering.GetRulesAsync("flowers", default);
            await Ordering.SaveRulesAsync("flowers", rules with { Version = now.Version + 1 }, default);
        }
    }

    private IOrderingStore Ordering => _shop.Services.GetRequiredService<IOrderingStore>();

    private Task<bool> ReserveAsync(params string[] products) =>
        _shop.Services.GetRequiredService<AgentPolicies>().ChangeAsync("flowers", p => p with { Reserved = [.. products.Select(id => new ReservedShelf("product", id, null))] }, default);
}
