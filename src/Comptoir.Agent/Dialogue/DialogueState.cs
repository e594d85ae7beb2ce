using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Comptoir.Catalog;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Dialogue;

/// <summary>Everything a conversation remembers between turns; small, and stored as JSON.</summary>
internal sealed record DialogueState
{
    public const int MostItems = 12;
    public const int MostOrders = 10;

    public required string Language { get; init; }

    /// <summary>Turns answered so far.</summary>
    public int Turns { get; init; }

    /// <summary>Misunderstandings in a row.</summary>
    public int Misses { get; init; }

    /// <summary>The running search; null before the first.</summary>
    public Constraints? Search { get; init; }

    /// <summary>As the running search was asked for, with what had to be left out to find anything.</summary>
    public Constraints? Asked { get; init; }

    public SortOrder SortedBy { get; init; } = SortOrder.Relevance;

    public int Offset { get; init; }

    public int Total { get; init; }

    /// <summary>The last list shown, in order: what "the second one" means.</summary>
    public IReadOnlyList<ListedItem> Listed { get; init; } = [];

    /// <summary>The product being talked about; null: none, or it is the list.</summary>
    public ListedItem? Focus { get; init; }

    /// <summary>The product whose missing option was asked for.</summary>
    public OptionQuestion? Choosing { get; init; }

    /// <summary>The variant added last: what "make it two" means.</summary>
    public string? LastAdded { get; init; }

    public string? PageProductId { get; init; }

    public string? CartId { get; init; }

    public string? CheckoutId { get; init; }

    /// <summary>What waits for a yes; null: nothing does.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>Facts that were asked for to find an order.</summary>
    public OrderQuestion? AskedOrder { get; init; }

    /// <summary>A discount code was asked for.</summary>
    public bool AskedCode { get; init; }

    /// <summary>Orders placed in this conversation, or opened with their number and e-mail; newest last.</summary>
    public IReadOnlyList<string> OrderIds { get; init; } = [];

    /// <summary>Times that an order was asked for with a wrong number or e-mail.</summary>
    public int FailedLookups { get; init; }

    private static JsonTypeInfo<DialogueState> Json => CatalogJson.Default.Of<DialogueState>();

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>A fresh state when the stored one cannot be read (an older form).</summary>
    public static DialogueState Read(string json, string language)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json) ?? new DialogueState { Language = language };
        }
        catch (JsonException)
        {
            return new DialogueState { Language = language };
        }
    }
}

/// <param name="Price">Minor units, as shown.</param>
/// <param name="Said">Options that the person named (value id by option id), not merely those of the variant shown.</param>
internal sealed record ListedItem(string ProductId, string VariantId, string Title, long Price, IReadOnlyDictionary<string, string> Said);

/// <param name="OptionId">The option asked for.</param>
/// <param name="Chosen">Value ids by option id, as said so far.</param>
internal sealed record OptionQuestion(string ProductId, string OptionId, int Quantity, IReadOnlyDictionary<string, string> Chosen);

internal enum ProposalKind { PlaceOrder, CancelOrder }

/// <summary>Something that waits for an explicit yes.</summary>
/// <param name="TargetId">Checkout or order id.</param>
/// <param name="Nonce">Makes the token of this proposal unlike that of any other.</param>
/// <param name="Token">Hash over the nonce and the exact effect.</param>
/// <param name="Turn">The turn whose reply showed it: a typed yes is good for the next turn only.</param>
internal sealed record Proposal(ProposalKind Kind, string TargetId, string Nonce, string Token, int Turn);

/// <param name="Cancel">To cancel it, not only to see it.</param>
internal sealed record OrderQuestion(bool Cancel, string? Number, string? Email);
