using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Signatures;
using Microsoft.Extensions.Primitives;

namespace Comptoir.Benchmarks;

/// <summary>CPU of what a signed request costs: checking its signature and digest, and signing the answer. One thread.</summary>
internal static class Signatures
{
    public static void Run(int requests)
    {
        var (agent, shop) = (SigningKey.Create(), SigningKey.Create());
        var keys = VerificationKey.ReadSet(new JsonArray { agent.PublicJwk.DeepClone() });
        var body = Encoding.UTF8.GetBytes("""{"line_items":[{"item":{"id":"rose"},"quantity":2}],"buyer":{"email":"ada@example.com"}}""");
        var answer = Encoding.UTF8.GetBytes(new string('x', 4000));
        var headers = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase)
        {
            ["ucp-agent"] = "profile=\"https://agent.example/profile\"",
            ["idempotency-key"] = "0198c9b2-0000-7000-8000-0000000000aa",
            ["content-type"] = "application/json",
            ["content-digest"] = ContentDigest.Of(body),
        };
        var request = new SignedMessage(n => headers.GetValueOrDefault(n), body) { Method = "POST", Authority = "shop.example", Path = "/ucp/2026-04-08/checkout-sessions" };
        var signed = SignatureSigner.Sign(request, agent, TimeProvider.System.GetUtcNow());
        (headers["signature-input"], headers["signature"]) = (signed.Input, signed.Signature);

        bool Verify() => SignatureVerifier.Verify(request, keys, SignatureVerifier.ComponentsOf(request), TimeProvider.System.GetUtcNow()).Good;
        SignatureHeaders Sign()
        {
            var fields = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase) { ["content-type"] = "application/json", ["content-digest"] = ContentDigest.Of(answer) };
            return SignatureSigner.Sign(SignedMessage.Answer(201, n => fields.GetValueOrDefault(n), answer), shop, TimeProvider.System.GetUtcNow());
        }

        if (!Verify()) throw new InvalidOperationException("The signature is not good.");
        var verify = Measure(requests, () => Verify());
        var sign = Measure(requests, () => Sign());
        Console.WriteLine($"{requests} signed requests (ES256, body of {body.Length} bytes) and answers ({answer.Length} bytes), one thread");
        Console.WriteLine($"verify a request   {verify,8:0.0} µs of CPU");
        Console.WriteLine($"sign an answer     {sign,8:0.0} µs of CPU");
        Console.WriteLine($"both               {verify + sign,8:0.0} µs of CPU a request (to be at most 150)");
    }

    private static double Measure(int times, Action work)
    {
        for (var i = 0; i < Math.Max(200, times / 10); i++) work();
        var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < times; i++) work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMicroseconds / times;
    }
}
