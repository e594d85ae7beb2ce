using Comptoir.Catalog.Policies;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>What answers say about the shop itself.</summary>
internal sealed record ShopFace(string BaseUrl, IReadOnlyList<PaymentHandler> PaymentHandlers, IReadOnlyList<Policy> Policies)
{
    /// <summary>It sends or hands over goods; a shop without delivery does not offer to arrange one.</summary>
    public bool Delivers { get; init; } = true;

    /// <summary>How many places goods can be collected at.</summary>
    public int PickupPlaces { get; init; }

    /// <summary>Its checkout may be shown inside somebody's application.</summary>
    public bool Embeds { get; init; }
}
