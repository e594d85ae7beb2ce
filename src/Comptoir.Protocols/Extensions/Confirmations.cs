using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Secrets;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Extensions;

/// <summary>
/// The shopper's yes to one exact effect. A preview gives a token that seals a fingerprint of the effect and of the caller; the same
/// fingerprint is made again from the facts at the moment of the yes, and must be the same. Nothing is stored, any node can tell.
/// </summary>
internal sealed class Confirmations(ISecretBox box, TimeProvider time)
{
    private const int LongestToken = 2000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <param name="text">What the shopper is asked, in their language.</param>
    /// <param name="effect">Everything that the yes is given to; not altered.</param>
    public JsonObject Ask(UcpCall call, string act, string text, JsonObject effect)
    {
        var until = time.GetUtcNow() + Lasts;
        return new()
        {
            ["text"] = text,
            ["token"] = box.Protect(string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()} {Fingerprint(call, act, effect)}")),
            ["expires_at"] = WireWriter.Moment(until),
        };
    }

    /// <summary>Whether the token was given to this caller for exactly this effect, not too long ago.</summary>
    public bool Holds(string? token, UcpCall call, string act, JsonObject effect)
    {
        if (token is not { Length: > 0 and <= LongestToken }) return false;
        try
        {
            return box.Reveal(token).Split(' ') is [var until, var fingerprint]
                && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end >= time.GetUtcNow().ToUnixTimeSeconds()
                && fingerprint == Fingerprint(call, act, effect);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return false; // made up, altered, or sealed with a key that is gone
        }
    }

    private static string Fingerprint(UcpCall call, string act, JsonObject effect) =>
        RequestHash.Of(new JsonObject { ["caller"] = call.Caller.Id, ["shop"] = call.Context.Shop.Id, ["act"] = act, ["effect"] = effect.DeepClone() });
}
