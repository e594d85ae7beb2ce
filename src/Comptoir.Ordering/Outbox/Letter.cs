using System.Text.Json;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;

namespace Comptoir.Ordering.Outbox;

/// <summary>An e-mail about a watch or a subscription: written when it happened, with paths that become addresses when it is sent.</summary>
/// <param name="Text">Plain text, paragraphs parted by an empty line.</param>
/// <param name="StopPath">Ends what the letter belongs to; in every letter, also as List-Unsubscribe.</param>
internal sealed record Letter(string Subject, string Text, IReadOnlyList<LetterLink> Links, string StopPath, string StopLabel, string? LinkBase)
{
    /// <summary>Topics whose data is a letter.</summary>
    public static bool IsTopic(string topic) => topic.StartsWith("watch_", StringComparison.Ordinal) || topic.StartsWith("subscription_", StringComparison.Ordinal);

    public static Letter? Read(OutboxMessage message) =>
        message.Data is { } data && IsTopic(message.Topic) ? JsonSerializer.Deserialize(data, OrderingJson.Default.Of<Letter>()) : null;

    public OutboxMessage To(string shopId, string email, string topic, string language, TimeProvider time) => new()
    {
        Id = Ids.New("msg", time),
        ShopId = shopId,
        Kind = "email",
        Topic = topic,
        Target = email,
        Language = language,
        Data = JsonSerializer.Serialize(this, OrderingJson.Default.Of<Letter>()),
        CreatedAt = time.GetUtcNow(),
        NextAttemptAt = time.GetUtcNow(),
    };

    public string SubjectFor(Shop shop) => $"{EmailTexts.Line(Subject)} – {EmailTexts.Line(shop.Name)}";

    public string? StopAddress(string? baseUrl) => (LinkBase ?? baseUrl) is { } address ? address + StopPath : null;

    public string Write(Shop shop, string? baseUrl, string language)
    {
        var address = LinkBase ?? baseUrl ?? "";
        var french = Wording.IsFrench(language);
        string Row(LetterLink link) => $"{link.Label}{(french ? "\u00a0:" : ":")}\n{address}{link.Path}";
        return EmailTexts.Letter(shop, french ? "Bonjour," : "Hello,", string.Join("\n\n", [Text, .. Links.Select(Row), Row(new(StopLabel, StopPath))]));
    }
}

internal sealed record LetterLink(string Label, string Path);
