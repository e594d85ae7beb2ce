using System.Text;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Signatures;

/// <summary>The examples of RFC 9530, appendix B, and what is no digest.</summary>
[Must("UCP", "signatures")]
public sealed class ContentDigestTests
{
    private const string Sha256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    private const string Body = "{\"hello\": \"world\"}\n";

    [Fact]
    public void B_1_the_digest_of_a_full_body_is_the_standards() => ContentDigest.Of(Bytes(Body)).ShouldBe(Sha256);

    [Fact]
    public void B_2_the_digest_of_no_body_is_the_standards() => ContentDigest.Of([]).ShouldBe("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");

    [Theory]
    [InlineData("", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", true)]
    [InlineData(Body, Sha256, true)]
    [InlineData(Body, Sha256 + ", unixsum=:AA==:", true)]
    [InlineData("{\"hello\": \"world\"}", Sha256, false)]
    [InlineData("{\"hello\": \"world\"}", "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:", true)]
    [InlineData(Body, Sha256 + ", sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:", false)]
    [InlineData(Body, "md5=:AA==:", false)]
    [InlineData(Body, "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=", false)]
    [InlineData(Body, "sha-256=:%%%:", false)]
    [InlineData(Body, "", false)]
    [InlineData(Body, null, false)]
    public void Every_known_digest_in_the_header_must_be_the_bodys(string body, string? header, bool fits) => ContentDigest.Fits(header, Bytes(body)).ShouldBe(fits);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
