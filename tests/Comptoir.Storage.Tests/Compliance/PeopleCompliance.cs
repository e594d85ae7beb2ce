using Comptoir.Agent;
using Comptoir.Ordering.Customers;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class PeopleCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private ICustomerStore Customers => Stores.Customers;

    [Fact]
    public async Task A_customer_is_found_by_id_and_by_email_whatever_its_case()
    {
        await Customers.SaveAsync(Some.Customer("c1", "zoe@example.com"), None);

        (await Customers.GetAsync(Some.ShopId, "c1", None))!.Email.ShouldBe("zoe@example.com");
        (await Customers.FindByEmailAsync(Some.ShopId, "Zoe@Example.com", None))!.Id.ShouldBe("c1");
        (await Customers.FindByEmailAsync("other", "zoe@example.com", None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_email_belongs_to_one_customer_and_versions_guard_changes()
    {
        (await Customers.SaveAsync(Some.Customer("c1", "zoe@example.com"), None)).ShouldBeTrue();
        (await Customers.SaveAsync(Some.Customer("c2", "zoe@example.com"), None)).ShouldBeFalse();
        (await Customers.SaveAsync(Some.Customer("c2", "max@example.com"), None)).ShouldBeTrue();
        (await Customers.SaveAsync(Some.Customer("c2", "zoe@example.com", 2), None)).ShouldBeFalse();
        (await Customers.SaveAsync(Some.Customer("c2", "maxime@example.com", 2), None)).ShouldBeTrue();
        (await Customers.SaveAsync(Some.Customer("c2", "m@example.com", 2), None)).ShouldBeFalse();

        (await Customers.FindByEmailAsync(Some.ShopId, "maxime@example.com", None))!.Version.ShouldBe(2);
        (await Customers.FindByEmailAsync(Some.ShopId, "max@example.com", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_link_signs_in_once_even_when_it_is_opened_twice_at_the_same_moment()
    {
        await Customers.SaveAsync(Some.Customer("c1", "zoe@example.com"), None);
        await Customers.AddTokenAsync(Some.ShopId, "c1", "link", "hash", Some.Now.AddHours(1), None);

        var redeemed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Customers.RedeemTokenAsync(Some.ShopId, "link", "hash", Some.Now, None))));

        redeemed.Count(c => c is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_session_lasts_until_it_expires_or_is_removed()
    {
        await Customers.SaveAsync(Some.Customer("c1", "zoe@example.com"), None);
        await Customers.AddTokenAsync(Some.ShopId, "c1", "session", "hash", Some.Now.AddHours(1), None);

        Task<Customer?> Redeem(DateTimeOffset now, string kind = "session") => Customers.RedeemTokenAsync(Some.ShopId, kind, "hash", now, None);
        (await Redeem(Some.Now)).ShouldNotBeNull();
        (await Redeem(Some.Now)).ShouldNotBeNull();
        (await Redeem(Some.Now, "link")).ShouldBeNull();
        (await Redeem(Some.Now.AddHours(1))).ShouldBeNull();
        await Customers.RemoveTokenAsync(Some.ShopId, "hash", None);
        (await Redeem(Some.Now)).ShouldBeNull();
    }

    [Fact]
    public async Task A_conversation_is_stored_version_by_version_and_listed_newest_first()
    {
        await Stores.Conversations.SaveAsync(Conversation("a", 1, 0, "Bonjour"), None);
        await Stores.Conversations.SaveAsync(Conversation("b", 1, 1, new string('x', 500)), None);
        (await Stores.Conversations.SaveAsync(Conversation("a", 2, 2, "Bonjour", "moins cher"), None)).ShouldBeTrue();
        (await Stores.Conversations.SaveAsync(Conversation("a", 2, 3, "lost"), None)).ShouldBeFalse();

        (await Stores.Conversations.GetAsync(Some.ShopId, "a", None))!.Turns.Select(t => t.Said).ShouldBe(["Bonjour", "moins cher"]);
        (await Stores.Conversations.GetAsync("other", "a", None)).ShouldBeNull();
        var listed = await Stores.Conversations.ListAsync(Some.ShopId, 10, 0, None);
        listed.Select(c => (c.Id, c.Turns, c.FirstSaid.Length)).ShouldBe([("a", 2, 7), ("b", 1, 200)]);
        (await Stores.Conversations.ListAsync(Some.ShopId, 1, 1, None)).ShouldHaveSingleItem().Id.ShouldBe("b");
    }

    private static Conversation Conversation(string id, long version, int minutes, params string[] said) => new(
        id, Some.ShopId, version, "fr", "cart_1", null, "{}", [.. said.Select(s => new ConversationTurn(Some.Now, s, "…", ["search"], 1.5))], Some.Now, Some.Now.AddMinutes(minutes));
}
