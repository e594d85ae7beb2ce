using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ap2;

/// <summary>What another implementation signed is read here, and every way to spoil it is found.</summary>
[Must("AP2", "mandates")]
public sealed class ChainVectorTests
{
    public static TheoryData<string, string, string> Chains => new()
    {
        { SdkVectors.Checkout, SdkVectors.CheckoutKey, "mandate.checkout" },
        { SdkVectors.Payment, SdkVectors.PaymentKey, "mandate.payment" },
        { SdkVectors.Nested, SdkVectors.NestedKey, "mandate.checkout" },
    };

    [Theory, MemberData(nameof(Chains))]
    public void A_chain_of_the_public_SDK_is_verified(string wire, string key, string type)
    {
        var (chain, fault) = Verify(wire, key);
        fault.ShouldBeNull();
        chain!.Mandates.Select(m => (string?)m["vct"]).ShouldBe([$"{type}.open.1", $"{type}.1"]);
        chain.IssuerKeyId.ShouldBe("user-key-1");
        chain.ClosedMandate.ContainsKey("_sd").ShouldBeFalse("what is disclosed stands in its place");
    }

    [Theory, MemberData(nameof(Chains))]
    public void A_chain_that_was_spoilt_is_found_out(string wire, string key, string type)
    {
        type.ShouldNotBeEmpty();
        var segments = wire.Split("~~");
        var last = segments[1].TrimEnd('~').Split('~');
        var spoilt = new Dictionary<string, string>
        {
            ["without its first part"] = segments[1],
            ["without its last part"] = segments[0] + "~",
            ["parts in the wrong order"] = $"{segments[1].TrimEnd('~')}~~{segments[0]}~",
            ["a disclosure left out"] = $"{segments[0]}~~{string.Join('~', last[..^1])}~",
            ["a disclosure too many"] = $"{segments[0]}~~{segments[1]}{Mandates.Disclosure(JsonValue.Create(true)!, "more")}~",
            ["a disclosure of the first part exchanged"] = $"{segments[0].Split('~')[0]}~{Mandates.Disclosure(new JsonObject { ["vct"] = type + ".open.1" })}~~{segments[1]}",
            ["a letter changed"] = wire.Replace(last[0][^40..^30], "AAAAAAAAAA", StringComparison.Ordinal),
        };
        foreach (var (how, changed) in spoilt) Verify(changed, key).Chain.ShouldBeNull(how);
        Verify(wire, SdkVectors.NestedKey == key ? SdkVectors.CheckoutKey : SdkVectors.NestedKey).Chain.ShouldBeNull("the key of another issuer");
        Verify(wire, key, nonce: "another").Fault!.Code.ShouldBe(MandateFault.Scope);
        Verify(wire, key, audience: "another").Fault!.Code.ShouldBe(MandateFault.Scope);
    }

    [Fact]
    public void The_checkout_of_the_nested_vector_is_the_one_that_its_hash_names()
    {
        var chain = Verify(SdkVectors.Nested, SdkVectors.NestedKey).Chain!;
        chain.Closed.Hash((string)chain.ClosedMandate["checkout_jwt"]!).ShouldBe((string?)chain.ClosedMandate["checkout_hash"]);
        var checkout = Jws.Parse((string)chain.ClosedMandate["checkout_jwt"]!)!.Members()!;
        MerchantAuthorization.Check(checkout, [])!.Code.ShouldBe(MandateFault.Merchant, "it carries a signature, and not one of ours");
    }

    [Fact]
    public void An_open_mandate_without_constraints_allows_nothing()
    {
        var chain = Verify(SdkVectors.Payment, SdkVectors.PaymentKey).Chain!;
        var occasion = new PaymentOccasion(new("s-1", "https://shop.example"), 1000, "USD", "tx_1", new HashSet<string>(), DateTimeOffset.UtcNow);
        PaymentMandate.Judge(chain, occasion)!.Message.ShouldContain("payment.reference");
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("~~")]
    [InlineData("~~~~~~~~")]
    [InlineData("a.b.c")]
    [InlineData("eyJ9.eyJ9.eyJ9~")]
    [InlineData("....")]
    [InlineData("e30.e30.AA~e30~W10~WzFd~")]
    public void Broken_text_is_no_mandate_and_no_fault_of_ours(string text) =>
        Verify(text, SdkVectors.CheckoutKey).Fault!.Code.ShouldBe(MandateFault.Signature);

    [Theory, MemberData(nameof(Chains))]
    public void No_letter_of_a_chain_can_be_changed_and_nothing_that_is_sent_is_a_fault_of_ours(string wire, string key, string type)
    {
        var chance = new Random(type.Length + wire.Length);
        const string letters = "ABab01-_~.= {\"é\0";
        for (var i = 0; i < 1000; i++)
        {
            var changed = wire.ToCharArray();
            for (var n = chance.Next(1, 4); n > 0; n--) changed[chance.Next(changed.Length)] = letters[chance.Next(letters.Length)];
            var text = chance.Next(4) == 0 ? new string(changed)[..chance.Next(changed.Length)] : new string(changed);
            if (text != wire) Verify(text, key).Chain.ShouldBeNull(text);
        }
    }

    private static (MandateChain? Chain, MandateFault? Fault) Verify(string wire, string key, string audience = SdkVectors.Audience, string nonce = SdkVectors.Nonce)
    {
        var known = VerificationKey.Read(JsonNode.Parse(key)!.AsObject())!;
        return MandateChain.Verify(wire, id => id == known.Id ? known : null, new([audience], nonce, DateTimeOffset.UtcNow));
    }
}
