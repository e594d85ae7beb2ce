using System.Text.Json.Nodes;
using Comptoir.Ordering.Customers;

namespace Comptoir.Protocols.Acp.Requests;

/// <summary>What the buyer said about advertising. Only e-mail is offered; answers about other channels, or without an address, count for nothing.</summary>
internal static class ConsentRequest
{
    public const string Channel = "email";

    /// <summary>The consent afterwards; null: nothing was said about what is offered.</summary>
    public static Consent? Read(WireReader read, JsonObject body, Consent? before, bool offered)
    {
        bool? answer = null;
        foreach (var (o, i) in (read.Objects(body, "marketing_consents", "$", 20) ?? []).Select((o, i) => (o, i)))
        {
            var path = $"$.marketing_consents[{i}]";
            var (channel, yes) = (read.Text(o, "channel", path, 60), read.Boolean(o, "opted_in", path));
            if (channel == Channel && yes is not null) answer = yes;
        }

        return answer is null || !offered ? null : (before ?? new()) with { Marketing = answer };
    }
}
