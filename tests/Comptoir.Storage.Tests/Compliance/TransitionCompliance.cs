using Comptoir.Catalog;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ordering;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class TransitionCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private IOrderingStore Ordering => Stores.Ordering;

    [Fact]
    public async Task A_cart_is_stored_version_by_version()
    {
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c") }, None)).Status.ShouldBe(CommitStatus.Committed);
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c", 2) with { Country = "BE" } }, None)).Status.ShouldBe(CommitStatus.Committed);

        var cart = (await Ordering.GetCartAsync(Some.ShopId, "c", None)).ShouldNotBeNull();
        cart.Version.ShouldBe(2);
        cart.Country.ShouldBe("BE");
        (await Ordering.GetCartAsync("other", "c", None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_document_with_the_wrong_version_is_a_conflict_and_writes_nothing(long version)
    {
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c"), Checkout = Some.Checkout("k"), Order = Some.Order("o") }, None);

        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c", version) with { Country = "BE" } }, None)).Status.ShouldBe(CommitStatus.VersionConflict);
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Checkout = Some.Checkout("k", version) with { Country = "BE" } }, None)).Status.ShouldBe(CommitStatus.VersionConflict);
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Order = Some.Order("o", version) }, None)).Status.ShouldBe(CommitStatus.VersionConflict);

        (await Ordering.GetCartAsync(Some.ShopId, "c", None))!.Country.ShouldBeNull();
        (await Ordering.GetCheckoutAsync(Some.ShopId, "k", None))!.Country.ShouldBeNull();
        (await Ordering.GetOrderAsync(Some.ShopId, "o", None))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_that_was_never_stored_cannot_be_replaced() =>
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c", 2) }, None)).Status.ShouldBe(CommitStatus.VersionConflict);

    [Fact]
    public async Task Of_writers_of_the_same_version_exactly_one_wins()
    {
        using var other = OpenAnother();
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c") }, None);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Ordering : other.Ordering).CommitAsync(new Transition(Some.ShopId) { Cart = Some.Cart("c", 2) }, None))));

        outcomes.Count(o => o.Status == CommitStatus.Committed).ShouldBe(1);
        outcomes.Count(o => o.Status == CommitStatus.VersionConflict).ShouldBe(39);
    }

    [Fact]
    public async Task A_purchase_is_stored_whole_with_its_number()
    {
        await Stock("rose", 5);

        var result = await Ordering.CommitAsync(Some.Purchase("ord_1"), None);

        result.Status.ShouldBe(CommitStatus.Committed);
        result.Order!.Number.ShouldBe(1001);
        result.Checkout!.OrderNumber.ShouldBe("1001");
        (await Ordering.GetOrderAsync(Some.ShopId, "ord_1", None))!.Number.ShouldBe(1001);
        (await Ordering.GetCheckoutAsync(Some.ShopId, "chk_ord_1", None))!.OrderNumber.ShouldBe("1001");
        (await Ordering.FindOrderByNumberAsync(Some.ShopId, 1001, None))!.Id.ShouldBe("ord_1");
        (await Stores.Ledger.GetTransfersAsync(Some.ShopId, new TransferFilter("ord_1"), None)).ShouldHaveSingleItem();
        (await Ordering.ListOutboxAsync(Some.ShopId, null, 10, 0, None)).ShouldHaveSingleItem().Id.ShouldBe("msg_ord_1");
        var answer = (await Ordering.GetIdempotencyAsync(Some.ShopId, "shopper/complete", "key_ord_1", None)).ShouldNotBeNull();
        answer.Document.ShouldContain("\"number\":1001");
        (await Reserved("rose")).ShouldBe(1);
    }

    public static TheoryData<string> LastParts => ["stock", "order", "transfer", "idempotency"];

    [Theory]
    [MemberData(nameof(LastParts))]
    public async Task A_transition_of_which_one_part_fails_leaves_nothing(string failing)
    {
        await Stock("rose", 5);
        await Ordering.CommitAsync(Some.Purchase("ord_0"), None);
        var sequence = await LastSequenceAsync();
        var sound = Some.Purchase("ord_1") with { Cart = Some.Cart("cart_1") };
        var broken = failing switch
        {
            "stock" => sound with { Stock = [new StockMove("rose", 1), new StockMove("rose", 5)] },
            "order" => sound with { Order = Some.Order("ord_0") },
            "transfer" => sound with { Transfers = [Some.Sale("sale:ord_1"), Some.Sale("sale:ord_0")] },
            _ => sound with { Idempotency = Some.Idempotency("key_ord_0") },
        };

        var result = await Ordering.CommitAsync(broken, None);

        result.Status.ShouldBe(failing switch { "stock" => CommitStatus.OutOfStock, "idempotency" => CommitStatus.IdempotencyExists, _ => CommitStatus.VersionConflict });
        result.Key.ShouldBe(failing == "stock" ? "rose" : null);
        await ShouldHoldOnlyOrder0(sequence);
        var number = (await Ordering.CommitAsync(sound, None)).Order!.Number;
        if (NumbersWithoutGaps) number.ShouldBe(1002, "a refused transition uses no number up");
        else number.ShouldBeGreaterThan(1001);
    }

    [Fact]
    public async Task A_transition_that_is_a_fault_of_ours_throws_and_leaves_nothing()
    {
        await Stock("rose", 5);
        await Ordering.CommitAsync(Some.Purchase("ord_0"), None);
        var sequence = await LastSequenceAsync();
        var sound = Some.Purchase("ord_1") with { Cart = Some.Cart("cart_1") };
        var sale = Some.Sale("sale:ord_1");

        await Should.ThrowAsync<InvalidOperationException>(() => Ordering.CommitAsync(sound with { Idempotency = Some.Idempotency("key", "cart"), Cart = null }, None));
        await Should.ThrowAsync<InvalidOperationException>(() => Ordering.CommitAsync(sound with { Transfers = [sale with { Amount = 0 }] }, None));
        await Should.ThrowAsync<InvalidOperationException>(() => Ordering.CommitAsync(sound with { Transfers = [sale with { Credit = sale.Credit with { Kind = AccountKind.Expense } }] }, None));
        await Should.ThrowAsync<ArgumentException>(() => Ordering.CommitAsync(sound with { Cart = Some.Cart("c", 0) }, None));
        await Should.ThrowAsync<ArgumentException>(() => Ordering.CommitAsync(sound with { Cart = Some.Cart("c") with { ShopId = "other" } }, None));

        await ShouldHoldOnlyOrder0(sequence);
    }

    [Fact]
    public async Task A_checkout_becomes_an_order_only_once()
    {
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Order = Some.Order("a") with { CheckoutId = "k" } }, None);

        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Order = Some.Order("b") with { CheckoutId = "k" } }, None)).Status.ShouldBe(CommitStatus.VersionConflict);
    }

    [Fact]
    public async Task Numbers_run_from_1001_in_each_shop_without_doubles_under_concurrency()
    {
        using var other = OpenAnother();
        await Stock("rose", 60);

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Ordering : other.Ordering).CommitAsync(Some.Purchase($"ord_{i}"), None))));

        var numbers = results.Where(r => r.Status == CommitStatus.Committed).Select(r => r.Order!.Number).Order().ToList();
        numbers.ShouldBeUnique();
        numbers.Count.ShouldBe(60);
        numbers[0].ShouldBeGreaterThanOrEqualTo(1001);
        if (NumbersWithoutGaps) numbers.ShouldBe(Enumerable.Range(1001, 60).Select(n => (long)n));
        results.Count(r => r.Status == CommitStatus.OutOfStock).ShouldBe(40);
        var elsewhere = await Ordering.CommitAsync(new Transition("second") { Order = Some.Order("x") with { ShopId = "second" } }, None);
        elsewhere.Order!.Number.ShouldBe(1001);
    }

    [Fact]
    public async Task Two_requests_with_one_idempotency_key_have_one_effect_and_one_answer()
    {
        using var other = OpenAnother();
        await Stock("rose", 50);

        var results = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Ordering : other.Ordering).CommitAsync(Some.Purchase($"ord_{i}") with { Idempotency = Some.Idempotency("same", hash: $"hash_{i}") }, None))));

        var winner = results.Where(r => r.Status == CommitStatus.Committed).ShouldHaveSingleItem().Order!;
        var others = results.Where(r => r.Status == CommitStatus.IdempotencyExists).ToList();
        others.Count.ShouldBe(29);
        foreach (var result in others)
        {
            result.Existing!.Key.RequestHash.ShouldBe(winner.Id.Replace("ord", "hash", StringComparison.Ordinal));
            Documents.Read<Order>(System.Text.Encoding.UTF8.GetBytes(result.Existing.Document)).Number.ShouldBe(winner.Number);
        }

        (await Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(), None)).Count.ShouldBe(1);
        (await Reserved("rose")).ShouldBe(1);
    }

    [Fact]
    public async Task An_idempotency_key_belongs_to_its_shop_and_scope()
    {
        var record = Some.Idempotency("k", "cart", "{\"kept\":true}");
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Idempotency = record }, None);

        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Idempotency = record with { Key = record.Key with { Scope = "agent/complete" } } }, None)).Status.ShouldBe(CommitStatus.Committed);
        (await Ordering.CommitAsync(new Transition("other") { Idempotency = record with { ShopId = "other" } }, None)).Status.ShouldBe(CommitStatus.Committed);
        (await Ordering.CommitAsync(new Transition(Some.ShopId) { Idempotency = record }, None)).Existing.ShouldBe(record);
    }

    [Fact]
    public async Task A_checkout_that_needs_a_free_key_is_not_stored_when_something_was_answered_under_it()
    {
        var taken = Some.Idempotency("k", "cart", "{}");
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Checkout = Some.Checkout("c"), Idempotency = taken }, None);
        var next = new Transition(Some.ShopId) { Checkout = Some.Checkout("c", 2), FreeKey = taken.Key };

        (await Ordering.CommitAsync(next, None)).Status.ShouldBe(CommitStatus.VersionConflict);
        (await Ordering.GetCheckoutAsync(Some.ShopId, "c", None))!.Version.ShouldBe(1);
        (await Ordering.CommitAsync(next with { FreeKey = taken.Key with { Key = "free" } }, None)).Status.ShouldBe(CommitStatus.Committed);
    }

    [Fact]
    public async Task A_buyers_words_that_look_like_the_place_of_a_number_stay_as_they_are()
    {
        await Stock("rose", 5);
        const string words = "\"number\":9223372036854775807,\"orderNumber\":\"9223372036854775807\"";
        var purchase = Some.Purchase("ord_1");

        await Ordering.CommitAsync(purchase with { Order = purchase.Order! with { Buyer = new Buyer(words, "", "a@example.com") }, Checkout = purchase.Checkout! with { Buyer = new Buyer(words, "", "a@example.com") } }, None);

        var (order, checkout) = (await Ordering.GetOrderAsync(Some.ShopId, "ord_1", None), await Ordering.GetCheckoutAsync(Some.ShopId, "chk_ord_1", None));
        (order!.Number, order.Buyer!.FirstName).ShouldBe((1001, words));
        (checkout!.OrderNumber, checkout.Buyer!.FirstName).ShouldBe(("1001", words));
    }

    [Fact]
    public async Task An_open_checkout_is_found_by_its_cart_and_a_finished_one_is_not()
    {
        await Ordering.CommitAsync(new Transition(Some.ShopId) { Checkout = Some.Checkout("old", status: CheckoutStatus.Canceled) with { CartId = "c" } }, None);
        (await Ordering.FindCheckoutByCartAsync(Some.ShopId, "c", None)).ShouldBeNull();

        await Ordering.CommitAsync(new Transition(Some.ShopId) { Checkout = Some.Checkout("new", status: CheckoutStatus.ReadyForComplete) with { CartId = "c" } }, None);
        (await Ordering.FindCheckoutByCartAsync(Some.ShopId, "c", None))!.Id.ShouldBe("new");
    }

    private Task Stock(string variantId, long onHand) => Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock(variantId, onHand)] }, None);

    private async Task<long> Reserved(string variantId) => (await Stores.Catalog.ReadStockAsync(Some.ShopId, [variantId], None)).Sum(l => l.Reserved);

    private async Task ShouldHoldOnlyOrder0(long sequence)
    {
        (await Ordering.GetCartAsync(Some.ShopId, "cart_1", None)).ShouldBeNull();
        (await Ordering.GetCheckoutAsync(Some.ShopId, "chk_ord_1", None)).ShouldBeNull();
        (await Ordering.ListOrdersAsync(Some.ShopId, new OrderFilter(), None)).ShouldHaveSingleItem().Id.ShouldBe("ord_0");
        (await Ordering.ListOutboxAsync(Some.ShopId, null, 10, 0, None)).ShouldHaveSingleItem().Id.ShouldBe("msg_ord_0");
        (await Ordering.GetIdempotencyAsync(Some.ShopId, "shopper/complete", "key_ord_1", None)).ShouldBeNull();
        (await Stores.Ledger.GetTransfersAsync(Some.ShopId, new TransferFilter(), None)).ShouldHaveSingleItem().Id.ShouldBe("sale:ord_0");
        (await Stores.Ledger.CheckAsync(Some.ShopId, null, null, None)).Findings.ShouldBeEmpty();
        (await Reserved("rose")).ShouldBe(1);
        (await LastSequenceAsync()).ShouldBe(sequence);
    }
}
