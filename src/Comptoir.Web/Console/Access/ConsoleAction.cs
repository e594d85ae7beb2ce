using System.Collections.Frozen;
using Comptoir.Ordering.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console.Access;

/// <summary>The kinds of change that the console can make. Every endpoint that changes something names one (<see cref="Rights.Needs"/>).</summary>
public enum ConsoleAction
{
    /// <summary>Signing in or accepting an invitation: open to those who are nobody yet.</summary>
    SignIn,

    /// <summary>One's own sign-in: passkeys, key, sessions. Everybody's.</summary>
    OwnAccess,

    /// <summary>Shipping, delivering, cancelling, changing orders.</summary>
    Orders,
    Returns,
    Refunds,

    /// <summary>E-mails and webhooks that go out.</summary>
    Messages,
    Stock,

    Products,

    /// <summary>Promotions, shipping, taxes.</summary>
    Rules,

    /// <summary>How customers pay: handlers, providers, their secrets.</summary>
    Payments,
    Policies,
    Settings,
    Ledger,

    /// <summary>Exporting and erasing what is known of a customer.</summary>
    PersonalData,
    Operators,

    Agents,
    Trust,
    Conversations,
}

/// <summary>The table of roles: which change each role may make. Looking is allowed to all.</summary>
internal static class Rights
{
    private static readonly FrozenDictionary<OperatorRole, FrozenSet<ConsoleAction>> Table = new Dictionary<OperatorRole, FrozenSet<ConsoleAction>>
    {
        [OperatorRole.Owner] = Enum.GetValues<ConsoleAction>().ToFrozenSet(),
        [OperatorRole.Clerk] = new[] { ConsoleAction.OwnAccess, ConsoleAction.Orders, ConsoleAction.Returns, ConsoleAction.Refunds, ConsoleAction.Messages, ConsoleAction.Stock }.ToFrozenSet(),
        [OperatorRole.ReadOnly] = new[] { ConsoleAction.OwnAccess }.ToFrozenSet(),
        [OperatorRole.AgentOperator] = new[] { ConsoleAction.OwnAccess, ConsoleAction.Agents, ConsoleAction.Trust, ConsoleAction.Conversations }.ToFrozenSet(),
    }.ToFrozenDictionary();

    public static bool May(OperatorRole role, ConsoleAction action) => Table[role].Contains(action);

    /// <summary>Says which right an endpoint needs. One that changes something without saying so is refused to everybody.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, ConsoleAction action)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Right(action));

    /// <summary>Whether it concerns the server and not one of its shops.</summary>
    public static bool OfWholeServer(ConsoleAction? action) => action is ConsoleAction.SignIn or ConsoleAction.OwnAccess or ConsoleAction.Operators;

    public static ConsoleAction? Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Right>()?.Action;

    private sealed record Right(ConsoleAction Action);
}
