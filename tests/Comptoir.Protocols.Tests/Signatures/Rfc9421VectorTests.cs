using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Tests.Signatures;

/// <summary>The examples of RFC 9421, appendix B.</summary>
[Must("UCP", "signatures")]
public sealed class Rfc9421VectorTests
{
    private const string RequestDigest = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    private const string ResponseDigest = "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:";
    private const string ClientCertificate = ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1618884500);

    private static readonly IReadOnlyList<VerificationKey> Keys = VerificationKey.ReadSet(JsonNode.Parse("""
        [
          { "kid": "test-key-ecc-p256", "kty": "EC", "crv": "P-256", "x": "qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA", "y": "Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0" },
          { "kid": "test-key-ed25519", "kty": "OKP", "crv": "Ed25519", "x": "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs" }
        ]
        """));

    [Theory]
    [InlineData("B.2.1", "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"", "")]
    [InlineData("B.2.2", "(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"",
        "\"@authority\": example.com\n\"content-digest\": " + RequestDigest + "\n\"@query-param\";name=\"Pet\": dog\n")]
    [InlineData("B.2.3", "(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"",
        "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@query\": ?param=Value&Pet=dog\n\"@authority\": example.com\n\"content-type\": application/json\n\"content-digest\": " + RequestDigest + "\n\"content-length\": 18\n")]
    [InlineData("2.2.2", "(\"@target-uri\" \"@request-target\" \"@scheme\");keyid=\"k\"", "\"@target-uri\": https://example.com/foo?param=Value&Pet=dog\n\"@request-target\": /foo?param=Value&Pet=dog\n\"@scheme\": https\n")]
    public void The_base_of_a_signature_is_built_as_the_standard_shows(string section, string input, string lines)
    {
        var member = StructuredFields.Dictionary($"sig={input}")!.Single().Value;
        member.ToString().ShouldBe(input, section);
        Encoding.ASCII.GetString(SignatureBase.Of(Request(), member)!).ShouldBe($"{lines}\"@signature-params\": {input}", section);
    }

    [Fact]
    public void B_2_4_an_answer_signed_with_ES256_is_good()
    {
        var answer = Response(
            ("signature-input", "sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-ecc-p256\""),
            ("signature", "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:"));
        SignatureVerifier.Verify(answer, Keys, ["@status", "content-digest", "content-type"], Now).Code.ShouldBeNull();
        SignatureVerifier.Verify(answer with { Status = 201 }, Keys, [], Now).Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public void B_2_5_the_hmac_over_the_base_is_the_standards()
    {
        var secret = Convert.FromBase64String("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
        var member = StructuredFields.Dictionary("sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"")!.Single().Value;
        Convert.ToBase64String(HMACSHA256.HashData(secret, SignatureBase.Of(Request(), member)!)).ShouldBe("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
    }

    [Fact]
    public void B_2_6_a_request_signed_with_Ed25519_is_good()
    {
        var request = Request(
            ("signature-input", "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\""),
            ("signature", "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"));
        SignatureVerifier.Verify(request, Keys, ["@method", "@path", "@authority"], Now).Code.ShouldBeNull();
        SignatureVerifier.Verify(request with { Path = "/bar" }, Keys, [], Now).Code.ShouldBe("signature_invalid");
    }

    [Fact]
    public void B_3_a_proxys_signature_over_the_certificate_of_its_client_is_good()
    {
        var request = Request(
            ("client-cert", ClientCertificate),
            ("signature-input", "ttrp=(\"@path\" \"@query\" \"@method\" \"@authority\" \"client-cert\");created=1618884473;keyid=\"test-key-ecc-p256\""),
            ("signature", "ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==:"))
        with
        { Authority = "service.internal.example" };
        SignatureVerifier.Verify(request, Keys, ["client-cert"], Now).Code.ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", "example.org", "?name1=Value1&Name2=value2", true, "application/json", "*/*")]
    [InlineData("GET", "example.org", "?name1=Value1&Name2=value2&param=added", true, "application/json", "*/*")]
    [InlineData("GET", "EXAMPLE.org:443", "?name1=Value1&Name2=value2", true, "application/json, */*")]
    [InlineData("POST", "example.com", "?name1=Value1&Name2=value2", false, "application/json", "*/*")]
    [InlineData("GET", "example.org", "?name1=Value1&Name2=value2", false, "*/*", "application/json")]
    public void B_4_what_is_not_covered_may_change_and_what_is_covered_may_not(string method, string host, string query, bool good, params string[] accept)
    {
        var headers = new Dictionary<string, StringValues>
        {
            ["accept"] = accept,
            ["signature-input"] = "transform=(\"@method\" \"@path\" \"@authority\" \"accept\");created=1618884473;keyid=\"test-key-ed25519\"",
            ["signature"] = "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:",
        };
        var message = new SignedMessage(n => headers.GetValueOrDefault(n), default) { Method = method, Authority = host, Path = "/demo", Query = query };
        SignatureVerifier.Verify(message, Keys, [], Now).Good.ShouldBe(good);
    }

    [Fact]
    public void The_thumbprint_of_a_key_is_that_of_RFC_8037() => Keys[1].Thumbprint.ShouldBe("poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U");

    private static SignedMessage Request(params (string Name, string Value)[] more) => With("{\"hello\": \"world\"}", more,
        ("host", "example.com"), ("date", "Tue, 20 Apr 2021 02:07:55 GMT"), ("content-type", "application/json"), ("content-digest", RequestDigest), ("content-length", "18")) with
    { Method = "POST", Authority = "example.com", Path = "/foo", Query = "?param=Value&Pet=dog" };

    private static SignedMessage Response(params (string Name, string Value)[] more) => With("{\"message\": \"good dog\"}", more,
        ("date", "Tue, 20 Apr 2021 02:07:56 GMT"), ("content-type", "application/json"), ("content-digest", ResponseDigest), ("content-length", "23")) with
    { Status = 200 };

    private static SignedMessage With(string body, (string Name, string Value)[] more, params (string Name, string Value)[] headers)
    {
        var all = headers.Concat(more).ToDictionary(h => h.Name, h => new StringValues(h.Value));
        return new(n => all.GetValueOrDefault(n), Encoding.ASCII.GetBytes(body));
    }
}
