using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Operators;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Access;

/// <summary>
/// The two ceremonies of WebAuthn, each in two steps: options with a challenge, then the browser's answer to it. A challenge lies in the
/// database for five minutes and is used up by the first answer, whichever node it reaches.
/// </summary>
internal sealed class Passkeys(IPasskeyHandler<Operator> handler, IOperatorStore operators, IOptionsMonitor<ConsoleOptions> options, TimeProvider time)
{
    private const int LongestAnswer = 20_000;
    private static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(5);

    public static string IdOf(byte[] credentialId) => Base64Url.EncodeToString(credentialId);

    public static byte[] BytesOf(string id) => Base64Url.DecodeFromChars(id);

    /// <summary>Whether browsers can make passkeys under the name that the console was asked by: a host name, never an IP address.</summary>
    public static bool PossibleAt(HttpRequest request) => request.Host.Host.Length > 0 && Uri.CheckHostName(request.Host.Host) == UriHostNameType.Dns;

    /// <summary>Options for <c>navigator.credentials.create</c> with the token of their challenge.</summary>
    public async Task<JsonObject> OfferNewAsync(Operator owner, HttpContext http, CancellationToken ct)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = owner.Id, Name = owner.Name, DisplayName = owner.Name }, http);
        return await OfferAsync(made.CreationOptionsJson, made.AttestationState, owner.Id, ct);
    }

    /// <summary>Options for <c>navigator.credentials.get</c>; the authenticator says whose passkey it is.</summary>
    public async Task<JsonObject> OfferSignInAsync(HttpContext http, CancellationToken ct)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return await OfferAsync(made.RequestOptionsJson, made.AssertionState, null, ct);
    }

    /// <summary>Keeps a new passkey; false when the answer does not fit the challenge.</summary>
    public async Task<bool> AddAsync(Operator owner, string token, string answer, string name, HttpContext http, CancellationToken ct)
    {
        if (await ChallengeAsync(token, answer, ct) is not { } challenge || challenge.OperatorId != owner.Id) return false;
        var result = await Attempt(() => handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer, AttestationState = challenge.Payload }));
        if (result is not { Succeeded: true, Passkey: { } made } || result.UserEntity.Id != owner.Id) return false;
        if (await operators.FindPasskeyAsync(IdOf(made.CredentialId), ct) is not null) return false;
        await operators.SavePasskeyAsync(
            new(IdOf(made.CredentialId), owner.Id, name, options.CurrentValue.PasskeyDomain ?? http.Request.Host.Host, made.PublicKey, made.SignCount, made.Transports ?? [],
                made.IsUserVerified, made.IsBackupEligible, made.IsBackedUp, time.GetUtcNow()), ct);
        return true;
    }

    /// <summary>Who signed the challenge; null when nobody did.</summary>
    public async Task<Operator?> FindAsync(string token, string answer, HttpContext http, CancellationToken ct)
    {
        if (await ChallengeAsync(token, answer, ct) is not { OperatorId: null } challenge) return null;
        var result = await Attempt(() => handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer, AssertionState = challenge.Payload }));
        if (result is not { Succeeded: true, User: { RemovedAt: null } found, Passkey: { } used }) return null;
        if (await operators.FindPasskeyAsync(IdOf(used.CredentialId), ct) is not { } known) return null;
        await operators.SavePasskeyAsync(known with { SignCount = used.SignCount, BackedUp = used.IsBackedUp, UserVerified = used.IsUserVerified, UsedAt = time.GetUtcNow() }, ct);
        return found;
    }

    private async Task<JsonObject> OfferAsync(string browserOptions, string? state, string? operatorId, CancellationToken ct)
    {
        var token = ConsoleSessions.NewToken();
        await operators.AddTicketAsync(new(TicketKinds.Challenge, ConsoleOptions.HashOf(token), operatorId, time.GetUtcNow() + ChallengeLifetime, state), ct);
        return new JsonObject { ["token"] = token, ["options"] = JsonNode.Parse(browserOptions) };
    }

    private async Task<OperatorTicket?> ChallengeAsync(string token, string answer, CancellationToken ct) =>
        token.Length is 0 or > 100 || answer.Length is 0 or > LongestAnswer ? null
        : await operators.TakeTicketAsync(TicketKinds.Challenge, ConsoleOptions.HashOf(token), time.GetUtcNow(), ct);

    /// <summary>The handler answers for what an authenticator may send, but not for every text that is no such thing.</summary>
    private static async Task<T?> Attempt<T>(Func<Task<T>> ceremony)
        where T : class
    {
        try
        {
            return await ceremony();
        }
        catch (Exception broken) when (broken is PasskeyException or JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
