using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Agent.Tests.Guardrails;

/// <summary>Nothing is bought or cancelled without an explicit yes to exactly what is true at that moment.</summary>
public sealed class ConfirmationTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static readonly (string, string)[] Ann =
        [("email", "ann@example.org"), ("first_name", "Ann"), ("last_name", "Lee"), ("street", "2 High Street"), ("postal_code", "1000"), ("city", "Brussels"), ("country", "BE")];

    /// <summary>Everything but a yes; some of it sounds like one.</summary>
    private static readonly string[] NoYes =
    [
        "yes but cheaper", "oui mais en bleu", "yes, show me my cart", "ok, what is the delivery time?", "I said yes to my wife yesterday", "would you say yes?", "confirm what?", "d'accord, et la livraison ?",
        "show my cart", "add the first one", "table lamp", "une lampe", "make it two", "remove it", "cancel my order", "check out", "passer commande", "no", "non", "don't confirm", "ne confirmez pas",
        "the second one", "cheaper", "thanks", "buy it", "I'll take it", "pay now", "place the order", "order now", "je commande", "!confirm:", "!confirm:AAAA", "!confirm:0000000000000000000000000000000000000000000",
        "!cart", "!checkout", "!deny", "!more", "!add:clothing", "!option:blue", "{details}", "{delivery}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task No_sequence_of_turns_without_a_yes_to_a_live_confirmation_places_or_cancels_an_order(int seed)
    {
        var chance = new Random(seed);
        var mine = $"seed{seed}@example.org";
        var shown = 0;
        for (var conversation = 0; conversation < 5; conversation++)
        {
            var talk = shop.Talk(seed % 2 == 0 ? "fr" : "en");
            await talk.Tap("add:" + Simple().Id);
            for (var turn = 0; turn < 14; turn++)
            {
                // a yes to something that is not there, or to what was shown before another turn
                var live = turn > 0 && talk.Last.Blocks.Any(b => b is ConfirmationBlock);
                if (live) shown++;
                var next = chance.Next(10) switch
                {
                    0 or 1 when !live => "yes",
                    2 or 3 => "!checkout",
                    4 or 5 => "{details}",
                    6 => "{delivery}",
                    _ => NoYes[chance.Next(NoYes.Length)],
                };
                await Turn(talk, next, mine);
            }
        }

        shown.ShouldBeGreaterThan(3); // there was something to say yes to
        (await Orders(mine)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_typed_yes_is_good_for_the_confirmation_just_shown_only()
    {
        var (talk, mail) = await Proposed();
        await talk.Say("how long does delivery take?");
        await talk.Say("yes");

        (await Orders(mail)).ShouldBeEmpty();
        talk.Last.Blocks.ShouldContain(b => b is ConfirmationBlock);
        await talk.Say("yes");
        (await Orders(mail)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_is_stale_when_the_cart_changed()
    {
        var (talk, mail) = await Proposed();
        var old = talk.Block<ConfirmationBlock>();
        await talk.Tap("add:" + Simple(5).Id);
        await talk.Tap(old.Yes.Action);

        (await Orders(mail)).ShouldBeEmpty();
        await talk.Tap("checkout");
        talk.Last.Text.ShouldContain("Shall I place");
        talk.Block<ConfirmationBlock>().Token.ShouldNotBe(old.Token);
        await talk.Tap(old.Yes.Action);
        (await Orders(mail)).ShouldBeEmpty();
        talk.Block<ConfirmationBlock>().Checkout!.Totals.Total.ShouldBeGreaterThan(old.Checkout!.Totals.Total);
    }

    [Fact]
    public async Task A_token_is_stale_when_the_checkout_changed_elsewhere()
    {
        var (talk, mail) = await Proposed();
        var checkout = talk.Block<ConfirmationBlock>().Checkout!;
        var service = shop.Services.GetRequiredService<Comptoir.Ordering.Checkouts.CheckoutService>();
        var input = Comptoir.Ordering.Checkouts.CheckoutInput.From(checkout) with { Lines = [new Comptoir.Ordering.Carts.LineRequest(checkout.Lines[0].ItemId, 3, null, checkout.Lines[0].Id)] };
        (await service.UpdateAsync(shop.Shop.Id, checkout.Id, input, new Caller("shopper", "web"), null, CancellationToken.None)).Ok.ShouldBeTrue();
        await talk.TapYes();

        (await Orders(mail)).ShouldBeEmpty();
        talk.Block<ConfirmationBlock>().Checkout!.Lines[0].Quantity.ShouldBe(3);
    }

    [Fact]
    public async Task A_price_that_rose_after_the_confirmation_was_shown_is_asked_again()
    {
        var (talk, mail) = await Proposed(Simple(7));
        await Reprice(Simple(7), 1_000);
        await talk.TapYes();

        (await Orders(mail)).ShouldBeEmpty();
        talk.Block<ConfirmationBlock>().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_token_of_another_conversation_is_refused()
    {
        var (ann, hers) = await Proposed();
        var (bob, his) = await Proposed();
        await bob.Tap(ann.Block<ConfirmationBlock>().Yes.Action);

        (await Orders(hers)).ShouldBeEmpty();
        (await Orders(his)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replayed_token_places_nothing_twice()
    {
        var (talk, mail) = await Proposed();
        var yes = talk.Block<ConfirmationBlock>().Yes.Action;
        await talk.Tap(yes);
        await talk.Tap(yes);
        await talk.Say("yes");

        (await Orders(mail)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_taps_at_the_same_moment_place_one_order()
    {
        var (talk, mail) = await Proposed();
        var yes = talk.Block<ConfirmationBlock>().Yes.Action;
        var turn = new AgentTurn(shop.Context("en"), talk.ConversationId, "", Action: yes);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => shop.Agent.TurnAsync(turn, CancellationToken.None))));

        (await Orders(mail)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_means_no()
    {
        var (talk, mail) = await Proposed();
        var yes = talk.Block<ConfirmationBlock>().Yes.Action;
        await talk.Say("no");
        await talk.Tap(yes);

        (await Orders(mail)).ShouldBeEmpty();
    }

    private async Task Turn(Talk talk, string next, string mail)
    {
        switch (next)
        {
            case "{details}": await talk.Fill([.. Ann.Select(f => f.Item1 == "email" ? ("email", mail) : f)]); break;
            case "{delivery}": await talk.Fill(("delivery", "eu-standard")); break;
            case ['!', ..]: await talk.Tap(next[1..]); break;
            default: await talk.Say(next); break;
        }
    }

    private async Task<(Talk, string Mail)> Proposed(Product? product = null)
    {
        var mail = Guid.NewGuid().ToString("N") + "@example.org";
        var talk = shop.Talk("en");
        await talk.Tap("add:" + (product ?? Simple()).Id);
        await talk.Tap("checkout");
        await Turn(talk, "{details}", mail);
        await Turn(talk, "{delivery}", mail);
        talk.Block<ConfirmationBlock>().ShouldNotBeNull();
        return (talk, mail);
    }

    private async Task Reprice(Product product, long more)
    {
        var variant = product.Variants[0];
        var dearer = product with { Variants = [variant with { Offer = variant.Offer with { Price = variant.Offer.Price + new Money(more, "EUR"), ListPrice = null } }] };
        await shop.Services.GetRequiredService<ICatalogStore>().WriteAsync(new CatalogBatch(shop.Shop.Id) { Products = [dearer] }, CancellationToken.None);
        await shop.Search.FollowAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<Order>> Orders(string mail) =>
        await shop.Services.GetRequiredService<IOrderingStore>().ListOrdersAsync(shop.Shop.Id, new OrderFilter(Email: mail), CancellationToken.None);

    private Product Simple(int n = 0) =>
        shop.Search.Products(shop.Shop.Id).Where(p => p.Variants.Count == 1 && p.Id.StartsWith("stationery", StringComparison.Ordinal)).OrderBy(p => p.Id).Where(p => shop.Search.Available(shop.Shop.Id, p.Variants[0].Id) > 10).ElementAt(n);
}
