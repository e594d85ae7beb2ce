using Comptoir.Catalog;
using Comptoir.Ordering;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Watches;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class AutomationCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    [Fact]
    public async Task A_watch_is_due_after_a_change_of_its_product_or_its_stock_and_of_no_other()
    {
        await SaveAsync(SomeWatch("wat_1", "rose", "rose-red"), SomeWatch("wat_2", "tulip", "tulip"));
        (await DueAsync()).ShouldBeEmpty();
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [Some.Product("rose", 900, "rose-red", "rose-white")] }, None);
        (await DueAsync()).ShouldBe(["wat_1"]);
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose-white", 3)] }, None);
        (await DueAsync()).ShouldBeEmpty();
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose-red", 3)] }, None);
        (await DueAsync()).ShouldBe(["wat_1"]);
        await SaveAsync((await Stores.Automations.GetWatchAsync(Some.ShopId, "wat_1", None))! with { Version = 2, State = WatchState.Ended });
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Stock = [Some.Stock("rose-red", 4)] }, None);
        (await DueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_use_of_a_mandate_is_taken_by_one_of_many_at_once_and_the_rest_of_the_transition_goes_with_it()
    {
        using var other = OpenAnother();
        await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Mandates = [SomeMandate()] }, None);
        var mandate = (await Stores.Ordering.GetMandateAsync(Some.ShopId, "mnd_1", None))!;
        mandate.Terms.Address.City.ShouldBe("Lyon");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? Stores : other).Ordering.CommitAsync(
            new Transition(Some.ShopId) { Cart = Some.Cart($"cart_{i}"), Mandates = [mandate with { Version = 2, Uses = [new(1, $"chk_{i}", $"att_{i}", 100, 1, Some.Now)] }] }, None))));
        results.Count(r => r.Status == CommitStatus.Committed).ShouldBe(1);
        var winner = (await other.Ordering.GetMandateAsync(Some.ShopId, "mnd_1", None))!.Uses.ShouldHaveSingleItem().CheckoutId[4..];
        for (var i = 0; i < 8; i++) (await Stores.Ordering.GetCartAsync(Some.ShopId, $"cart_{i}", None) is not null).ShouldBe($"{i}" == winner);
    }

    [Fact]
    public async Task Lists_are_by_address_or_customer_newest_first_and_changes_before_the_first_watch_are_stepped_over()
    {
        await Stores.Catalog.WriteAsync(new CatalogBatch(Some.ShopId) { Products = [.. Enumerable.Range(0, 30).Select(i => Some.Product($"p{i}"))] }, None);
        await SaveAsync(
            SomeWatch("wat_1", "p1", "p1") with { Email = "a@example.com" },
            SomeWatch("wat_2", "p1", "p1") with { Email = "b@example.com", CustomerId = "cust_1", CreatedAt = Some.Now.AddHours(1) },
            SomeWatch("wat_3", "p1", "p1") with { Email = "a@example.com", State = WatchState.Ended, CreatedAt = Some.Now.AddHours(2) });
        async Task<List<string>> List(AutomationFilter filter) => [.. (await Stores.Automations.ListWatchesAsync(Some.ShopId, filter, None)).Select(w => w.Id)];
        (await List(new("a@example.com"))).ShouldBe(["wat_3", "wat_1"]);
        (await List(new("a@example.com", "cust_1"))).ShouldBe(["wat_3", "wat_2", "wat_1"]);
        (await List(new(null, "cust_1"))).ShouldBe(["wat_2"]);
        (await List(new(OpenOnly: true))).ShouldBe(["wat_2", "wat_1"]);
        (await Stores.Automations.ListSubscriptionsAsync(Some.ShopId, new(), None)).ShouldBeEmpty();
        await DueAsync();
        (await Stores.Automations.FollowChangesAsync(1000, None)).ShouldBe(0);
    }

    private async Task<List<string>> DueAsync()
    {
        await ChangesAsync();
        await Stores.Automations.FollowChangesAsync(1000, None);
        var due = await Stores.Jobs.LeaseAsync(["watch"], DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 100, None);
        foreach (var one in due) await Stores.Jobs.DoneAsync(one, None);
        return [.. due.Select(d => d.Job.Key).Order()];
    }

    private async Task SaveAsync(params Watch[] watches)
    {
        foreach (var watch in watches) (await Stores.Ordering.CommitAsync(new Transition(Some.ShopId) { Watch = watch }, None)).Status.ShouldBe(CommitStatus.Committed);
    }

    private static Watch SomeWatch(string id, string productId, string variantId) => new()
    {
        Id = id,
        ShopId = Some.ShopId,
        Version = 1,
        Kind = WatchKind.Price,
        State = WatchState.Active,
        Email = "a@example.com",
        Language = "fr",
        Key = "key",
        ProductId = productId,
        VariantId = variantId,
        Title = "Arrosoir",
        Currency = "EUR",
        AtMost = 500,
        Until = Some.Now.AddDays(30),
        Channel = "web",
        CreatedAt = Some.Now,
    };

    private static Mandate SomeMandate() => new()
    {
        Id = "mnd_1",
        ShopId = Some.ShopId,
        Version = 1,
        Terms = new()
        {
            Purpose = MandatePurpose.BuyWhen,
            Email = "a@example.com",
            Language = "fr",
            Text = "…",
            Hash = "00",
            AgreedAt = Some.Now,
            Channel = "web",
            ProductId = "rose",
            VariantId = "rose",
            Title = "Arrosoir",
            Currency = "EUR",
            HighestTotal = 500,
            Pieces = 1,
            MostUses = 1,
            Payment = new StoredMethod("mock_payment_handler", "stored_ok"),
            Buyer = new("Zoé"),
            Address = new(Street: "1 rue de la Paix", City: "Lyon", Country: "FR"),
        },
    };
}
