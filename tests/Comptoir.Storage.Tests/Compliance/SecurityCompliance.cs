using Comptoir.Agent;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Privacy;
using Comptoir.Storage.Privacy;
using Comptoir.Storage.Security;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class SecurityCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private IDatabase Data => (IDatabase)Stores.Database;

    [Fact]
    public async Task Tries_at_once_each_get_a_number_of_their_own_up_to_one_more_than_allowed()
    {
        var store = new AttemptStore(Data);
        var counts = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => store.CountAsync("s", "password", "zoe", 5, Window, Some.Now, None))));
        counts.Order().ShouldBe([1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6]);
        (await store.ReadAsync("s", "password", "zoe", Some.Now, None)).ShouldBe(6);
        (await store.ReadAsync("s", "password", "max", Some.Now, None)).ShouldBe(0);
    }

    [Fact]
    public async Task A_pause_ends_after_its_window_and_is_not_made_longer_by_more_tries()
    {
        var store = new AttemptStore(Data);
        for (var i = 0; i < 5; i++) await store.CountAsync("s", "password", "zoe", 5, Window, Some.Now, None);
        (await store.CountAsync("s", "password", "zoe", 5, Window, Some.Now.AddMinutes(14), None)).ShouldBe(6);
        (await store.CountAsync("s", "password", "zoe", 5, Window, Some.Now.AddMinutes(16), None)).ShouldBe(1);
        await store.ForgetAsync("s", "password", "zoe", None);
        (await store.CountAsync("s", "password", "zoe", 5, Window, Some.Now.AddMinutes(16), None)).ShouldBe(1);
    }

    [Fact]
    public async Task A_ticket_is_taken_once_even_by_many_at_once_and_ends_with_its_time()
    {
        var store = new OperatorStore(Data);
        await store.AddTicketAsync(new(TicketKinds.Challenge, "h1", null, Some.Now.AddMinutes(5), "state"), None);
        (await store.FindTicketAsync(TicketKinds.Session, "h1", Some.Now, None)).ShouldBeNull();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.TakeTicketAsync(TicketKinds.Challenge, "h1", Some.Now, None))));
        taken.Where(t => t is not null).ShouldHaveSingleItem()!.Payload.ShouldBe("state");
        await store.AddTicketAsync(new(TicketKinds.Session, "h2", "op", Some.Now.AddMinutes(5)), None);
        (await store.FindTicketAsync(TicketKinds.Session, "h2", Some.Now.AddMinutes(5), None)).ShouldBeNull();
        (await store.RemoveTicketsAsync("op", null, None)).ShouldBe(1);
    }

    [Fact]
    public async Task Operators_are_found_by_key_and_versions_guard_changes()
    {
        var store = new OperatorStore(Data);
        var clerk = new Operator { Id = "op_1", Name = "Camille", Role = OperatorRole.Clerk, KeyHash = "k1", CreatedAt = Some.Now, Version = 1 };
        (await store.SaveAsync(clerk, None)).ShouldBeTrue();
        (await store.SaveAsync(clerk, None)).ShouldBeFalse();
        (await store.FindByKeyAsync("k1", None)).ShouldBe(clerk);
        (await store.SaveAsync(clerk with { KeyHash = null, RemovedAt = Some.Now, Version = 2 }, None)).ShouldBeTrue();
        (await store.SaveAsync(clerk with { Role = OperatorRole.Owner, Version = 2 }, None)).ShouldBeFalse();
        (await store.FindByKeyAsync("k1", None)).ShouldBeNull();
        (await store.GetAsync("op_1", None))!.RemovedAt.ShouldBe(Some.Now);
    }

    [Fact]
    public async Task A_passkey_stays_with_its_operator()
    {
        var store = new OperatorStore(Data);
        var passkey = new Passkey("id", "op_1", "Laptop", "localhost", [1, 2, 3], 0, ["internal"], true, true, false, Some.Now);
        await store.SavePasskeyAsync(passkey, None);
        await store.SavePasskeyAsync(passkey with { SignCount = 7, UsedAt = Some.Now }, None);
        await store.SavePasskeyAsync(passkey with { OperatorId = "op_2", SignCount = 99 }, None);
        var kept = (await store.ListPasskeysAsync("op_1", None)).ShouldHaveSingleItem();
        (kept.SignCount, kept.PublicKey.SequenceEqual(new byte[] { 1, 2, 3 })).ShouldBe((7, true));
        (await store.RemovePasskeyAsync("op_2", "id", None)).ShouldBeFalse();
        (await store.RemovePasskeyAsync("op_1", "id", None)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_audit_log_is_filtered_and_paged_over_a_shop_and_the_whole_server()
    {
        var log = new AuditLog(Data);
        string[] actions = ["orders.refund", "orders.ship", "orderss", "stock", "sign-in"];
        for (var i = 0; i < 20; i++)
            await log.AppendAsync(new($"aud_{i:00}", i % 5 == 4 ? "" : "s", Some.Now.AddMinutes(i), "operator", i % 2 == 0 ? "op_a" : "op_b", actions[i % 5], i % 5 == 0 ? "ord_1" : null, "console", i % 4 == 0 ? AuditEntry.Refused : AuditEntry.Done), None);
        await log.AppendAsync(new("aud_99", "other", Some.Now, "operator", "op_a", "stock", null, "console", AuditEntry.Done), None);

        async Task<string[]> Ids(AuditFilter filter, int limit = 100) => [.. (await log.ReadAsync("s", filter, limit, None)).Select(e => e.Id)];
        (await Ids(new())).ShouldBe(Enumerable.Range(0, 20).Reverse().Select(i => $"aud_{i:00}"));
        (await Ids(new(), 3)).ShouldBe(["aud_19", "aud_18", "aud_17"]);
        (await Ids(new(Before: "aud_17"), 2)).ShouldBe(["aud_16", "aud_15"]);
        (await Ids(new(Action: "orders"))).ShouldBe(["aud_16", "aud_15", "aud_11", "aud_10", "aud_06", "aud_05", "aud_01", "aud_00"]);
        (await Ids(new(Action: "%"))).ShouldBeEmpty();
        (await Ids(new(ActorId: "op_a", Object: "ord_1"))).ShouldBe(["aud_10", "aud_00"]);
        (await Ids(new(Outcome: AuditEntry.Refused, From: Some.Now.AddMinutes(4), Until: Some.Now.AddMinutes(12)))).ShouldBe(["aud_08", "aud_04"]);
    }

    [Fact]
    public async Task The_key_ring_keeps_the_first_entry_of_a_name()
    {
        var store = new KeyRingStore(Data);
        await store.AddAsync("key-1", "<a/>", None);
        await store.AddAsync("key-1", "<b/>", None);
        await store.AddAsync("key-2", "<c/>", None);
        (await store.ReadAsync(None)).ShouldBe(["<a/>", "<c/>"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_person_is_found_and_erased_in_documents_and_columns_and_cannot_be_written_back()
    {
        const string email = "zoë@example.com";
        await Stores.Customers.SaveAsync(Some.Customer("cust_1", email), None);
        await Stores.Customers.SaveAsync(Some.Customer("cust_2", "max@example.com"), None);
        await Stores.Customers.AddTokenAsync(Some.ShopId, "cust_1", "session", "hash", Some.Now.AddHours(1), None);
        var talk = new Conversation("conv_1", Some.ShopId, 1, "fr", null, null, "{}", [new ConversationTurn(Some.Now, "mon adresse est " + email, "Merci", ["email"], 1)], Some.Now, Some.Now);
        await Stores.Conversations.SaveAsync(talk, None);
        var people = new PersonalDataStore(Data);
        var person = new Person(Some.ShopId, "cust_1", email);

        (await people.FindAsync(person, None)).Select(k => k.Key).ShouldBe(["conversation", "customer"], ignoreOrder: true);
        (await people.EraseAsync(person, None)).ShouldBe(3);

        (await people.FindAsync(person with { CustomerId = null }, None)).ShouldBeEmpty();
        (await Stores.Customers.FindByEmailAsync(Some.ShopId, email, None)).ShouldBeNull();
        (await Stores.Customers.GetAsync(Some.ShopId, "cust_1", None))!.Email.ShouldBe("cust_1@erased.invalid");
        (await Stores.Customers.GetAsync(Some.ShopId, "cust_2", None)).ShouldNotBeNull().Email.ShouldBe("max@example.com");
        (await Stores.Customers.RedeemTokenAsync(Some.ShopId, "session", "hash", Some.Now, None)).ShouldBeNull();
        (await Stores.Conversations.ListAsync(Some.ShopId, 10, 0, None)).ShouldHaveSingleItem().FirstSaid.ShouldBeEmpty();
        (await Stores.Conversations.SaveAsync(talk with { Version = 2 }, None)).ShouldBeFalse();
        (await people.EraseAsync(person, None)).ShouldBeLessThanOrEqualTo(1);
    }
}
