using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Tests.Signatures;

/// <summary>What signs here is good here, and nothing else is.</summary>
[Must("UCP", "signatures")]
public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private readonly SigningKey _key = SigningKey.Create();
    private readonly Dictionary<string, StringValues> _headers = new()
    {
        ["ucp-agent"] = "profile=\"https://agent.example/p\"",
        ["idempotency-key"] = "k1",
        ["content-type"] = "application/json",
        ["content-digest"] = ContentDigest.Of("{}"u8),
    };

    private IReadOnlyList<VerificationKey> Keys => VerificationKey.ReadSet(new JsonArray { _key.PublicJwk.DeepClone() });

    private SignedMessage Message => new(n => _headers.GetValueOrDefault(n), Encoding.UTF8.GetBytes("{}")) { Method = "POST", Authority = "shop.example", Path = "/ucp/x", Query = "?a=b" };

    [Fact]
    public void What_was_signed_is_good()
    {
        Sign();
        _headers["signature-input"].ToString().ShouldBe($"sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"ucp-agent\" \"idempotency-key\" \"content-digest\" \"content-type\");created={Now.ToUnixTimeSeconds()};keyid=\"{_key.Id}\"");
        Verify().Code.ShouldBeNull();
        Verify().Key!.Id.ShouldBe(_key.Id);
    }

    [Fact]
    public void The_signature_is_r_and_s_side_by_side_and_names_no_alg()
    {
        Sign();
        Convert.FromBase64String(_headers["signature"].ToString()[6..^1]).Length.ShouldBe(64);
        _headers["signature-input"].ToString().ShouldNotContain("alg");
    }

    [Fact]
    public void Any_changed_bit_is_found()
    {
        Sign();
        var signature = _headers["signature"].ToString();
        var bytes = Convert.FromBase64String(signature[6..^1]);
        bytes[^1] ^= 1;
        _headers["signature"] = $"sig1=:{Convert.ToBase64String(bytes)}:";
        Verify().Code.ShouldBe("signature_invalid");
    }

    [Theory]
    [InlineData("ucp-agent", "profile=\"https://liar.example/p\"")]
    [InlineData("idempotency-key", "k2")]
    [InlineData("content-type", "text/plain")]
    public void A_changed_header_is_found(string name, string value)
    {
        Sign();
        _headers[name] = value;
        Verify().Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public void A_request_taken_to_another_path_host_method_or_query_is_found()
    {
        Sign();
        foreach (var moved in (SignedMessage[])[Message with { Path = "/ucp/y" }, Message with { Authority = "other.example" }, Message with { Method = "PUT" }, Message with { Query = "?a=c" }])
            SignatureVerifier.Verify(moved, Keys, [], Now).Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public void A_changed_body_is_a_digest_mismatch()
    {
        Sign();
        SignatureVerifier.Verify(Message with { Body = Encoding.UTF8.GetBytes("{ }") }, Keys, [], Now).ShouldSatisfyAllConditions(
            v => v.Code.ShouldBe("digest_mismatch"),
            v => v.Status.ShouldBe(400));
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("signature-input")]
    public void Half_a_signature_is_a_missing_one(string header)
    {
        Sign();
        _headers.Remove(header);
        Verify().ShouldSatisfyAllConditions(v => v.Code.ShouldBe("signature_missing"), v => v.Status.ShouldBe(401));
    }

    [Fact]
    public void A_key_that_is_not_published_is_not_found()
    {
        Sign();
        SignatureVerifier.Verify(Message, [], [], Now).ShouldSatisfyAllConditions(v => v.Code.ShouldBe("key_not_found"), v => v.Status.ShouldBe(401));
    }

    [Fact]
    public void Another_key_under_the_same_name_does_not_help()
    {
        Sign();
        var jwk = SigningKey.Create().PublicJwk.DeepClone().AsObject();
        jwk["kid"] = _key.Id;
        SignatureVerifier.Verify(Message, VerificationKey.ReadSet(new JsonArray { jwk }), [], Now).Code.ShouldBe("signature_invalid");
    }

    [Theory]
    [InlineData("""{ "kty": "RSA", "n": "AQAB", "e": "AQAB" }""")]
    [InlineData("""{ "kty": "EC", "crv": "P-521", "x": "AA", "y": "AA" }""")]
    [InlineData("""{ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA" }""")]
    [InlineData("""{ "kty": "EC", "crv": "P-256", "x": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "y": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }""")]
    [InlineData("""{ "kty": "EC", "crv": "P-256", "x": 7, "y": "%%%" }""")]
    [InlineData("""{ "kty": "OKP", "crv": "Ed25519", "x": "AA" }""")]
    public void A_key_that_cannot_be_used_is_known_but_unsupported(string jwk)
    {
        Sign();
        var key = JsonNode.Parse(jwk)!.AsObject();
        key["kid"] = _key.Id;
        SignatureVerifier.Verify(Message, VerificationKey.ReadSet(new JsonArray { key }), [], Now).ShouldSatisfyAllConditions(
            v => v.Code.ShouldBe("algorithm_unsupported"), v => v.Status.ShouldBe(400));
    }

    [Fact]
    public void A_key_past_its_own_time_is_not_taken()
    {
        Sign();
        var jwk = _key.PublicJwk.DeepClone().AsObject();
        jwk["exp"] = Now.ToUnixTimeSeconds();
        SignatureVerifier.Verify(Message, VerificationKey.ReadSet(new JsonArray { jwk }), [], Now).Code.ShouldBe("key_not_found");
    }

    [Fact]
    public void A_key_for_encryption_signs_nothing()
    {
        var jwk = _key.PublicJwk.DeepClone().AsObject();
        jwk["use"] = "enc";
        VerificationKey.ReadSet(new JsonArray { jwk }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@method")]
    [InlineData("@authority")]
    [InlineData("@path")]
    [InlineData("@query")]
    [InlineData("ucp-agent")]
    [InlineData("idempotency-key")]
    [InlineData("content-digest")]
    [InlineData("content-type")]
    public void A_signature_that_leaves_something_out_is_not_enough(string left)
    {
        var components = SignatureVerifier.ComponentsOf(Message).Where(c => c != left).ToList();
        Put(SignatureSigner.Sign(Message, components, _key, Now));
        Verify().ShouldSatisfyAllConditions(v => v.Code.ShouldBe("signature_invalid"), v => v.Detail!.ShouldContain(left));
    }

    [Theory]
    [InlineData("expires=1799999999", "signature_invalid")]
    [InlineData("expires=1800000001", null)]
    [InlineData("created=1800000100", "signature_invalid")]
    [InlineData("created=\"now\"", "signature_invalid")]
    [InlineData("alg=\"ecdsa-p256-sha256\"", null)]
    [InlineData("alg=\"hmac-sha256\"", "algorithm_unsupported")]
    public void A_signature_is_held_to_its_own_parameters(string parameter, string? code)
    {
        var input = StructuredFields.Dictionary($"sig1=(\"@method\" \"@authority\" \"@path\" \"@query\" \"ucp-agent\" \"idempotency-key\" \"content-digest\" \"content-type\");keyid=\"{_key.Id}\";{parameter}")!.Single().Value;
        Put(new($"sig1={input}", $"sig1=:{Convert.ToBase64String(_key.Sign(SignatureBase.Of(Message, input)!))}:"));
        Verify().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("sig1=(\"@method\" \"@method\");keyid=\"k\"")]
    [InlineData("sig1=(\"@status\");keyid=\"k\"")]
    [InlineData("sig1=(\"@method\";req);keyid=\"k\"")]
    [InlineData("sig1=(\"content-type\";tr);keyid=\"k\"")]
    [InlineData("sig1=(\"not-there\");keyid=\"k\"")]
    [InlineData("sig1=(\"Content-Type\");keyid=\"k\"")]
    [InlineData("sig1=(7);keyid=\"k\"")]
    public void Components_that_are_twice_or_elsewhere_or_nowhere_make_no_base(string input) =>
        SignatureBase.Of(Message, StructuredFields.Dictionary(input)!.Single().Value).ShouldBeNull();

    [Fact]
    public void Of_two_signatures_one_good_one_is_enough()
    {
        Sign();
        _headers["signature-input"] = $"other=(\"@method\");keyid=\"nobody\", {_headers["signature-input"]}";
        _headers["signature"] = $"other=:AAAA:, {_headers["signature"]}";
        Verify().Code.ShouldBeNull();
    }

    [Fact]
    public void An_answer_is_bound_to_its_status()
    {
        var answer = SignedMessage.Answer(201, n => _headers.GetValueOrDefault(n), Encoding.UTF8.GetBytes("{}"));
        Put(SignatureSigner.Sign(answer, _key, Now));
        _headers["signature-input"].ToString().ShouldStartWith("sig1=(\"@status\" \"content-digest\" \"content-type\");created=");
        SignatureVerifier.Verify(answer, Keys, SignatureVerifier.ComponentsOf(answer), Now).Good.ShouldBeTrue();
        SignatureVerifier.Verify(answer with { Status = 200 }, Keys, [], Now).Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public void A_private_key_survives_being_stored()
    {
        var again = SigningKey.Import(_key.Export(), _key.Id);
        VerificationKey.Read(_key.PublicJwk)!.Verify("x"u8, again.Sign("x"u8)).ShouldBeTrue();
        again.PublicJwk.ToJsonString().ShouldBe(_key.PublicJwk.ToJsonString());
        _key.Id.ShouldBe(VerificationKey.Read(_key.PublicJwk)!.Thumbprint);
    }

    private void Sign() => Put(SignatureSigner.Sign(Message, _key, Now));

    private void Put(SignatureHeaders signed) => (_headers["signature-input"], _headers["signature"]) = (signed.Input, signed.Signature);

    private SignatureVerdict Verify() => SignatureVerifier.Verify(Message, Keys, SignatureVerifier.ComponentsOf(Message), Now);
}
