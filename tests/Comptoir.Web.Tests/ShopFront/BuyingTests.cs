using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;

namespace Comptoir.Web.Tests.ShopFront;

/// <summary>From the shelf to the invoice by plain forms.</summary>
public sealed class BuyingTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Theory]
    [InlineData("en", "Thank you! Your order is in.", "Total incl. VAT €19.80", "Invoice no.")]
    [InlineData("fr", "Merci ! Votre commande est enregistrée.", "Total TTC 19,80 €", "Facture n°")]
    public async Task A_visitor_buys_with_plain_forms_and_gets_order_and_invoice(string language, string thanks, string total, string invoice)
    {
        using var browser = world.Browser(language);
        var order = await ShopWorld.BuyAsync(browser, "trowel");
        var page = await ShopWorld.PageAsync(browser, order);
        HtmlCheck.Problems(page).ShouldBeEmpty();
        ShopWorld.Visible(page).ShouldContain(thanks);
        ShopWorld.Visible(page).ShouldContain(total);
        ShopWorld.Visible(page).ShouldContain("Zoé Martin 12 rue des Tilleuls 37000 Tours France");
        var printed = await ShopWorld.PageAsync(browser, order.Split('?')[0] + "/invoice");
        HtmlCheck.Problems(printed).ShouldBeEmpty();
        ShopWorld.Visible(printed).ShouldContain(invoice);
        printed.ShouldContain("Petit Tilleul SARL");
        printed.ShouldContain("FR00123456789");
    }

    [Fact]
    public async Task The_cart_is_empty_after_buying()
    {
        using var browser = world.Browser();
        await ShopWorld.BuyAsync(browser, "gloves");
        (await ShopWorld.PageAsync(browser, "/cart")).ShouldContain("Your cart is empty");
    }

    [Fact]
    public async Task Adding_twice_makes_one_line_and_the_form_changes_and_removes()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "trowel"));
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "trowel"), ("quantity", "2"));
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "jacket-blue-6Y"));
        var html = await ShopWorld.PageAsync(browser, "/cart");
        HtmlCheck.Problems(html).ShouldBeEmpty();
        var lines = System.Text.RegularExpressions.Regex.Matches(html, "name=\"q\\.([^\"]+)\" type=\"number\" inputmode=\"numeric\" value=\"(\\d+)\"").Select(m => (Id: m.Groups[1].Value, Count: m.Groups[2].Value)).ToList();
        lines.Select(l => l.Count).ShouldBe(["3", "1"]);
        await ShopWorld.PostAsync(browser, "/cart", ("q." + lines[0].Id, "5"), ("remove", lines[1].Id));
        var text = ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/cart"));
        text.ShouldContain("€74.50");
        text.ShouldNotContain("Rain jacket");
    }

    [Fact]
    public async Task A_code_takes_ten_percent_off_and_can_be_taken_away_again()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"), ("quantity", "2"));
        await ShopWorld.PostAsync(browser, "/cart", ("code", "sprout10"));
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/cart")).ShouldContain("Ten percent off −€4.98");
        var used = System.Text.RegularExpressions.Regex.Match(await ShopWorld.PageAsync(browser, "/cart"), "name=\"drop\" value=\"([^\"]+)\"").Groups[1].Value;
        await ShopWorld.PostAsync(browser, "/cart", ("drop", used));
        ShopWorld.Visible(await ShopWorld.PageAsync(browser, "/cart")).ShouldNotContain("Ten percent off");
    }

    [Fact]
    public async Task The_script_gets_json_from_the_same_address()
    {
        using var browser = world.Browser();
        browser.DefaultRequestHeaders.Remove("Accept");
        browser.DefaultRequestHeaders.Add("Accept", "application/json");
        var good = await browser.PostAsync("/cart/items", ShopWorld.Form(("item", "trowel"), ("quantity", "2")), ShopWorld.Ct);
        var answer = await good.Content.ReadFromJsonAsync<JsonElement>(ShopWorld.Ct);
        answer.GetProperty("count").GetInt32().ShouldBe(2);
        answer.GetProperty("message").GetString()!.ShouldContain("Forged hand trowel");
        var bad = await browser.PostAsync("/cart/items", ShopWorld.Form(("item", "no-such-thing")), ShopWorld.Ct);
        bad.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await bad.Content.ReadFromJsonAsync<JsonElement>(ShopWorld.Ct)).GetProperty("ok").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_declined_card_keeps_the_checkout_and_another_card_pays_it()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        var declined = await ShopWorld.PayAsync(browser, checkout, card: "decline");
        declined.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await declined.Content.ReadAsStringAsync(ShopWorld.Ct);
        HtmlCheck.Problems(page).ShouldBeEmpty();
        page.ShouldContain("value=\"Martin\"");
        (await ShopWorld.PayAsync(browser, checkout)).Headers.Location!.OriginalString.ShouldStartWith("/orders/");
    }

    [Fact]
    public async Task A_payment_without_an_answer_waits_on_a_page_that_looks_again()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        await ShopWorld.PayAsync(browser, checkout, card: "timeout");
        var page = await ShopWorld.PageAsync(browser, checkout);
        page.ShouldContain("http-equiv=\"refresh\"");
        ShopWorld.Visible(page).ShouldContain("Your payment is being confirmed");
    }

    [Fact]
    public async Task The_country_changes_the_total_and_an_old_total_is_not_charged()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        var answer = await ShopWorld.PayAsync(browser, checkout, changes: ("country", "DE"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ShopWorld.Visible(await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldContain("The total changed from €29.80 to €44.80");
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_field_and_what_was_typed_stays()
    {
        using var browser = world.Browser("fr");
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        var answer = await ShopWorld.PayAsync(browser, checkout, email: "pas une adresse", changes: [("street", ""), ("city", "Tours <b>")]);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
        HtmlCheck.Problems(html).ShouldBeEmpty();
        html.ShouldContain("id=\"email-error\"");
        html.ShouldContain("id=\"street-error\"");
        html.ShouldContain("value=\"pas une adresse\"");
        html.ShouldContain("value=\"Tours &lt;b&gt;\"");
    }

    [Fact]
    public async Task Pick_up_needs_no_address_and_costs_nothing()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        (await ShopWorld.PostAsync(browser, checkout, ("do", "update"), ("method", "pickup"), ("place", "main"))).ShouldEndWith("#pickup");
        var paid = await ShopWorld.PayAsync(browser, checkout, changes: [("method", "pickup"), ("street", ""), ("city", ""), ("postal", "")]);
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther, ShopWorld.Visible(await paid.Content.ReadAsStringAsync(ShopWorld.Ct)));
        var text = ShopWorld.Visible(await ShopWorld.PageAsync(browser, paid.Headers.Location!.OriginalString));
        text.ShouldContain("Total incl. VAT €24.90");
        text.ShouldContain("Picked up");
    }

    [Fact]
    public async Task News_by_mail_is_asked_for_and_not_assumed()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var checkout = await ShopWorld.PostAsync(browser, "/checkout");
        (await ShopWorld.PageAsync(browser, checkout)).ShouldNotContain("name=\"newsletter\" checked");
        var order = (await ShopWorld.PayAsync(browser, checkout)).Headers.Location!.OriginalString.Split('/', '?')[2];
        (await world.Orders.GetAsync(SmallShop.Id, order, ShopWorld.Ct)).Value!.Buyer!.Consent!.Marketing.ShouldBe(false);
    }

    [Fact]
    public async Task A_checkout_that_an_agent_prepared_is_finished_on_its_page()
    {
        var agent = new Caller("https://agent.example/profile", "ucp", "https://agent.example/profile");
        var created = await world.Checkouts.CreateAsync(SmallShop.Id, new CheckoutInput { Lines = [new LineRequest("trowel", 2)], Language = "fr" }, agent, null, ShopWorld.Ct);
        using var browser = world.Browser();
        var address = "/checkout/" + created.Value!.Id;
        var html = await ShopWorld.PageAsync(browser, address);
        HtmlCheck.Problems(html).ShouldBeEmpty();
        html.ShouldContain("Your assistant prepared this order");
        await ShopWorld.PostAsync(browser, address, ("do", "update"), ("country", "FR"), ("method", "shipping"));
        var paid = await ShopWorld.PayAsync(browser, address);
        paid.StatusCode.ShouldBe(HttpStatusCode.SeeOther, ShopWorld.Visible(await paid.Content.ReadAsStringAsync(ShopWorld.Ct)));
        (await browser.GetAsync(address, ShopWorld.Ct)).Headers.Location!.OriginalString.ShouldStartWith("/orders/");
    }

    [Fact]
    public async Task An_order_is_found_by_number_and_mail_and_by_nothing_less()
    {
        using var browser = world.Browser();
        var order = await ShopWorld.BuyAsync(browser, "gloves", "finder@example.org");
        var number = System.Text.RegularExpressions.Regex.Match(ShopWorld.Visible(await ShopWorld.PageAsync(browser, order)), "Order (\\d+)").Groups[1].Value;
        using var other = world.Browser();
        (await ShopWorld.PostAsync(other, "/orders", ("number", number), ("email", "Finder@example.org"))).ShouldBe(order.Split('?')[0]);
        var wrong = await other.PostAsync("/orders", ShopWorld.Form(("number", number), ("email", "someone@example.org")), ShopWorld.Ct);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_order_is_cancelled_after_asking_once()
    {
        using var browser = world.Browser();
        var order = (await ShopWorld.BuyAsync(browser, "gloves")).Split('?')[0];
        (await ShopWorld.PageAsync(browser, order)).ShouldNotContain($"action=\"{order}/cancel\"");
        (await ShopWorld.PageAsync(browser, order + "?cancel=1")).ShouldContain($"action=\"{order}/cancel\"");
        await ShopWorld.PostAsync(browser, order + "/cancel");
        var text = ShopWorld.Visible(await ShopWorld.PageAsync(browser, order));
        text.ShouldContain("Cancelled");
        text.ShouldContain("Refunded: €29.80");
        (await world.Orders.GetAsync(SmallShop.Id, order.Split('/')[2], ShopWorld.Ct)).Value!.Status.ShouldBe(OrderStatus.Canceled);
    }
}
