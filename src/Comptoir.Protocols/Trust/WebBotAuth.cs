using Comptoir.Protocols.Signatures;

namespace Comptoir.Protocols.Trust;

/// <summary>
/// Web Bot Auth (draft-meunier-webbotauth-httpsig-protocol): a request that says in <c>Signature-Agent</c> where its sender's keys are, signed with
/// one of these for a short while. Here it identifies agents that name no UCP profile.
/// </summary>
internal static class WebBotAuth
{
    public const string Tag = "web-bot-auth";
    public const string DirectoryPath = "/.well-known/http-message-signatures-directory";

    /// <summary>Where the keys of the sender are; null when the message is not signed that way.</summary>
    public static string? DirectoryOf(SignedMessage message)
    {
        var header = string.Join(", ", message.Headers("signature-agent").ToArray());
        if (header.Length == 0) return null;
        var inputs = StructuredFields.Dictionary(string.Join(", ", message.Headers("signature-input").ToArray())) ?? [];
        if (inputs.FirstOrDefault(i => i.Value["tag"] as string == Tag) is not { Key: { } label, Value: { } input }) return null;
        var (agent, covered) = StructuredFields.Dictionary(header)?.FirstOrDefault(m => m.Key == label).Value is { } member
            ? (member, new FieldItem("signature-agent", [new("key", label)]))
            : (StructuredFields.List(header) is [var only] ? only : null, new FieldItem("signature-agent"));
        if (agent?.Value is not string url || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        if (input.Items is not { } items || items.All(i => i.ToString() != covered.ToString())) return null;
        var whole = (agent["type"] as string ?? (agent["type"] as FieldToken)?.Name) == "jwks_uri" || uri.AbsolutePath.Length > 1;
        return whole ? url : uri.GetLeftPart(UriPartial.Authority) + DirectoryPath;
    }

    /// <summary>The keys' verdict. The signature must cover all that UCP wants, name its key by the thumbprint, and be good for a day at most.</summary>
    public static SignatureVerdict Verify(SignedMessage message, IReadOnlyList<VerificationKey> keys, DateTimeOffset now) =>
        SignatureVerifier.Verify(message, keys, SignatureVerifier.ComponentsOf(message), now, Tag);
}
