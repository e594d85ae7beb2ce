using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Ucp;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Extensions;

/// <summary>Returns by the extension, over REST, on a shop that returns are open to all days.</summary>
public sealed class ReturnExtensionTests(ExtensionShop fixture) : IClassFixture<ExtensionShop>
{
    private readonly UcpShop _shop = fixture.Shop;

    [Fact]
    public async Task A_return_is_previewed_confirmed_requested_and_refunded_and_stands_in_the_orders_adjustments()
    {
        var agent = fixture.Client();
        var (order, line) = await fixture.DeliveredAsync(agent, quantity: 2);

        var options = await agent.PostAsync($"/orders/{order}/returns/options", "{}");
        ((bool)options["return"]!["possible"]!).ShouldBeTrue(options.Raw);
        ((int)options["return"]!["line_items"]![0]!["quantity"]!).ShouldBe(2);

        var asked = Wanted(line, 1);
        var preview = await agent.PostAsync($"/orders/{order}/returns/preview", asked.ToJsonString());
        ((long)preview["return"]!["refund"]!["amount"]!).ShouldBe(3500);
        ((string)preview["confirmation"]!["text"]!).ShouldContain("€35.00");
        (await StoredAsync(order)).Returns.ShouldBeEmpty();

        asked["confirmation"] = preview["confirmation"]!["token"]!.DeepClone();
        var done = await agent.PostAsync($"/orders/{order}/returns", asked.ToJsonString(), "return-1");
        done.Status.ShouldBe(201, done.Raw);
        ((string)done["return"]!["state"]!).ShouldBe("approved");
        ((string)done["return"]!["label"]!["type"]!).ShouldBe("slip");
        var again = await agent.PostAsync($"/orders/{order}/returns", asked.ToJsonString(), "return-1");
        ((string)again["return"]!["id"]!).ShouldBe((string)done["return"]!["id"]!);
        (await StoredAsync(order)).Returns.Count.ShouldBe(1);

        await fixture.SettleAsync(order, (string)done["return"]!["id"]!, line, 1);
        var after = await agent.PostAsync($"/orders/{order}/returns/options", "{}");
        ((string)after["returns"]![0]!["state"]!).ShouldBe("completed");
        ((string)after["returns"]![0]!["refund"]!["state"]!).ShouldBe("completed");
        var standard = (await agent.GetAsync($"/orders/{order}"))["adjustments"]!.AsArray().Single(a => (string?)a!["id"] == (string?)after["returns"]![0]!["adjustment_id"])!;
        ((string)standard["type"]!).ShouldBe("return");
        ((long)standard["totals"]![0]!["amount"]!).ShouldBe(-3500);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("made up")]
    [InlineData("of another effect")]
    [InlineData("of another agent")]
    public async Task Without_the_shoppers_yes_to_exactly_this_nothing_is_requested(string token)
    {
        var agent = fixture.Client();
        var (order, line) = await fixture.DeliveredAsync(agent, quantity: 2);
        var asked = Wanted(line, 2);
        asked["email"] = "ada@example.com";
        asked["confirmation"] = token switch
        {
            "none" => null,
            "made up" => "box:MTc2",
            "of another effect" => (await agent.PostAsync($"/orders/{order}/returns/preview", Wanted(line, 1).ToJsonString()))["confirmation"]!["token"]!.DeepClone(),
            _ => (await fixture.Client(ExtensionShop.Other).PostAsync($"/orders/{order}/returns/preview", asked.ToJsonString()))["confirmation"]!["token"]!.DeepClone(),
        };
        var refused = await agent.PostAsync($"/orders/{order}/returns", asked.ToJsonString());
        refused.Codes.ShouldBe(["confirmation_required"], refused.Raw);
        (await StoredAsync(order)).Returns.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_agent_reaches_an_order_only_with_its_buyers_address()
    {
        var (order, _) = await fixture.DeliveredAsync(fixture.Client());
        var other = fixture.Client(ExtensionShop.Other);
        (await other.PostAsync($"/orders/{order}/returns/options", "{}")).Codes.ShouldBe(["not_found"]);
        (await other.PostAsync($"/orders/{order}/returns/options", """{"email":"eve@example.com"}""")).Codes.ShouldBe(["not_found"]);
        (await other.PostAsync($"/orders/{order}/returns/options", """{"email":" ADA@example.com "}"""))["return"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_order_is_found_by_number_and_address_and_guesses_come_to_an_end()
    {
        var agent = fixture.Client();
        var (order, _) = await fixture.DeliveredAsync(agent, buyer: "lookup@example.com");
        var number = (await StoredAsync(order)).Number;
        var found = await fixture.Client(ExtensionShop.Other).PostAsync("/orders/lookup", $$"""{"order_number":"#{{number}}","email":"lookup@example.com"}""");
        found.Id.ShouldBe(order);
        for (var i = 0; i < 10; i++) (await agent.PostAsync("/orders/lookup", $$"""{"order_number":"{{number}}","email":"guess{{i}}@example.com"}""")).Codes.ShouldBe(["not_found"]);
        (await agent.PostAsync("/orders/lookup", $$"""{"order_number":"{{number}}","email":"lookup@example.com"}""")).Codes.ShouldBe(["too_many_attempts"]);
    }

    [Fact]
    public async Task A_withdrawal_is_shown_confirmed_and_recorded_with_its_return()
    {
        var agent = fixture.Client().In("fr");
        var (order, _) = await fixture.DeliveredAsync(agent);
        var preview = await agent.PostAsync($"/orders/{order}/withdrawals/preview", "{}");
        preview["confirmation"].ShouldNotBeNull(preview.Raw);
        var text = (string)preview["confirmation"]!["text"]!;
        text.ShouldContain("rétract", Case.Insensitive);
        (await StoredAsync(order)).Withdrawals.ShouldBeEmpty();
        (await agent.PostAsync($"/orders/{order}/withdrawals", "{}")).Codes.ShouldBe(["confirmation_required"]);

        var body = new JsonObject { ["confirmation"] = preview["confirmation"]!["token"]!.DeepClone() }.ToJsonString();
        var done = await agent.PostAsync($"/orders/{order}/withdrawals", body, "withdraw-1");
        done.Status.ShouldBe(201, done.Raw);
        ((string)done["withdrawal"]!["content"]!).ShouldBe(text);
        ((string)done["return"]!["reason"]!).ShouldBe("withdrawal");
        (await agent.PostAsync($"/orders/{order}/withdrawals", body, "withdraw-1"))["withdrawal"]!["id"]!.ToString().ShouldBe((string)done["withdrawal"]!["id"]!);
        (await StoredAsync(order)).Withdrawals.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_comes_back_of_an_order_that_was_not_delivered()
    {
        var agent = fixture.Client();
        var paid = await agent.PayAsync((await agent.ReadyCheckoutAsync()).Id);
        var order = (string)paid["order"]!["id"]!;
        var line = (await StoredAsync(order)).Lines[0].Item.Id;
        (await agent.PostAsync($"/orders/{order}/returns/preview", Wanted(line, 1).ToJsonString())).Codes.ShouldBe(["not_delivered"]);
    }

    [Theory]
    [InlineData("""{"line_items":[{"id":"L","quantity":1}],"reason":"bored"}""", "$.reason")]
    [InlineData("""{"line_items":[],"reason":"other"}""", "$.line_items")]
    [InlineData("""{"line_items":[{"id":"L","quantity":0}],"reason":"other"}""", "$.line_items[0].quantity")]
    [InlineData("""{"line_items":[{"quantity":1}],"reason":"other"}""", "$.line_items[0].id")]
    [InlineData("""{"line_items":[{"id":"L","quantity":1}],"reason":"other","resolution":"gold"}""", "$.resolution")]
    [InlineData("""{"line_items":7,"reason":"other"}""", "$.line_items")]
    [InlineData("""{"email":7}""", "$.email")]
    public async Task A_request_that_is_wrong_is_told_which_member(string body, string path)
    {
        var agent = fixture.Client();
        var (order, _) = await fixture.DeliveredAsync(agent);
        var refused = await agent.PostAsync($"/orders/{order}/returns/preview", body);
        refused.Status.ShouldBe(400, refused.Raw);
        ((string)refused["messages"]![0]!["path"]!).ShouldStartWith(path);
    }

    [Fact]
    public async Task Every_answer_is_what_the_published_schema_says()
    {
        var agent = fixture.Client();
        var (order, line) = await fixture.DeliveredAsync(agent, quantity: 3);
        var cases = new SchemaCases(fixture.SchemaFolder());
        cases.Add("returns.json#/$defs/options_response", await agent.PostAsync($"/orders/{order}/returns/options", "{}"));
        var asked = Wanted(line, 1);
        var preview = await agent.PostAsync($"/orders/{order}/returns/preview", asked.ToJsonString());
        cases.Add("returns.json#/$defs/preview_response", preview);
        asked["confirmation"] = preview["confirmation"]!["token"]!.DeepClone();
        var requested = await agent.PostAsync($"/orders/{order}/returns", asked.ToJsonString());
        cases.Add("returns.json#/$defs/request_response", requested);
        cases.Add("returns.json#/$defs/preview_response", await agent.PostAsync("/orders/ord_nobody/returns/preview", Wanted(line, 1).ToJsonString()));
        await fixture.SettleAsync(order, (string)requested["return"]!["id"]!, line, 1);
        var withdrawal = await agent.PostAsync($"/orders/{order}/withdrawals/preview", "{}");
        cases.Add("returns.json#/$defs/withdrawal_preview_response", withdrawal);
        cases.Add("returns.json#/$defs/withdrawal_response", await agent.PostAsync($"/orders/{order}/withdrawals", new JsonObject { ["confirmation"] = withdrawal["confirmation"]!["token"]!.DeepClone() }.ToJsonString()));
        cases.Add("returns.json#/$defs/options_response", await agent.PostAsync($"/orders/{order}/returns/options", "{}"));
        cases.Add("returns.json#/$defs/options_response", await agent.PostAsync("/orders/ord_nobody/returns/options", "{}"));
        cases.Add("recommendations.json#/$defs/recommend_response", await agent.PostAsync("/recommendations", """{"ids":["rose"]}"""));
        cases.Add("policies.json#/$defs/list_response", await agent.GetAsync("/policies"));
        cases.Add("policies.json#/$defs/ask_response", await agent.PostAsync("/policies/search", """{"query":"how long can I return?"}"""));
        cases.Check();
    }

    [Fact]
    public async Task The_profile_shows_the_extensions_to_platforms_that_have_them_and_the_schemas_are_there()
    {
        (await fixture.Client(agent: null).GetAsync("//.well-known/ucp"))["ucp"]!["capabilities"]!.AsObject().ShouldNotContain(c => c.Key.StartsWith("dev.comptoir"));
        (await _shop.Client().GetAsync("//.well-known/ucp"))["ucp"]!["capabilities"]!.AsObject().ShouldNotContain(c => c.Key.StartsWith("dev.comptoir"));
        var shown = (await fixture.Client().GetAsync("//.well-known/ucp"))["ucp"]!["capabilities"]!.AsObject();
        foreach (var name in ComptoirExtensions.All)
        {
            var url = new Uri((string)shown[name]![0]!["schema"]!);
            var schema = await fixture.Client().GetAsync("/" + url.AbsolutePath);
            ((string)schema["$id"]!).ShouldBe(url.AbsoluteUri);
            ((string)schema["name"]!).ShouldBe(name);
            ((string)schema["version"]!).ShouldBe((string)shown[name]![0]!["version"]!);
        }
    }

    [Fact]
    public async Task A_platform_that_does_not_name_an_extension_is_told_so() =>
        (await _shop.Client().PostAsync("/recommendations", """{"ids":["rose"]}""")).Codes.ShouldBe(["capabilities_incompatible"]);

    [Fact]
    public async Task Recommendations_are_in_stock_and_never_what_was_asked_about()
    {
        var found = (await fixture.Client().PostAsync("/recommendations", """{"ids":["rose","tulip","nowhere"],"limit":24}"""))["recommendations"]!.AsArray();
        found.Count.ShouldBeGreaterThan(0);
        var ids = found.Select(r => (string)r!["product"]!["id"]!).ToList();
        ids.ShouldNotContain("rose");
        ids.ShouldNotContain("tulip");
        ids.ShouldNotContain("gardenia");
        found.Select(r => (string)r!["reason"]!["product_id"]!).ShouldBeSubsetOf(["rose", "tulip"]);
    }

    private static JsonObject Wanted(string line, int quantity) => new()
    {
        ["line_items"] = new JsonArray { new JsonObject { ["id"] = line, ["quantity"] = quantity } },
        ["reason"] = "changed_mind",
    };

    private async Task<Order> StoredAsync(string order) => (await _shop.Services.GetRequiredService<IOrderingStore>().GetOrderAsync("flowers", order, default))!;
}

/// <summary>The flower shop with platforms that have the extensions.</summary>
public sealed class ExtensionShop : IAsyncLifetime
{
    public const string Agent = "https://agent.example/extended";
    public const string Other = "https://agent.example/other";

    public UcpShop Shop { get; } = new(o =>
    {
        o.PinnedProfiles[Agent] = Profile();
        o.PinnedProfiles[Other] = Profile();
    })
    { Mcp = true };

    public UcpClient Client(string? agent = Agent) => Shop.Client(agent: agent);

    public ValueTask InitializeAsync() => Shop.InitializeAsync();

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    /// <summary>An order that arrived, and its line.</summary>
    public async Task<(string Order, string Line)> DeliveredAsync(UcpClient agent, int quantity = 1, string buyer = "ada@example.com")
    {
        var paid = await agent.PayAsync((await agent.ReadyCheckoutAsync(quantity: quantity, buyer: buyer)).Id);
        var id = (string)paid["order"]!["id"]!;
        var orders = Shop.Services.GetRequiredService<OrderService>();
        var caller = new Caller("operator", "console");
        (await orders.ShipAsync("flowers", id, null, "Colissimo", "8R1", caller, default)).Ok.ShouldBeTrue();
        var delivered = await orders.DeliverAsync("flowers", id, caller, default);
        return (id, delivered.Value!.Lines[0].Item.Id);
    }

    /// <summary>The parcel came back whole.</summary>
    public async Task SettleAsync(string order, string returnId, string line, int pieces)
    {
        var returns = Shop.Services.GetRequiredService<ReturnService>();
        (await returns.ReceiveAsync("flowers", order, returnId, default)).Ok.ShouldBeTrue();
        (await returns.InspectAsync("flowers", order, returnId, [new(line, pieces)], default)).Ok.ShouldBeTrue();
    }

    public string SchemaFolder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Comptoir.slnx"))) root = root.Parent;
        return Path.Combine(root.FullName, "src", "Comptoir.Protocols", "Extensions", "Schemas");
    }

    private static string Profile()
    {
        var profile = JsonNode.Parse(UcpShop.Profile())!;
        foreach (var name in ComptoirExtensions.All) profile["ucp"]!["capabilities"]![name] = new JsonArray { new JsonObject { ["version"] = ComptoirExtensions.Version } };
        return profile.ToJsonString();
    }
}
