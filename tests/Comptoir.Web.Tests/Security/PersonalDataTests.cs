using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Agent;
using Comptoir.Ledger;
using Comptoir.Ordering;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Operators;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Ordering.Watches;
using Comptoir.Web.Tests.Console;
using Microsoft.Data.Sqlite;

namespace Comptoir.Web.Tests.Security;

public sealed class PersonalDataTests : IAsyncLifetime
{
    private const string Email = "zoe+shop@example.org";
    private static readonly string[] Personal = [Email, "Zoé", "Zoe ", "Müller", "Muller", "rue de la Paix", "+33 6 12 34 56 78", "75002", "deux pommes vertes"];

    private readonly ConsoleWorld _world = new();

    private static CancellationToken Ct => ConsoleWorld.Ct;

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task After_erasure_no_row_of_any_table_names_the_customer_and_the_ledger_still_proves()
    {
        var order = await BuyAsync();
        var rules = await _world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct);
        (await _world.Ordering.SaveRulesAsync(ConsoleWorld.ShopId, rules with { Version = rules.Version + 1, Claims = [new("com.example.member", [Email.ToUpperInvariant()]), new("com.example.staff", ["@shop.example"])] }, Ct)).ShouldBeTrue();
        (await PersonalIn(Rows())).ShouldNotBeEmpty("the scan must see what it looks for");
        using var owner = await _world.OperatorAsync();
        var asked = await owner.PostAsync("/console/personal-data/erase", ConsoleWorld.Form(("email", Email)), Ct);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.PostAsync("/console/personal-data/erase", ConsoleWorld.FormOf(await asked.Content.ReadAsStringAsync(Ct)), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await PersonalIn(Rows())).ShouldBeEmpty();
        var claims = (await _world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct)).Claims;
        claims[0].Buyers.ShouldHaveSingleItem("an empty list would take everybody at their word").ToLowerInvariant().ShouldNotBe(Email);
        claims[1].Buyers.ShouldBe(["@shop.example"]);
        var erased = (await _world.Ordering.GetOrderAsync(ConsoleWorld.ShopId, order.Id, Ct)).ShouldNotBeNull();
        erased.Totals.ShouldBeEquivalentTo(order.Totals);
        (erased.Number, erased.Status).ShouldBe((order.Number, OrderStatus.Shipped));
        erased.Lines.Select(l => (l.Item.Title, l.Item.Quantity)).ShouldBe(order.Lines.Select(l => (l.Item.Title, l.Item.Quantity)));
        erased.Fulfilment[0].Destinations.ShouldAllBe(d => d.Address.Country == "FR" && d.Address.Street == null);
        (await _world.Service<ILedgerStore>().CheckAsync(ConsoleWorld.ShopId, null, null, Ct)).Findings.ShouldBeEmpty();
        (await owner.GetStringAsync("/console/orders/" + order.Id, Ct)).ShouldContain("Spade");
        (await owner.GetStringAsync("/console/orders", Ct)).ShouldContain(order.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await owner.GetAsync("/console/outbox", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(Action: "personal-data.erase"), 5, Ct)).ShouldHaveSingleItem().ActorId.ShouldBe(Operator.FirstOwnerId);
    }

    [Fact]
    public async Task Erasure_takes_the_person_out_of_gift_cards_subscriptions_and_watches_and_the_cards_keep_their_money()
    {
        var order = await BuyAsync();
        var cards = _world.Service<GiftCardService>();
        var card = (await cards.GiveAsync(ConsoleWorld.ShopId, 25_00, "EUR", "Sorry, " + Email, null, "en", Ct)).Value.ShouldNotBeNull();
        (await _world.Service<WatchService>().TellAsync(ConsoleWorld.ShopId, new("rake", 100, Email, "fr"), new("visitor", "web"), Ct)).Ok.ShouldBeTrue();
        var today = DateOnly.FromDateTime(_world.Clock.GetUtcNow().UtcDateTime);
        var subscription = new Subscription
        {
            Id = "sub_zoe",
            ShopId = ConsoleWorld.ShopId,
            Version = 1,
            State = SubscriptionState.Active,
            Email = Email,
            CustomerId = order.CustomerId,
            Language = "fr",
            Key = "key",
            MandateId = "mdt_zoe",
            ProductId = "spade",
            VariantId = "spade",
            Title = "Spade",
            Currency = "EUR",
            Pieces = 1,
            Every = new(1, IntervalUnit.Months),
            NoticeDays = 3,
            First = today,
            NextOn = today.AddMonths(1),
            Channel = "web",
            CreatedAt = _world.Clock.GetUtcNow(),
            UpdatedAt = _world.Clock.GetUtcNow(),
        };
        (await _world.Ordering.CommitAsync(new Transition(ConsoleWorld.ShopId) { Subscription = subscription }, Ct)).Status.ShouldBe(CommitStatus.Committed);
        foreach (var table in new[] { "gift_card", "automation" }) (await PersonalIn(Rows())).ShouldContain(found => found.StartsWith(table + ".", StringComparison.Ordinal), table);

        using var owner = await _world.OperatorAsync();
        (await owner.PostAsync("/console/personal-data/erase", ConsoleWorld.Form(("email", Email), ("confirmed", "yes")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await PersonalIn(Rows())).ShouldBeEmpty();
        (await cards.FindAsync(ConsoleWorld.ShopId, card.Code, Ct)).ShouldNotBeNull().Balance.ShouldBe(25_00);
        (await _world.Service<ILedgerStore>().CheckAsync(ConsoleWorld.ShopId, null, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_customer_keeps_everything()
    {
        await BuyAsync();
        var other = await _world.PlaceOrderAsync(("rake", 1));
        using var owner = await _world.OperatorAsync();
        await owner.PostAsync("/console/personal-data/erase", ConsoleWorld.Form(("email", Email), ("confirmed", "yes")), Ct);
        (await _world.Ordering.GetOrderAsync(ConsoleWorld.ShopId, other.Id, Ct))!.ShouldBeEquivalentTo(other);
    }

    [Fact]
    public async Task Nothing_is_erased_while_an_order_waits_for_its_parcel()
    {
        await BuyAsync(ship: false);
        using var owner = await _world.OperatorAsync();
        var refused = await owner.PostAsync("/console/personal-data/erase", ConsoleWorld.Form(("email", Email), ("confirmed", "yes")), Ct);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("still has to be shipped");
        (await _world.Service<ICustomerStore>().FindByEmailAsync(ConsoleWorld.ShopId, Email, Ct)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_copy_holds_what_is_known_and_no_secret_and_is_for_owners_only()
    {
        var order = await BuyAsync();
        using var owner = await _world.OperatorAsync();
        var answer = await owner.PostAsync("/console/personal-data/export", ConsoleWorld.Form(("email", Email.ToUpperInvariant())), Ct);
        var copy = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.AsObject();
        copy.Select(k => k.Key).ShouldBe(["cart", "checkout", "placed_order", "customer", "conversation", "outbox"], ignoreOrder: true);
        ((string?)copy["placed_order"]![0]!["id"]).ShouldBe(order.Id);
        ((string?)copy["conversation"]![0]!["turns"]![0]!["said"]).ShouldBe("deux pommes vertes");
        copy.ToJsonString().ShouldNotContain("passwordHash");
        var (clerk, _) = await _world.ProgramAsync(OperatorRole.Clerk);
        using (clerk) (await clerk.PostAsync("/console/personal-data/export", ConsoleWorld.Form(("email", Email)), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await owner.PostAsync("/console/personal-data/export", ConsoleWorld.Form(("email", "nobody@example.org")), Ct)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<Order> BuyAsync(bool ship = true)
    {
        var customers = _world.Service<CustomerService>();
        var checkouts = _world.Service<CheckoutService>();
        var customer = (await customers.RegisterAsync(ConsoleWorld.ShopId, Email, "a long password", "Zoé", "Müller", "fr", "https://shop.example/account/link?token=", Ct)).Value.ShouldNotBeNull();
        await customers.OpenSessionAsync(customer, Ct);
        var address = new Address("home", "Zoé", "Müller", "1 rue de la Paix", "2e étage", "Paris", null, "75002", "FR", "+33 6 12 34 56 78");
        await customers.SaveAddressesAsync(ConsoleWorld.ShopId, customer.Id, [address], "fr", Ct);
        var caller = new Caller("secret", "chat", CustomerId: customer.Id);
        var cart = (await _world.Service<CartService>().CreateAsync(ConsoleWorld.ShopId, new CartInput { Lines = [new LineRequest("spade", 1)], Country = "FR", Language = "fr", Buyer = new Buyer("Zoé", "Müller", Email, "+33 6 12 34 56 78") }, caller, Key("cart"), Ct)).Value.ShouldNotBeNull();
        var input = new CheckoutInput
        {
            CartId = cart.Id,
            Lines = [new LineRequest("spade", 1)],
            Buyer = new Buyer("Zoé", "Müller", Email, "+33 6 12 34 56 78"),
            Country = "FR",
            Language = "fr",
            Fulfilment = [new(null, "shipping", null, [address], "home", [])],
        };
        var created = (await checkouts.CreateAsync(ConsoleWorld.ShopId, input, caller, Key("create"), Ct)).Value.ShouldNotBeNull();
        var option = created.Fulfilment[0].Groups[0].Options[0].Id;
        var chosen = CheckoutInput.From(created) with { Fulfilment = [new(created.Fulfilment[0].Id, "shipping", null, [], created.Fulfilment[0].SelectedDestinationId, [new(null, option)])] };
        await checkouts.UpdateAsync(ConsoleWorld.ShopId, created.Id, chosen, caller, Key("update"), Ct);
        var card = new PaymentInstrument("pi", TestPaymentProvider.Handler, "card", new JsonObject { ["type"] = "token", ["token"] = "success_token" }, Selected: true);
        var done = await checkouts.CompleteAsync(ConsoleWorld.ShopId, created.Id, new CompleteInput([card]), caller, Key("complete"), Ct);
        done.Refusal.ShouldBeNull();
        var order = (await _world.Ordering.GetOrderAsync(ConsoleWorld.ShopId, done.Value!.OrderId!, Ct)).ShouldNotBeNull();
        await _world.Conversations.SaveAsync(
            new Conversation("conv_zoe", ConsoleWorld.ShopId, 1, "fr", cart.Id, order.Id, "{\"said\":\"Zoé Müller\"}", [new ConversationTurn(_world.Clock.GetUtcNow(), "deux pommes vertes", "Bonjour Zoé Müller", ["name: Zoé"], 3)], _world.Clock.GetUtcNow(), _world.Clock.GetUtcNow()), Ct);
        if (ship) (await _world.Orders.ShipAsync(ConsoleWorld.ShopId, order.Id, [new(order.Lines[0].Item.Id, 1)], "La Poste", "6A123", caller, Ct)).Ok.ShouldBeTrue();
        await DeliverMessagesAsync();
        return order;
    }

    private static IdempotencyKey Key(string name) => new("scope", name, "hash");

    private async Task DeliverMessagesAsync()
    {
        foreach (var message in await _world.Ordering.ListOutboxAsync(ConsoleWorld.ShopId, "email", 50, 0, Ct))
            await _world.Ordering.SaveOutboxAsync(message with { State = OutboxState.Held, Subject = "Merci Zoé", Body = "Bonjour Zoé Müller, 1 rue de la Paix" }, Ct);
    }

    private static Task<List<string>> PersonalIn(IEnumerable<(string Table, string Text)> rows) =>
        Task.FromResult(rows.SelectMany(r => Personal.Where(p => r.Text.Contains(p, StringComparison.OrdinalIgnoreCase)).Select(p => $"{r.Table}: {p}")).Distinct().ToList());

    private List<(string Table, string Text)> Rows()
    {
        using var connection = new SqliteConnection($"Data Source={_world.DatabaseFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = new List<string>();
        using (var list = connection.CreateCommand())
        {
            list.CommandText = "select name from sqlite_master where type = 'table' and name not in ('product', 'policy', 'shop')";
            using var names = list.ExecuteReader();
            while (names.Read()) tables.Add(names.GetString(0));
        }

        var rows = new List<(string, string)>();
        foreach (var table in tables)
        {
            using var all = connection.CreateCommand();
            all.CommandText = $"select * from \"{table}\"";
            using var row = all.ExecuteReader();
            while (row.Read())
                for (var i = 0; i < row.FieldCount; i++)
                    rows.Add(($"{table}.{row.GetName(i)}", Regex.Replace(row.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : row.GetValue(i).ToString()!, @"\\u([0-9A-Fa-f]{4})", m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString())));
        }

        return rows;
    }
}
