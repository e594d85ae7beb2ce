using System.Buffers.Text;
using System.Security.Cryptography;
using Comptoir.Ordering.Operators;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Access;

/// <summary>
/// Who is signed in: sessions of 12 hours in the database, so that every node knows them and one click ends them all. Role and removal
/// are read with each request and count at once.
/// </summary>
internal sealed class ConsoleSessions(IOperatorStore operators, IOptionsMonitor<ConsoleOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>A random token of 256 bits, base64url.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Opens a session and gives its token, which is kept nowhere else.</summary>
    /// <param name="byConsoleKey">The session then ends when the console key is changed.</param>
    public async Task<string> OpenAsync(Operator signedIn, bool byConsoleKey, CancellationToken ct)
    {
        var token = NewToken();
        await operators.AddTicketAsync(new(TicketKinds.Session, ConsoleOptions.HashOf(token), signedIn.Id, time.GetUtcNow() + Lifetime, byConsoleKey ? KeyMark : null), ct);
        return token;
    }

    /// <summary>Null when the session is unknown or over, or its operator was removed.</summary>
    public async Task<Operator?> FindAsync(string? token, CancellationToken ct)
    {
        if (token is not { Length: > 0 and <= 100 }) return null;
        if (await operators.FindTicketAsync(TicketKinds.Session, ConsoleOptions.HashOf(token), time.GetUtcNow(), ct) is not { OperatorId: { } id } session) return null;
        if (session.Payload is { } mark && mark != KeyMark) return null;
        return await operators.GetAsync(id, ct) is { RemovedAt: null } found ? found : null;
    }

    public async Task CloseAsync(string? token, CancellationToken ct)
    {
        if (token is { Length: > 0 and <= 100 }) await operators.TakeTicketAsync(TicketKinds.Session, ConsoleOptions.HashOf(token), time.GetUtcNow(), ct);
    }

    public Task<int> CloseAllAsync(string operatorId, CancellationToken ct) => operators.RemoveTicketsAsync(operatorId, TicketKinds.Session, ct);

    private string KeyMark => options.CurrentValue.CurrentKeyHash is { Length: >= 16 } hash ? hash[..16] : "";
}
