using Comptoir.Protocols.Ucp.V2026_08_25;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Comptoir.Protocols.Tests.Ucp.V2026_08_25;

/// <summary>What the preparation of 2026-08-25 demands of those who read permalinks.</summary>
public sealed class PermalinkTests
{
    [Fact]
    public void Items_stand_in_the_path_raw_or_in_base64url_with_their_quantities()
    {
        var intent = Read("sku_123:2,~Z2lkOi8vc2hvcGlmeS9Qcm9kdWN0VmFyaWFudC83MDg4MTQxMg:1").ShouldNotBeNull();
        intent.Items.ShouldBe([("sku_123", 2), ("gid://shopify/ProductVariant/70881412", 1)]);
        Read("~c2t1XzEyMw:1")!.Items.ShouldBe(Read("sku_123:1")!.Items, "both forms of an identifier are the same");
    }

    [Theory]
    [InlineData("sku")]
    [InlineData("sku:0")]
    [InlineData("sku:01")]
    [InlineData("sku:-1")]
    [InlineData("sku:9999999")]
    [InlineData("sku:1,")]
    [InlineData("a b:1")]
    [InlineData("~:1")]
    [InlineData("~c2t1XzEyMw==:1")]
    [InlineData("~c2t1XzEyMx:1")]
    [InlineData("~_w:1")]
    [InlineData("~AAA:1")]
    [InlineData("sku:1:1")]
    public void What_is_malformed_is_not_guessed_at(string items) => Read(items).ShouldBeNull();

    [Theory]
    [InlineData("/collections/spring", "/collections/spring")]
    [InlineData("/a/../b?x=1", "/b?x=1")]
    [InlineData("//evil.example", null)]
    [InlineData("/\\evil.example", null)]
    [InlineData("https://evil.example/", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/a b", null)]
    [InlineData("/a\tb", null)]
    [InlineData("", null)]
    [InlineData("/..//evil.example", null)]
    public void A_visitor_goes_on_only_within_the_shop(string wanted, string? path) => Permalink.SafePath(wanted).ShouldBe(path);

    [Fact]
    public void Fields_are_taken_others_go_on_and_secrets_and_persons_do_not()
    {
        var intent = Read("sku:1", "continue_to=/cart&buyer/email=alice%40example.com&buyer/unknown=foo&totals/0/amount=1&attribution/utm_source=email&utm_medium=sms&color=black&access_token=secret&ref=bob%40example.com&/discounts/codes/0=TEN").ShouldNotBeNull();
        intent.ContinueTo.ShouldBe("/cart");
        intent.Fields.ShouldBe(new Dictionary<string, string> { ["buyer/email"] = "alice@example.com", ["discounts/codes/0"] = "TEN" }, ignoreOrder: true);
        intent.Query.Select(q => $"{q.Key}={q.Value}").ShouldBe(["utm_source=email", "utm_medium=sms", "color=black"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("buyer/email=a&/buyer/email=b")]
    [InlineData("continue_to=/a&continue_to=/b")]
    [InlineData("x=%0d%0aSet-Cookie:a")]
    public void Fields_that_contradict_each_other_or_carry_control_characters_make_the_link_unreadable(string query) => Read("sku:1", query).ShouldBeNull();

    [Fact]
    public void Quantities_come_from_the_path_alone() => Read("sku:2", "line_items/0/quantity=5")!.Items.ShouldBe([("sku", 2)]);

    private static PermalinkIntent? Read(string items, string query = "") => Permalink.Read(items, new QueryCollection(QueryHelpers.ParseQuery(query)));
}
