using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Returns;

/// <summary>What somebody wants to send back.</summary>
/// <param name="Reason">One of <see cref="ReturnReasons.All"/>.</param>
/// <param name="Exchanges">For exchanges: a variant for each piece, in any order; as many per line as come back.</param>
/// <param name="Means">Id of the order's payment that a refund goes to; null: the way it was paid.</param>
public sealed record ReturnInput(IReadOnlyList<LineQuantity> Lines, string Reason, ReturnKind Kind = ReturnKind.Refund, string? Comment = null, IReadOnlyList<VariantChoice>? Exchanges = null, string? Means = null);

/// <param name="Name">The consumer's name.</param>
/// <param name="Email">Where the acknowledgement goes.</param>
/// <param name="Lines">Null or empty: the whole order, as far as the right reaches.</param>
public sealed record WithdrawalInput(string Name, string Email, IReadOnlyList<LineQuantity>? Lines = null);
