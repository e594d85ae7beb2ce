using System.Text;
using Comptoir.Protocols.Acp;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Signatures;

[Must("ACP", "signatures")]
public sealed class MerchantSignatureTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"order_create"}""");

    [Fact]
    public void A_signature_is_good_for_its_body_its_secret_and_five_minutes()
    {
        var header = MerchantSignature.Make(Body, "secret", Now);
        header.ShouldMatch("^t=1800000000,v1=[0-9a-f]{64}$");
        MerchantSignature.Fits(header, Body, "secret", Now.AddSeconds(300)).ShouldBeTrue();
        MerchantSignature.Fits(header, Body, "secret", Now.AddSeconds(301)).ShouldBeFalse("a recording");
        MerchantSignature.Fits(header, Body, "secret", Now.AddSeconds(-301)).ShouldBeFalse("from the future");
        MerchantSignature.Fits(header, Body, "other", Now).ShouldBeFalse();
        MerchantSignature.Fits(header, [.. Body, 32], "secret", Now).ShouldBeFalse();
        MerchantSignature.Fits(header.Replace("1800000000", "1800000001", StringComparison.Ordinal), Body, "secret", Now).ShouldBeFalse("the time is signed too");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=x,v1=00")]
    [InlineData("v1=00")]
    [InlineData("t=1800000000")]
    [InlineData("t=99999999999999999,v1=00")]
    public void What_is_no_signature_is_not_good(string? header) => MerchantSignature.Fits(header, Body, "secret", Now).ShouldBeFalse();
}
