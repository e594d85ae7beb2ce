using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What 2026-04-08 demands of orders.</summary>
[Must("UCP", "order")]
public sealed class OrderRequirements(Tour tour) : IClassFixture<Tour>
{
    /// <summary>Three roses of which one was shipped and one refunded.</summary>
    private JsonObject Served => tour.Orders.Last();

    private IEnumerable<JsonObject> Lines => tour.Orders.SelectMany(o => Tour.Objects(o, "line_items"));

    private IEnumerable<JsonObject> Adjustments => tour.Orders.SelectMany(o => Tour.Objects(o, "adjustments"));

    [Fact]
    public void An_order_has_its_checkout_its_page_its_lines_its_delivery_its_currency_and_its_totals() =>
        tour.Orders.All(o => o.ShouldHave("ucp", "id", "checkout_id", "permalink_url", "line_items", "fulfillment", "currency", "totals"));

    [Fact]
    public void The_page_of_an_order_is_an_absolute_address() => tour.Orders.All(o => Uri.TryCreate(o.Text("permalink_url"), UriKind.Absolute, out _).ShouldBeTrue());

    [Fact]
    public void The_answer_to_a_completion_names_the_order_and_its_page() =>
        tour.Of("complete_checkout").Where(c => c.Text("status") == "completed").All(c => c["order"]!.AsObject().ShouldHave("id", "permalink_url"));

    [Fact]
    public void A_line_of_an_order_has_an_id_an_item_a_quantity_totals_and_a_status() => Lines.All(l => l.ShouldHave("id", "item", "quantity", "totals", "status"));

    [Fact]
    public void The_quantity_of_a_line_says_how_much_there_is_and_how_much_is_fulfilled() => Lines.All(l =>
    {
        l["quantity"].Amount("total").ShouldBeGreaterThanOrEqualTo(0);
        l["quantity"].Amount("fulfilled").ShouldBeInRange(0, l["quantity"].Amount("total"));
    });

    [Fact]
    public void The_status_of_a_line_is_one_of_four() => Lines.All(l => l.Text("status").ShouldBeOneOf("processing", "partial", "fulfilled", "removed"));

    [Fact]
    public void What_was_refunded_stays_among_the_lines()
    {
        var line = Tour.Objects(Served, "line_items").Single();
        line.Text("id").ShouldBe(Tour.Objects(tour.Orders.First(), "line_items").Single().Text("id"));
        (line["quantity"].Amount("original"), line["quantity"].Amount("fulfilled")).ShouldBe((3, 1));
    }

    [Fact]
    public void An_adjustment_has_an_id_a_type_a_moment_and_a_status() => Adjustments.All(a =>
    {
        a.ShouldHave("id", "type", "occurred_at", "status");
        a.Text("status").ShouldBeOneOf("pending", "completed", "failed");
        DateTimeOffset.TryParse(a.Text("occurred_at"), CultureInfo.InvariantCulture, out _).ShouldBeTrue();
    });

    [Fact]
    public void What_goes_back_to_the_buyer_is_below_zero_in_pieces_and_in_money() => Adjustments.Where(a => a.Text("type") == "refund").All(a =>
    {
        Tour.Objects(a, "line_items").All(l => l.Amount("quantity").ShouldBeLessThan(0));
        Tour.Objects(a, "totals").Where(t => t.Text("type") == "total").All(t => t.Amount().ShouldBeLessThan(0));
    });

    [Fact]
    public void An_expectation_has_an_id_lines_a_way_and_a_destination() =>
        tour.Orders.SelectMany(o => Tour.Objects(o["fulfillment"], "expectations")).All(e => e.ShouldHave("id", "line_items", "method_type", "destination"));

    [Fact]
    public void An_event_of_delivery_has_an_id_a_moment_a_type_and_lines() => Tour.Objects(Served["fulfillment"], "events").All(e =>
    {
        e.ShouldHave("id", "occurred_at", "type", "line_items");
        Tour.Objects(e, "line_items").All(l => l.ShouldHave("id", "quantity"));
    });

    [Fact]
    public void Lines_that_are_named_elsewhere_in_an_order_are_lines_of_it() => tour.Orders.All(o =>
    {
        var ids = Tour.Objects(o, "line_items").Select(l => l.Text("id")).ToList();
        var named = Tour.Objects(o["fulfillment"], "expectations").Concat(Tour.Objects(o["fulfillment"], "events")).Concat(Tour.Objects(o, "adjustments")).SelectMany(e => Tour.Objects(e, "line_items"));
        named.All(n => ids.ShouldContain(n.Text("id")));
    });

    [Fact]
    public async Task An_order_is_the_same_however_often_it_is_read() =>
        (await tour.Agent.GetAsync($"/orders/{Served.Text("id")}")).Body!.ToJsonString().ShouldBe(Served.ToJsonString());

    [Fact]
    public async Task An_order_is_shown_to_nobody_else()
    {
        var other = await tour.Shop.Client(agent: "https://other.example/profile").GetAsync($"/orders/{Served.Text("id")}");
        other.Raw.ShouldNotContain("permalink_url");
        (await tour.Shop.Client(agent: null).GetAsync($"/orders/{Served.Text("id")}")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_completed_checkout_is_confirmed_to_its_buyer_by_e_mail()
    {
        var paid = await tour.Agent.PayAsync((await tour.Agent.ReadyCheckoutAsync()).Id);
        var mails = await tour.Shop.Services.GetRequiredService<IOrderingStore>().ListOutboxAsync("flowers", "email", 50, 0, default);
        mails.ShouldContain(m => m.OrderId == (string)paid["order"]!["id"]! && m.Target == "ada@example.com");
    }

    [Fact]
    public void An_unknown_order_is_an_outcome() => tour.All.ShouldContain(s => s.Operation == "get_order" && s.IsErrorEnvelope && s.Reply.Codes.Contains("not_found"));
}
