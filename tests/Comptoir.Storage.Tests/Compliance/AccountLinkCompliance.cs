using Comptoir.Protocols.Identity;
using Comptoir.Storage.Identity;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

public abstract class AccountLinkCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private AccountLinkStore Links => new((IDatabase)Stores.Database);

    [Fact]
    public async Task A_code_is_exchanged_once_even_by_many_at_once_and_makes_one_link()
    {
        var code = Token("link_1", LinkTokenKind.Code, "code");
        await Links.AddTokenAsync(code, None);
        (await Links.ListLinksAsync("s", "cust_1", None)).ShouldBeEmpty("nothing is linked before the code is redeemed");
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Links.ExchangeAsync(code, [Token("link_1", LinkTokenKind.Access, $"access-{i}")], Some.Now, None))));
        done.Count(d => d).ShouldBe(1);
        (await Links.ListLinksAsync("s", "cust_1", None)).ShouldHaveSingleItem().Id.ShouldBe("link_1");
        (await Links.FindTokenAsync("s", "code", None))!.SpentAt.ShouldBe(Some.Now);
        var issued = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Links.FindTokenAsync("s", $"access-{i}", None)));
        issued.Count(t => t is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Revoking_ends_one_link_or_all_of_a_customer_with_a_platform_and_no_other()
    {
        await LinkAsync("link_1", "cust_1", "app_1");
        await LinkAsync("link_2", "cust_1", "app_1");
        await LinkAsync("link_3", "cust_1", "app_2");
        await LinkAsync("link_4", "cust_2", "app_1");
        (await Links.RevokeAsync("s", "link_1", null, null, "reuse", Some.Now, None)).ShouldBe(1);
        (await Links.RevokeAsync("s", "link_1", null, null, "reuse", Some.Now, None)).ShouldBe(0);
        (await Links.FindTokenAsync("s", "access link_1", None))!.Link.RevokedAt.ShouldBe(Some.Now);
        (await Links.RevokeAsync("s", null, "cust_1", "app_1", "account", Some.Now, None)).ShouldBe(1);
        (await Links.ListLinksAsync("s", "cust_1", None)).ShouldHaveSingleItem().Id.ShouldBe("link_3");
        (await Links.FindTokenAsync("s", "access link_4", None))!.Link.RevokedAt.ShouldBeNull();
        (await Links.RevokeAsync("other", null, null, "app_1", "console", Some.Now, None)).ShouldBe(0);
    }

    [Fact]
    public async Task Tokens_go_when_their_time_is_over_and_platforms_are_changed_version_by_version()
    {
        await LinkAsync("link_1", "cust_1", "app_1");
        (await Links.ExpireTokensAsync(Some.Now.AddHours(2), None)).ShouldBe(2);
        (await Links.FindTokenAsync("s", "access link_1", None)).ShouldBeNull();
        var client = new LinkClient { ShopId = "s", Id = "app_1", Version = 1, Name = "Helper", RedirectUris = ["https://helper.example/back"], CreatedAt = Some.Now };
        (await Links.SaveClientAsync(client, None)).ShouldBeTrue();
        (await Links.SaveClientAsync(client, None)).ShouldBeFalse();
        (await Links.SaveClientAsync(client with { Version = 2, StoppedAt = Some.Now }, None)).ShouldBeTrue();
        (await Links.GetClientAsync("s", "app_1", None))!.StoppedAt.ShouldBe(Some.Now);
        (await Links.ListClientsAsync("other", None)).ShouldBeEmpty();
    }

    private async Task LinkAsync(string link, string customer, string client)
    {
        var code = Token(link, LinkTokenKind.Code, "code " + link, customer, client);
        await Links.AddTokenAsync(code, None);
        (await Links.ExchangeAsync(code, [Token(link, LinkTokenKind.Access, "access " + link, customer, client)], Some.Now, None)).ShouldBeTrue();
    }

    private static LinkToken Token(string link, LinkTokenKind kind, string hash, string customer = "cust_1", string client = "app_1") =>
        new(new AccountLink { ShopId = "s", Id = link, CustomerId = customer, ClientId = client, Scopes = [LinkScopes.ReadOrders], At = Some.Now }, kind, hash, Some.Now.AddHours(1));
}
