using Comptoir.Catalog.Policies;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Rules;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>What answers say about the shop itself.</summary>
internal sealed record ShopFace(string BaseUrl, IReadOnlyList<PaymentHandler> PaymentHandlers, IReadOnlyList<Policy> Policies)
{
    /// <summary>It sends or hands over goods; a shop without delivery does not offer to arrange one.</summary>
    public bool Delivers { get; init; } = true;

    /// <summary>How many places goods can be collected at.</summary>
    public int PickupPlaces { get; init; }

    /// <summary>What it takes back; null: not looked up.</summary>
    public ReturnPolicy? Returns { get; init; }

    /// <summary>The category of a product and those above it.</summary>
    public Func<string, IReadOnlyList<string>> CategoriesOf { get; init; } = _ => [];

    /// <summary>Credit, in minor units, and days to pay of the customer whose platform asks; null: none.</summary>
    public (long Limit, int Days)? Credit { get; init; }

    /// <summary>Its checkout may be shown inside somebody's application.</summary>
    public bool Embeds { get; init; }
}
