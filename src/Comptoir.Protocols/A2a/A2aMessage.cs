using System.Text.Json.Nodes;

namespace Comptoir.Protocols.A2a;

/// <summary>What another agent says.</summary>
/// <param name="Id">Its own id of the message: a repetition gets the same answer.</param>
/// <param name="ContextId">As given; null when the conversation begins.</param>
/// <param name="Action">What it wants done; null: it only talks.</param>
/// <param name="Data">All data parts as one object.</param>
/// <param name="Text">All text parts.</param>
/// <param name="Fingerprint">What makes two messages the same.</param>
internal sealed record A2aMessage(string? Id, string? ContextId, string? Action, JsonObject Data, string Text, JsonObject Fingerprint)
{
    private const int MostParts = 20;
    private const string Prefix = "a2a.ucp.checkout.";

    /// <summary>UCP's name of the operation that the action is, for what the agent may do.</summary>
    public string Operation => Action switch
    {
        null or "search_catalog" => "search_catalog",
        "create_checkout" or "complete_checkout" or "cancel_checkout" or "get_checkout" => Action,
        _ => "update_checkout",
    };

    /// <summary>Members named <c>a2a.ucp.checkout.payment</c> and the like are members of the checkout.</summary>
    public static A2aMessage Read(WireReader read, JsonObject body)
    {
        var message = read.Object(read.Object(body, "params", "$"), "message", "$.params");
        if (message is null) read.Refuse("invalid_request", "$.params.message is required.", "$.params.message");
        var parts = read.Objects(message, "parts", "$.params.message", MostParts) ?? [];
        if (message is not null && parts.Count == 0) read.Refuse("invalid_request", "$.params.message.parts must hold at least one part.", "$.params.message.parts");
        var data = new JsonObject();
        var texts = new List<string>();
        foreach (var (part, i) in parts.Select((p, i) => (p, i)))
        {
            var path = $"$.params.message.parts[{i}]";
            if (read.Text(part, "text", path, 4000) is { } text) texts.Add(text);
            foreach (var (name, value) in read.Object(part, "data", path) ?? [])
                data[name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name] = value?.DeepClone();
        }

        return new(
            read.Text(message, "messageId", "$.params.message", 200),
            read.Text(message, "contextId", "$.params.message", 200),
            read.Text(data, "action", "$.data", 50),
            data,
            string.Join(' ', texts),
            new JsonObject { ["context"] = message?["contextId"]?.DeepClone(), ["data"] = data.DeepClone(), ["text"] = string.Join(' ', texts) });
    }
}
