using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Comptoir.Web.Tests.ShopFront;

public sealed class ChatTests(ShopWorld world) : IClassFixture<ShopWorld>
{
    [Fact]
    public async Task Without_a_script_the_chat_is_a_form_and_a_page()
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/chat", ShopWorld.Form(("text", "a hand trowel")), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync(ShopWorld.Ct);
        HtmlCheck.Problems(html).ShouldBeEmpty();
        html.ShouldContain("Forged hand trowel");
        html.ShouldContain("role=\"log\"");
        (await ShopWorld.PageAsync(browser, "/chat")).ShouldContain("a hand trowel");
    }

    [Fact]
    public async Task The_script_gets_the_reply_as_html_that_was_made_here()
    {
        using var browser = world.Browser();
        var answer = await SayAsync(browser, new { text = "jacket for a 6 year old, not pink" });
        answer.GetProperty("conversationId").GetString().ShouldNotBeNullOrEmpty();
        answer.GetProperty("html").GetString()!.ShouldContain("Rain jacket");
        answer.GetProperty("blocks")[0].GetProperty("type").GetString().ShouldBe("products");
    }

    [Fact]
    public async Task What_the_agent_puts_into_the_cart_is_in_the_cart_of_the_pages()
    {
        using var browser = world.Browser();
        await SayAsync(browser, new { text = "a hand trowel" });
        var added = await SayAsync(browser, new { text = "add the first one to my cart" });
        added.GetProperty("cartCount").GetInt32().ShouldBe(1);
        (await ShopWorld.PageAsync(browser, "/cart")).ShouldContain("Forged hand trowel");
    }

    [Fact]
    public async Task What_the_pages_put_into_the_cart_is_known_to_the_agent()
    {
        using var browser = world.Browser("fr");
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        var answer = await SayAsync(browser, new { text = "montre mon panier" });
        answer.GetProperty("html").GetString()!.ShouldContain("Gants en cuir");
    }

    [Fact]
    public async Task A_visitor_buys_in_the_chat_and_nothing_is_ordered_before_the_yes()
    {
        using var browser = world.Browser();
        await ShopWorld.PostAsync(browser, "/cart/items", ("item", "gloves"));
        await SayAsync(browser, new { text = "checkout" });
        var details = await SayAsync(browser, new { fields = Details });
        for (var step = 0; step < 6 && !Has(details, "confirmation"); step++)
        {
            var form = details.GetProperty("blocks").EnumerateArray().FirstOrDefault(b => b.GetProperty("type").GetString() == "form");
            details = form.ValueKind == JsonValueKind.Object
                ? await SayAsync(browser, new { fields = Fill(form) })
                : await SayAsync(browser, new { action = details.GetProperty("quickReplies")[0].GetProperty("action").GetString() });
        }

        Has(details, "confirmation").ShouldBeTrue(details.GetProperty("text").GetString());
        (await world.Orders.ListAsync(SmallShop.Id, new Ordering.OrderFilter(Email: "chat@example.org"), ShopWorld.Ct)).ShouldBeEmpty();
        var yes = details.GetProperty("blocks").EnumerateArray().First(b => b.GetProperty("type").GetString() == "confirmation").GetProperty("yes").GetProperty("action").GetString();
        var done = await SayAsync(browser, new { action = yes });
        (await world.Orders.ListAsync(SmallShop.Id, new Ordering.OrderFilter(Email: "chat@example.org"), ShopWorld.Ct)).Count.ShouldBe(1, done.GetProperty("text").GetString());
        done.GetProperty("cartCount").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Starting_again_forgets_the_conversation()
    {
        using var browser = world.Browser();
        await SayAsync(browser, new { text = "a hand trowel" });
        await ShopWorld.PostAsync(browser, "/chat/new");
        (await ShopWorld.PageAsync(browser, "/chat")).ShouldNotContain("a hand trowel");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"text\":\"   \"}")]
    [InlineData("nonsense")]
    [InlineData("null")]
    public async Task A_turn_that_says_nothing_is_refused_in_json(string body)
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/api/chat", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Markup_that_a_person_types_is_shown_as_typed()
    {
        using var browser = world.Browser();
        var answer = await browser.PostAsync("/chat", ShopWorld.Form(("text", "<script>alert(1)</script>")), ShopWorld.Ct);
        (await answer.Content.ReadAsStringAsync(ShopWorld.Ct)).ShouldNotContain("<script>alert");
    }

    private static readonly Dictionary<string, string> Details = new()
    {
        ["email"] = "chat@example.org",
        ["first_name"] = "Zoé",
        ["last_name"] = "Martin",
        ["street"] = "12 rue des Tilleuls",
        ["postal_code"] = "37000",
        ["city"] = "Tours",
        ["country"] = "FR",
    };

    private static bool Has(JsonElement answer, string type) => answer.GetProperty("blocks").EnumerateArray().Any(b => b.GetProperty("type").GetString() == type);

    /// <summary>Fills whatever form the agent shows: known details by id, else the value or first choice that it offers.</summary>
    private static Dictionary<string, string> Fill(JsonElement form) => form.GetProperty("fields").EnumerateArray().ToDictionary(
        f => f.GetProperty("id").GetString()!,
        f => Details.GetValueOrDefault(f.GetProperty("id").GetString()!)
            ?? (f.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!
            : f.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array ? choices[0].GetProperty("value").GetString()! : "x"));

    private static async Task<JsonElement> SayAsync(HttpClient browser, object message)
    {
        var answer = await browser.PostAsJsonAsync("/api/chat", message, ShopWorld.Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(ShopWorld.Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ShopWorld.Ct);
    }
}
