using Comptoir.Catalog.Policies;
using Comptoir.Ordering.Payments;

namespace Comptoir.Protocols.Ucp.Answers;

/// <summary>What answers say about the shop itself.</summary>
internal sealed record ShopFace(string BaseUrl, IReadOnlyList<PaymentHandler> PaymentHandlers, IReadOnlyList<Policy> Policies);
