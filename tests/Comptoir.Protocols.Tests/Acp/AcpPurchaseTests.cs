using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Acp.Client;
using Comptoir.Protocols.Tests.Requirements;
using Comptoir.Protocols.Tests.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>Comptoir as an agent's platform, over HTTP: it delegates cards, has its buyer authenticate and buys.</summary>
[Must("ACP", "delegate_payment")]
public sealed class AcpPurchaseTests(UcpShop shop) : IClassFixture<UcpShop>
{
    private static readonly AcpWish Roses = new([new("rose", 2)], "Ada Byron", "ada@example.com", "1 rue des Lilas", "Lyon", "69001", "FR", "EUR", 8000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_platform_that_signs_delegates_its_buyers_card_and_buys()
    {
        var (bearer, secret) = (AgentKey.NewSecret(), "a secret of sixteen or more");
        var key = AgentKey.Of(Ids.New("agk", TimeProvider.System), "flowers", "Platform", bearer, DateTimeOffset.UtcNow) with { RequestSecret = shop.Services.GetRequiredService<ISecretBox>().Protect(secret) };
        (await shop.Services.GetRequiredService<IAgentKeyStore>().SaveAsync(key, default)).ShouldBeTrue();
        using var http = Http();
        var bought = await Purchase(http, bearer, secret).BuyAsync(Roses, Card(AcpClient.Card), Ct);
        (bought.Status, bought.Total, bought.OrderId is not null, bought.Challenge).ShouldBe(("completed", 7500, true, null));
        (await Should.ThrowAsync<AcpException>(() => Purchase(http, bearer, "another secret altogether").BuyAsync(Roses, Card(AcpClient.Card), Ct))).Code.ShouldBe("invalid_signature");
    }

    [Fact]
    public async Task What_costs_more_than_wished_or_cannot_be_had_is_not_bought()
    {
        using var http = Http();
        var purchase = Purchase(http, "platform");
        (await Should.ThrowAsync<AcpException>(() => purchase.BuyAsync(Roses with { Most = 7499 }, Card(AcpClient.Card), Ct))).Code.ShouldBe("too_expensive");
        (await Should.ThrowAsync<AcpException>(() => purchase.BuyAsync(Roses with { Items = [new("gardenia", 1)] }, Card(AcpClient.Card), Ct))).Code.ShouldBe("not_ready");
        (await Should.ThrowAsync<AcpException>(() => purchase.BuyAsync(Roses with { Items = [new("nowhere", 1)] }, Card(AcpClient.Card), Ct))).Code.ShouldBe("invalid_item_id");
        (await Should.ThrowAsync<AcpException>(() => purchase.BuyAsync(Roses, Card(AcpClient.DeclinedCard), Ct))).Code.ShouldBe("payment_declined");
        (await Should.ThrowAsync<AcpException>(() => purchase.BuyAsync(Roses, Card("4242424242424241"), Ct))).Param.ShouldBe("$.payment_method.number");
    }

    [Theory]
    [InlineData("confirm", true)]
    [InlineData("refuse", false)]
    public async Task A_bank_that_asks_is_asked_for_its_answer_before_it_is_paid(string choice, bool paid)
    {
        using var http = Http();
        var purchase = Purchase(http, "platform-3ds");
        var asked = await purchase.BuyAsync(Roses, Card(AcpClient.ConfirmedCard), Ct);
        (asked.Status, asked.OrderId, asked.Challenge is not null).ShouldBe(("authentication_required", null, true));
        (await Should.ThrowAsync<AcpException>(() => purchase.FinishAsync(asked, Roses, Ct))).Code.ShouldBe("not_decided");
        using var browser = new HttpClient();
        (await browser.PostAsync(asked.Challenge, new FormUrlEncodedContent([new("do", choice)]), Ct)).EnsureSuccessStatusCode();
        if (paid) (await purchase.FinishAsync(asked, Roses, Ct)).Status.ShouldBe("completed");
        else (await Should.ThrowAsync<AcpException>(() => purchase.FinishAsync(asked, Roses, Ct))).Code.ShouldBe("payment_declined");
    }

    [Fact]
    public async Task A_fault_that_passes_is_tried_again_under_the_same_key_and_one_that_stays_is_told()
    {
        var keys = new List<string>();
        await using var provider = await ProviderAsync(http =>
        {
            keys.Add(http.Request.Headers["Idempotency-Key"].ToString());
            return keys.Count < 3 ? Results.Json(new { type = "service_unavailable", code = "unavailable", message = "Later" }, statusCode: 503) : Results.Json(new { id = "vt_1", created = "2026-04-17T10:30:00Z", metadata = new { } }, statusCode: 201);
        });
        using var http = new HttpClient { BaseAddress = new Uri(provider.Urls.Single() + "/") };
        var payments = new DelegatedPayments(new(http, "k", TimeProvider.System));
        (await payments.DelegateAsync(Card(AcpClient.Card), Allowance(), Ct)).Id.ShouldBe("vt_1");
        (keys.Count, keys.Distinct().Count()).ShouldBe((3, 1));
    }

    [Theory]
    [InlineData("""{"id":"vt_1"}""", 201)]
    [InlineData("[]", 201)]
    [InlineData("<html>", 201)]
    [InlineData("", 400)]
    public async Task An_answer_that_is_no_ACP_is_told_as_such(string answer, int status)
    {
        await using var provider = await ProviderAsync(_ => Results.Content(answer, "application/json", statusCode: status));
        using var http = new HttpClient { BaseAddress = new Uri(provider.Urls.Single() + "/") };
        (await Should.ThrowAsync<AcpException>(() => new DelegatedPayments(new(http, "k", TimeProvider.System)).DelegateAsync(Card(AcpClient.Card), Allowance(), Ct))).Code.ShouldBe("invalid_response");
    }

    [Fact]
    public async Task What_is_sent_is_what_the_released_schema_says_and_shows_its_number_nowhere_else()
    {
        JsonObject? sent = null;
        await using var provider = await ProviderAsync(http =>
        {
            sent = (JsonObject)JsonNode.Parse(http.Request.Body)!;
            return Results.Json(new { id = "vt_1", created = "2026-04-17T10:30:00Z", metadata = new { } }, statusCode: 201);
        });
        using var http = new HttpClient { BaseAddress = new Uri(provider.Urls.Single() + "/") };
        var card = Card(AcpClient.Card);
        await new DelegatedPayments(new(http, "k", TimeProvider.System)).DelegateAsync(card, Allowance(), Ct);
        $"{card}".ShouldNotContain(AcpClient.Card[..8]);
        var cases = new SchemaCases("acp", "spec", "2026-04-17", "json-schema");
        cases.Add("schema.delegate_payment.json#/$defs/DelegatePaymentRequest", sent!);
        cases.Check();
    }

    private HttpClient Http() => new() { BaseAddress = new Uri(shop.BaseUrl + "/acp/") };

    private static AcpPurchase Purchase(HttpClient http, string bearer, string? secret = null)
    {
        var caller = new AcpCaller(http, bearer, TimeProvider.System, secret);
        return new(caller, caller, TimeProvider.System);
    }

    private static DelegatedCard Card(string number) => new(number, 11, 2099, "Ada Byron", "123");

    private static PaymentAllowance Allowance() => new(100, "EUR", "chk_1", "flowers", DateTimeOffset.UtcNow.AddHours(1));

    private static async Task<WebApplication> ProviderAsync(Func<HttpContext, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/agentic_commerce/delegate_payment", async (HttpContext http) =>
        {
            http.Request.EnableBuffering();
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Request.Body.Position = 0;
            http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            return answer(http);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
