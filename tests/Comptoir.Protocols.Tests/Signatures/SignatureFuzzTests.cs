using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Protocols.Tests.Signatures;

/// <summary>Good signature headers, changed in their structure: nothing throws, and what is still called good says what was signed.</summary>
public sealed class SignatureFuzzTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private static readonly string[] Parts =
    [
        "(", ")", "\"", ";", "=", ",", ":", " ", "?1", "?0", "1.5", "-0", "99999999999999999999", "\"@method\"", "\"@status\"", "\"@query-param\";name=\"a\"", "\"ucp-agent\";sf", "\"ucp-agent\";bs", "\"ucp-agent\";key=\"profile\"",
        ";created=0", ";expires=1", ";alg=\"none\"", ";keyid=\"x\"", ";tag=\"web-bot-auth\"", "sig1=", "sig2=", "sha-256=", "sha-512=", ":AAAA:", ":::", "\\", "\\\"", "\t", "\u00e9", "*", "a/b", "()", "(())",
    ];

    [Fact]
    public void No_change_of_the_headers_throws_or_lets_anything_else_pass()
    {
        var key = SigningKey.Create();
        var keys = VerificationKey.ReadSet(new JsonArray { key.PublicJwk.DeepClone() });
        var body = Encoding.UTF8.GetBytes("{}");
        var good = new Dictionary<string, StringValues> { ["ucp-agent"] = "profile=\"https://agent.example/p\"", ["content-type"] = "application/json", ["content-digest"] = ContentDigest.Of(body) };
        SignedMessage Message(Dictionary<string, StringValues> headers) => new(n => headers.GetValueOrDefault(n), body) { Method = "POST", Authority = "shop.example", Path = "/ucp/x", Query = "?a=b" };
        SignatureVerdict Verify(Dictionary<string, StringValues> headers) => SignatureVerifier.Verify(Message(headers), keys, SignatureVerifier.ComponentsOf(Message(headers)), Now);
        var signed = SignatureSigner.Sign(Message(good), key, Now);
        (good["signature-input"], good["signature"]) = (signed.Input, signed.Signature);
        Verify(good).Good.ShouldBeTrue();
        var covered = signed.Input[(signed.Input.IndexOf('=', StringComparison.Ordinal) + 1)..];

        var count = int.TryParse(Environment.GetEnvironmentVariable("COMPTOIR_SIGNATURE_CASES"), out var given) ? given : 5_000;
        for (var seed = 0; seed < count; seed++)
        {
            var r = new Random(seed);
            var changed = new Dictionary<string, StringValues>(good);
            for (var n = r.Next(1, 4); n > 0; n--)
            {
                var name = r.Next(5) switch { 0 => "content-digest", 1 or 2 => "signature", _ => "signature-input" };
                changed[name] = r.Next(20) == 0 ? new StringValues([.. changed[name], Changed(good[name].ToString(), r)]) : Changed(changed[name].ToString(), r);
            }

            if (!Verify(changed).Good) continue;

            // blanks and members beside the good one change nothing of what was signed
            var inputs = StructuredFields.Dictionary(string.Join(", ", changed["signature-input"].ToArray()));
            inputs.ShouldNotBeNull($"seed {seed}");
            inputs.ShouldContain(i => i.Value.ToString() == covered, $"seed {seed}: {changed["signature-input"]}");
        }
    }

    private static string Changed(string value, Random r)
    {
        var (at, part) = (r.Next(value.Length + 1), Parts[r.Next(Parts.Length)]);
        return r.Next(7) switch
        {
            0 => value.Insert(at, part),
            1 => value[..at],
            2 when value.Length > 0 => value.Remove(Math.Min(at, value.Length - 1), 1),
            3 => value + ", " + part + value,
            4 => string.Concat(value.Split(' ').OrderBy(_ => r.Next()).Select(p => p + " ")),
            5 => value.Replace("sig1", part, StringComparison.Ordinal),
            _ => new string([.. value.Select(c => r.Next(30) == 0 ? (char)r.Next(32, 127) : c)]),
        };
    }
}
