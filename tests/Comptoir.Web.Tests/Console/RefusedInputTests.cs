using System.Net;
using Comptoir.Ordering.Rules;

namespace Comptoir.Web.Tests.Console;

public sealed class RefusedInputTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>, IAsyncLifetime
{
    private HttpClient _browser = null!;

    private static CancellationToken Ct => ConsoleWorld.Ct;

    public async ValueTask InitializeAsync() => _browser = await world.OperatorAsync();

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("v0.price", "")]
    [InlineData("v0.price", "-3")]
    [InlineData("v0.price", "1,234.50")]
    [InlineData("v0.price", "12.345")]
    [InlineData("v0.price", "1e9")]
    [InlineData("v0.list", "5")]
    [InlineData("v0.gtin", "4006381333932")]
    [InlineData("category", "nowhere")]
    [InlineData("stock|main|spade", "-1")]
    [InlineData("stock|main|spade", "many")]
    public async Task A_wrong_field_of_a_product_is_named_and_nothing_is_saved(string field, string value)
    {
        var before = (await world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["spade"], Ct)).Single();
        var response = await EditAsync("/console/products/spade", ("title.en", "Changed"), (field, value));
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldContain($"#f-{WebUtility.HtmlEncode(field)}");
        (await world.Catalog.GetProductsAsync(ConsoleWorld.ShopId, ["spade"], Ct)).Single().Title.ShouldBe(before.Title);
        (await world.OnHandAsync("spade")).ShouldBe(40);
    }

    [Theory]
    [InlineData("/console/promotions/new", "code", "ten")]
    [InlineData("/console/promotions/new", "value", "101")]
    [InlineData("/console/promotions/new", "type", "everything")]
    [InlineData("/console/promotions/promo_ten", "ends", "yesterday")]
    [InlineData("/console/shipping/std", "countries", "France")]
    [InlineData("/console/shipping/std", "max", "1")]
    [InlineData("/console/shipping/std", "type", "pickup")]
    [InlineData("/console/shipping/std", "price", "")]
    [InlineData("/console/taxes", "t0.rate", "101")]
    [InlineData("/console/taxes", "t0.country", "XXX")]
    [InlineData("/console/taxes", "most", "0")]
    [InlineData("/console/payments/new", "id", "no spaces")]
    [InlineData("/console/payments/new", "id", "mock_payment_handler")]
    [InlineData("/console/payments/mock_payment_handler", "config", "{not json")]
    [InlineData("/console/payments/mock_payment_handler", "config", "[1]")]
    [InlineData("/console/policies/returns", "title.en", "\u0001 ")]
    [InlineData("/console/settings", "email", "nobody")]
    [InlineData("/console/settings", "languages", "de")]
    [InlineData("/console/settings", "hosts", "http://x")]
    [InlineData("/console/settings", "hosts", "other.example")]
    [InlineData("/console/settings", "name", "")]
    public async Task A_wrong_field_is_named_and_nothing_is_saved(string path, string field, string value)
    {
        var before = await RulesAsync();
        var response = await EditAsync(path, field == "title.en" ? [(field, value), ("title.fr", "")] : [(field, value)]);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldContain("aria-invalid=\"true\"");
        (await RulesAsync()).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task Hostile_posts_are_refused_without_an_error_of_ours()
    {
        string[] paths = ["/console/products/spade", "/console/products/new", "/console/stock", "/console/promotions/new", "/console/promotions/promo_ten/delete", "/console/shipping/new", "/console/taxes", "/console/payments/new", "/console/policies/returns", "/console/settings", "/console/outbox/x/retry", "/console/orders/x/ship", "/console/sign-in"];
        HttpContent[] Bodies() =>
        [
            ConsoleWorld.Form(),
            ConsoleWorld.Form(("title.en", new string('x', 100_000)), ("v0.price", "NaN"), ("type", "‮"), ("t0.country", "\u0001"), ("stock|main", "1"), ("stock|main|spade|x", "1"), ("was|", "2"), ("config", new string('[', 5_000))),
            new StringContent("%%%=%zz&&&=&a=%00%ff%fe", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
            new StringContent("{\"a\":1}", System.Text.Encoding.UTF8, "application/json"),
            new StringContent("--x\r\nbroken", System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", "x") } }),
            new ByteArrayContent([]),
        ];
        foreach (var path in paths)
        {
            foreach (var body in Bodies())
            {
                var response = await _browser.PostAsync(path, body, Ct);
                ((int)response.StatusCode).ShouldBeLessThan(500, $"{path} {body.GetType().Name}");
            }
        }
    }

    [Theory]
    [InlineData("/console/orders?page=99999999999&status=%00&q=%25_%5C&channel=<script>")]
    [InlineData("/console/orders/%00")]
    [InlineData("/console/products?page=-1&q=%E2%80%AE%00'%22--")]
    [InlineData("/console/products/..%2F..%2Fetc")]
    [InlineData("/console/stock?show=%F0%9F%92%A9&page=0")]
    [InlineData("/console/ledger/account?id=';drop%20table")]
    [InlineData("/console/ledger/transfers?reference=%00&page=2000000")]
    [InlineData("/console/ledger/transfers?cause=%00&batch=-1&from=0000-00-00&to=99999&kind=%F0%9F%92%A9")]
    [InlineData("/console/ledger/transfer?id=%00<script>")]
    [InlineData("/console/ledger/close?through=9999-12-31")]
    [InlineData("/console/ledger/statements?from=9998-12-31&to=1970-01-01&time=%00")]
    [InlineData("/console/ledger/batches?page=99999999")]
    [InlineData("/console/ledger/lineage.json?cause=:&transfer=")]
    [InlineData("/console/outbox?state=99&kind=x&page=100000")]
    [InlineData("/console/conversations?page=100000")]
    [InlineData("/console?shop=%00&lang=de")]
    public async Task Hostile_addresses_are_answered_without_an_error_of_ours(string path)
    {
        var response = await _browser.GetAsync(path, Ct);
        ((int)response.StatusCode).ShouldBeOneOf(200, 303, 400, 404);
        (await response.Content.ReadAsStringAsync(Ct)).ShouldNotContain("<script>");
    }

    private async Task<SellingRules> RulesAsync() => await world.Ordering.GetRulesAsync(ConsoleWorld.ShopId, Ct);

    /// <summary>Opens a page and sends its form back with some fields changed.</summary>
    private async Task<HttpResponseMessage> EditAsync(string path, params (string Name, string Value)[] changes)
    {
        var page = await _browser.GetStringAsync(path, Ct);
        return await _browser.PostAsync(path, ConsoleWorld.FormOf(page, changes), Ct);
    }
}
