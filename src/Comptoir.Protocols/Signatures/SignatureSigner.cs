namespace Comptoir.Protocols.Signatures;

/// <summary>The two headers of a signature.</summary>
/// <param name="Input">Value of <c>Signature-Input</c>.</param>
/// <param name="Signature">Value of <c>Signature</c>.</param>
public sealed record SignatureHeaders(string Input, string Signature);

/// <summary>Signs requests and answers (RFC 9421, ES256).</summary>
public static class SignatureSigner
{
    private const string Label = "sig1";

    /// <summary>
    /// Signs the components that UCP wants (<see cref="SignatureVerifier.ComponentsOf"/>). A message with a body must have its
    /// <c>Content-Digest</c> and <c>Content-Type</c> among its headers already.
    /// </summary>
    /// <param name="created">The signature's time; null: none is named.</param>
    public static SignatureHeaders Sign(SignedMessage message, SigningKey key, DateTimeOffset? created) =>
        Sign(message, SignatureVerifier.ComponentsOf(message), key, created);

    /// <exception cref="ArgumentException">The message lacks one of the components.</exception>
    public static SignatureHeaders Sign(SignedMessage message, IReadOnlyList<string> components, SigningKey key, DateTimeOffset? created)
    {
        var parameters = new List<KeyValuePair<string, object>>(2);
        if (created is { } moment) parameters.Add(new("created", moment.ToUnixTimeSeconds()));
        parameters.Add(new("keyid", key.Id));
        var input = new FieldItem((IReadOnlyList<FieldItem>)[.. components.Select(c => new FieldItem(c))], parameters);
        var data = SignatureBase.Of(message, input) ?? throw new ArgumentException($"The message lacks one of {string.Join(", ", components)}.", nameof(components));
        return new($"{Label}={input}", $"{Label}=:{Convert.ToBase64String(key.Sign(data))}:");
    }
}
