using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Comptoir.Web.Tests.Console;

public sealed partial class PageTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    public static readonly string[] Paths =
    [
        "/console", "/console/orders", "/console/orders?status=open&channel=ucp&q=zo", "/console/conversations", "/console/conversations/conv_1", "/console/agents", "/console/platforms", "/console/agents/keys", "/console/agents/reserved",
        "/console/products", "/console/products?q=spade", "/console/products?show=inactive", "/console/products/mug", "/console/products/old", "/console/products/new",
        "/console/stock", "/console/stock?show=low", "/console/stock?show=out&q=mug",
        "/console/promotions", "/console/promotions/new", "/console/promotions/promo_ten", "/console/promotions/promo_ten/delete",
        "/console/shipping", "/console/shipping/new", "/console/shipping/std", "/console/taxes",
        "/console/payments", "/console/payments/new", "/console/payments/mock_payment_handler", "/console/payment-keys/stripe",
        "/console/returns", "/console/return-policy", "/console/gift-cards", "/console/invoices", "/console/requests", "/console/requests?kind=subscription", "/console/subscriptions", "/console/subscriptions/new", "/console/claims", "/console/claims/new", "/console/agents/try",
        "/console/policies", "/console/policies/returns", "/console/policies/terms", "/console/settings",
        "/console/ledger", "/console/ledger?to=2026-01-31&time=recorded", "/console/ledger/transfers", "/console/ledger/transfers?kind=sale&cause=order:x&from=2026-01-01&to=2026-12-31&batch=1",
        "/console/ledger/statements", "/console/ledger/batches", "/console/ledger/check", "/console/ledger/contracts", "/console/ledger/contracts/new", "/console/ledger/entry", "/console/ledger/exchange", "/console/models", "/console/models?model=assistant&need=tools", "/console/outbox", "/console/outbox?state=waiting&kind=email", "/console/health",
        "/console/capital", "/console/capital?source=ledger&basis=annual&as-of=2026-01-01&conditional=yes&role=purchase", "/console/capital/funds", "/console/capital/returns", "/console/capital/loops", "/console/capital/self-funded",
        "/console/capital/circularity", "/console/capital/commitments", "/console/capital/runway", "/console/capital/stress?fails=Northlight&pays=40", "/console/capital/changes?since=2026-01-01", "/console/capital/order-earnings?source=ledger",
        "/console/capital/ownership", "/console/capital/conflicts", "/console/capital/uncertainty", "/console/capital/doubts", "/console/capital/deals", "/console/capital/deals?ids=F01,nope",
    ];

    private static CancellationToken Ct => ConsoleWorld.Ct;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Every_page_shows_itself_whole_and_safe(string language)
    {
        var order = await world.PlaceOrderAsync(("mug-blue", 2), ("spade", 1));
        using var browser = await world.OperatorAsync(language);
        string[] more = [$"/console/orders/{order.Id}", $"/console/orders/{order.Id}/ship", $"/console/orders/{order.Id}/refund", $"/console/orders/{order.Id}/cancel", $"/console/orders/{order.Id}/after-sale", $"/console/orders/{order.Id}/amend", $"/console/ledger/transfers?reference={order.Id}"];
        foreach (var path in Paths.Concat(more))
        {
            var response = await browser.GetAsync(path, Ct);
            var html = await response.Content.ReadAsStringAsync(Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            html.ShouldContain($"<html lang=\"{language}\">", customMessage: path);
            html.ShouldContain("</html>", customMessage: path);
            html.ShouldNotContain(" style=", customMessage: path);
            html.ShouldNotContain("<script", customMessage: path);
            html.ShouldNotContain("<i>deluxe", customMessage: path);
            html.ShouldNotContain("Müller <b>", customMessage: path);
            // the skip link stays on the page that is shown, filters and all
            html.ShouldContain("class=\"skip\" href=\"#content\"", customMessage: path);
            Headings().Count(html).ShouldBe(1, path);
            foreach (Match table in Tables().Matches(html)) table.Value.ShouldContain("<caption", customMessage: path);
            foreach (Match header in ColumnHeads().Matches(html)) header.Value.ShouldContain("scope=", customMessage: path);
            foreach (Match id in Ids().Matches(html)) Regex.Count(html, $" id=\"{Regex.Escape(id.Groups[1].Value)}\"").ShouldBe(1, $"{path} {id.Value}");
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldContain("default-src 'none'");
            policy.ShouldNotContain("unsafe-inline");
            response.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task Every_label_belongs_to_a_field()
    {
        using var browser = await world.OperatorAsync();
        foreach (var path in new[] { "/console/products/mug", "/console/promotions/new", "/console/shipping/std", "/console/taxes", "/console/settings", "/console/policies/returns", "/console/orders" })
        {
            var html = await browser.GetStringAsync(path, Ct);
            foreach (Match label in Labels().Matches(html)) html.ShouldContain($" id=\"{label.Groups[1].Value}\"", customMessage: $"{path}: {label.Value}");
        }
    }

    [Fact]
    public async Task The_language_chosen_in_the_header_stays()
    {
        using var browser = await world.OperatorAsync();
        (await browser.GetStringAsync("/console/orders?lang=fr", Ct)).ShouldContain("Commandes");
        (await browser.GetStringAsync("/console/stock", Ct)).ShouldContain("<html lang=\"fr\">");
    }

    [Fact]
    public async Task Money_is_written_as_in_the_language()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        WebUtility.HtmlDecode(await browser.GetStringAsync($"/console/orders/{order.Id}?lang=en", Ct)).ShouldContain("€29.90");
        WebUtility.HtmlDecode(await browser.GetStringAsync($"/console/orders/{order.Id}?lang=fr", Ct)).ShouldContain("29,90\u00a0€");
    }

    [Fact]
    public async Task An_order_is_found_by_a_word_a_status_and_a_channel()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var link = $"/console/orders/{order.Id}\"";
        (await browser.GetStringAsync("/console/orders?q=m%C3%BCller", Ct)).ShouldContain(link);
        (await browser.GetStringAsync("/console/orders?status=open&channel=ucp", Ct)).ShouldContain(link);
        (await browser.GetStringAsync("/console/orders?channel=web", Ct)).ShouldNotContain(link);
        (await browser.GetStringAsync("/console/orders?status=Delivered", Ct)).ShouldNotContain(link);
        (await browser.GetStringAsync("/console/orders?q=nobody", Ct)).ShouldNotContain(link);
    }

    [Fact]
    public async Task The_overview_counts_todays_sales_and_what_is_low()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/console", Ct));
        html.ShouldContain("<svg");
        html.ShouldContain(Comptoir.Catalog.Offers.Currencies.Format(order.Totals.Total, "EUR", "en"));
        html.ShouldContain("Rake");
        (await browser.GetStringAsync("/console/agents", Ct)).ShouldContain("https://agent.example/profile");
    }

    [Fact]
    public async Task A_conversation_is_shown_with_what_was_understood_and_how_long_it_took()
    {
        using var browser = await world.OperatorAsync();
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/console/conversations/conv_1", Ct));
        html.ShouldContain("une bêche <script>");
        html.ShouldContain("find: bêche");
        html.ShouldContain("4.2\u00a0ms");
    }

    [Fact]
    public async Task The_ledger_says_that_it_is_balanced_and_gives_its_transfers_as_csv()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        (await browser.GetStringAsync("/console/ledger", Ct)).ShouldContain(">Balanced<");
        var response = await browser.GetAsync($"/console/ledger/transfers.csv?reference={order.Id}", Ct);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldContain("transfers.csv");
        var rows = (await response.Content.ReadAsStringAsync(Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].ShouldBe("id,at,kind,debit,credit,asset,amount,amount_decimal,reference,note");
        rows.Length.ShouldBeGreaterThan(1);
        rows[1..].ShouldAllBe(r => r.Contains(order.Id, StringComparison.Ordinal) && r.Contains(",EUR,", StringComparison.Ordinal));
        (await browser.GetStringAsync("/console/ledger/trial-balance.csv", Ct)).ShouldContain(",EUR,");
    }

    [Fact]
    public async Task A_transfer_leads_to_its_order_and_the_order_to_its_transfers()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        var list = await browser.GetStringAsync($"/console/ledger/transfers?reference={order.Id}", Ct);
        var path = WebUtility.HtmlDecode(TransferLinks().Match(list).Groups[1].Value);

        var page = await browser.GetStringAsync(path, Ct);

        page.ShouldContain($"href=\"/console/orders/{order.Id}\"");
        page.ShouldContain("Where it comes from");
        var json = await browser.GetStringAsync($"/console/ledger/lineage.json?transfer={path.Split('=')[1]}", Ct);
        json.ShouldContain($"\"kind\":\"order\",\"id\":\"{order.Id}\"");
        json.ShouldContain("\"kind\":\"checkout\"");
        (await browser.GetStringAsync($"/console/ledger/lineage.json?cause=order:{order.Id}", Ct)).ShouldContain("sales:EUR");
        (await browser.GetAsync("/console/ledger/lineage.json?cause=nonsense", Ct)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_books_are_stated_exported_and_closed_from_the_console()
    {
        await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        (await browser.GetStringAsync("/console/ledger/account?id=sales:EUR", Ct)).ShouldContain("Closing balance");
        (await browser.GetStringAsync("/console/ledger/statements", Ct)).ShouldContain("Income statement, EUR");
        (await browser.GetStringAsync("/console/ledger/check", Ct)).ShouldContain("The whole book is sound.");
        (await browser.GetStringAsync("/console/ledger/export?format=hledger", Ct)).ShouldContain("income:sales:EUR");
        (await browser.GetStringAsync("/console/ledger/export?format=beancount", Ct)).ShouldContain("open Income:Sales:EUR EUR");
        (await browser.GetAsync("/console/ledger/export?format=7", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var confirm = await browser.GetStringAsync("/console/ledger/close?through=2025-12-31", Ct);
        confirm.ShouldContain("cannot be opened again");
        await browser.PostAsync("/console/ledger/close", ConsoleWorld.FormOf(confirm), Ct);
        (await browser.GetStringAsync("/console/ledger/batches", Ct)).ShouldContain("Closed through 31 Dec 2025");
        var ahead = await browser.GetStringAsync("/console/ledger/close?through=2999-12-31", Ct);
        await browser.PostAsync("/console/ledger/close", ConsoleWorld.FormOf(ahead), Ct);
        (await browser.GetStringAsync("/console/ledger/batches", Ct)).ShouldContain("Nothing was closed");
    }

    [Fact]
    public async Task Health_probes_answer_without_the_key_and_say_no_more_than_yes()
    {
        using var browser = world.Browser();
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            var response = await browser.GetAsync(path, Ct);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement.EnumerateObject().Single().Value.GetString().ShouldBe("ok");
        }
    }

    [Fact]
    public async Task A_thing_of_another_shop_is_not_found_in_this_one()
    {
        var order = await world.PlaceOrderAsync(("spade", 1));
        using var browser = await world.OperatorAsync();
        (await browser.GetAsync($"/console/orders/{order.Id}?shop=shop_other", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync("/console/products/spade", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/console/products/spade?shop={ConsoleWorld.ShopId}", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Headings();

    [GeneratedRegex("href=\"(/console/ledger/transfer\\?[^\"]+)\"")]
    private static partial Regex TransferLinks();

    [GeneratedRegex("<table.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("<th[ >][^>]*>")]
    private static partial Regex ColumnHeads();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("<label for=\"([^\"]+)\"")]
    private static partial Regex Labels();
}
