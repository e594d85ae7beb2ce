using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Tests.World;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class CustomerTests
{
    private const string Prefix = "https://shop.example/account/link?token=";
    private readonly TestShop _shop = Flowers();

    private Task<Result<Customer>> Register(string email = "ada@example.com", string? password = "correct horse") =>
        _shop.Customers.RegisterAsync("flowers", email, password, "Ada", "Byron", "en", Prefix, default);

    private Task<Result<Customer>> SignIn(string password, string email = "Ada@Example.com") => _shop.Customers.SignInAsync("flowers", email, password, "fr", default);

    private string LastLink() => JsonNode.Parse(_shop.Store.Outbox.Values.Last(m => m.Topic == "sign_in").Data!)!["link"]!.GetValue<string>();

    private Task<Result<Customer>> Redeem(string link) => _shop.Customers.RedeemLinkAsync("flowers", link[Prefix.Length..], "en", default);

    [Fact]
    public async Task A_registered_customer_signs_in_by_password()
    {
        var customer = Value(await Register());
        customer.PasswordHash.ShouldNotBeNull().ShouldNotContain("correct horse");
        Value(await SignIn("correct horse")).Id.ShouldBe(customer.Id);
        Refused(await SignIn("wrong horse"), RefusalKind.Forbidden).Code.ShouldBe("invalid_credentials");
        Refused(await SignIn("correct horse", "eve@example.com"), RefusalKind.Forbidden).ShouldBe(Refused(await SignIn("wrong"), RefusalKind.Forbidden), "nobody learns which of the two was wrong");
    }

    [Theory]
    [InlineData("no address", "long enough password", "invalid_email")]
    [InlineData("", "long enough password", "invalid_email")]
    [InlineData("ada@example.com", "short", "weak_password")]
    public async Task Registrations_are_checked(string email, string password, string code) =>
        Refused(await Register(email, password), RefusalKind.Invalid).Code.ShouldBe(code);

    [Fact]
    public async Task An_email_address_has_one_account()
    {
        Value(await Register());
        Refused(await Register("ADA@example.com"), RefusalKind.Conflict).Code.ShouldBe("email_taken");
    }

    [Fact]
    public async Task Five_failures_pause_sign_in_for_a_quarter_of_an_hour()
    {
        Value(await Register());
        for (var i = 0; i < 5; i++) Refused(await SignIn("wrong"), RefusalKind.Forbidden).Code.ShouldBe("invalid_credentials");
        Refused(await SignIn("correct horse"), RefusalKind.Forbidden).Code.ShouldBe("too_many_attempts");
        _shop.Time.Advance(TimeSpan.FromMinutes(16));
        Value(await SignIn("correct horse"));
    }

    [Fact]
    public async Task A_link_signs_in_once_within_twenty_minutes()
    {
        Value(await Register(password: null));
        await _shop.Customers.SendLinkAsync("flowers", "ada@example.com", "en", Prefix, default);
        var link = LastLink();
        Value(await Redeem(link)).VerifiedAt.ShouldNotBeNull();
        Refused(await Redeem(link), RefusalKind.Forbidden).Code.ShouldBe("link_invalid");
        await _shop.Customers.SendLinkAsync("flowers", "ada@example.com", "en", Prefix, default);
        _shop.Time.Advance(TimeSpan.FromMinutes(21));
        Refused(await Redeem(LastLink()), RefusalKind.Forbidden);
    }

    [Fact]
    public async Task Who_asks_for_a_link_cannot_tell_whether_there_is_an_account_nor_flood_it()
    {
        await _shop.Customers.SendLinkAsync("flowers", "nobody@example.com", "en", Prefix, default);
        await _shop.Customers.SendLinkAsync("flowers", "not an address", "en", Prefix, default);
        _shop.Store.Outbox.ShouldBeEmpty();
        Value(await Register());
        for (var i = 0; i < 9; i++) await _shop.Customers.SendLinkAsync("flowers", "ada@example.com", "en", Prefix, default);
        _shop.Store.Outbox.Count.ShouldBe(1 + 5);
    }

    [Fact]
    public async Task The_link_of_a_registration_keeps_its_password()
    {
        var customer = Value(await Register());
        Value(await Redeem(LastLink())).Id.ShouldBe(customer.Id);
        Value(await SignIn("correct horse")).VerifiedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_registered_a_strangers_address_first_gains_nothing_when_its_owner_comes()
    {
        var squatter = Value(await Register());
        var session = await _shop.Customers.OpenSessionAsync(squatter, default);
        await _shop.Customers.SendLinkAsync("flowers", "ada@example.com", "en", Prefix, default);
        var owner = Value(await Redeem(LastLink()));
        owner.Id.ShouldNotBe(squatter.Id);
        owner.Email.ShouldBe("ada@example.com");
        Refused(await SignIn("correct horse"), RefusalKind.Forbidden);
        (await _shop.Customers.FindSessionAsync("flowers", session, default))!.Email.ShouldNotBe("ada@example.com");
    }

    [Fact]
    public async Task A_session_lasts_thirty_days_or_until_it_is_closed()
    {
        var customer = Value(await Register());
        var (one, other) = (await _shop.Customers.OpenSessionAsync(customer, default), await _shop.Customers.OpenSessionAsync(customer, default));
        one.Length.ShouldBeGreaterThanOrEqualTo(43, "256 bits");
        (await _shop.Customers.FindSessionAsync("flowers", one, default))!.Id.ShouldBe(customer.Id);
        await _shop.Customers.CloseSessionAsync("flowers", one, default);
        (await _shop.Customers.FindSessionAsync("flowers", one, default)).ShouldBeNull();
        _shop.Time.Advance(TimeSpan.FromDays(31));
        (await _shop.Customers.FindSessionAsync("flowers", other, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Addresses_are_checked_and_get_ids()
    {
        var customer = Value(await Register());
        var saved = Value(await _shop.Customers.SaveAddressesAsync("flowers", customer.Id, [new(Street: " 1 Main St ", Country: "us")], "en", default));
        saved.Addresses.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Id.ShouldNotBeNull(), a => a.Street.ShouldBe("1 Main St"), a => a.Country.ShouldBe("US"));
        Refused(await _shop.Customers.SaveAddressesAsync("flowers", customer.Id, [new(Country: "USA")], "en", default), RefusalKind.Invalid);
        Refused(await _shop.Customers.SaveAddressesAsync("flowers", customer.Id, [.. Enumerable.Range(0, 21).Select(i => new Address(Street: $"{i}", Country: "US"))], "en", default), RefusalKind.Invalid);
        Refused(await _shop.Customers.SaveAddressesAsync("flowers", "cust_none", [], "en", default), RefusalKind.NotFound);
    }

    [Fact]
    public async Task Orders_of_an_address_are_shown_only_to_who_proved_it()
    {
        var customer = Value(await Register());
        await _shop.OrderAsync(); // as a guest, with ada's address
        (await _shop.Customers.ListOrdersAsync(customer, 10, default)).ShouldBeEmpty();
        var proven = Value(await Redeem(LastLink()));
        (await _shop.Customers.ListOrdersAsync(proven, 10, default)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_is_known_only_through_an_agent_begins_with_a_link_and_then_chooses_a_password()
    {
        await _shop.OrderAsync();
        Refused(await Register(), RefusalKind.Conflict).Code.ShouldBe("email_taken");
        await _shop.Customers.SendLinkAsync("flowers", "ada@example.com", "en", Prefix, default);
        var known = Value(await Redeem(LastLink()));
        known.Addresses.ShouldHaveSingleItem();
        Refused(await _shop.Customers.SetPasswordAsync("flowers", known.Id, "short", "en", default), RefusalKind.Invalid);
        Value(await _shop.Customers.SetPasswordAsync("flowers", known.Id, "correct horse", "en", default));
        Value(await SignIn("correct horse")).Id.ShouldBe(known.Id);
    }

    [Fact]
    public void Passwords_are_stored_with_600_000_rounds_and_their_own_salt()
    {
        var stored = Passwords.Hash("correct horse", Passwords.Iterations);
        stored.ShouldStartWith("pbkdf2-sha256$600000$");
        Passwords.Matches("correct horse", stored).ShouldBeTrue();
        Passwords.Matches("correct house", stored).ShouldBeFalse();
        Passwords.Hash("x", 1).ShouldNotBe(Passwords.Hash("x", 1));
    }

    [Fact]
    public async Task An_order_placed_while_signed_in_belongs_to_the_customer()
    {
        var customer = Value(await Register("bob@example.com"));
        var ready = await _shop.ReadyAsync();
        Value(await _shop.Checkouts.CompleteAsync("flowers", ready.Id, new([Token("success_token")]), Shopper with { CustomerId = customer.Id }, null, default));
        (await _shop.Customers.ListOrdersAsync(customer, 10, default)).ShouldHaveSingleItem().Caller.Channel.ShouldBe("ucp", "who began it stays written");
    }
}
