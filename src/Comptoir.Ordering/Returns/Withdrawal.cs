using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Returns;

/// <summary>
/// A consumer's declaration to withdraw (Directive 2011/83/EU, Art. 9 to 14, with the online function of Art. 11a as added by
/// Directive (EU) 2023/2673): kept with its exact content and moment, as it was acknowledged.
/// </summary>
/// <param name="Name">As the consumer stated it.</param>
/// <param name="Email">Where the acknowledgement went.</param>
/// <param name="Lines">The withdrawn pieces.</param>
/// <param name="Content">The declaration word for word.</param>
/// <param name="RefundBy">The refund is due then, 14 days from the declaration (Art. 13); may wait for the goods or proof of their sending.</param>
/// <param name="SendBackBy">Shipped pieces must be sent back until then (Art. 14); null: nothing was shipped.</param>
/// <param name="ReturnId">The return of shipped pieces; null: none were.</param>
public sealed record Withdrawal(
    string Id,
    DateTimeOffset At,
    string Name,
    string Email,
    IReadOnlyList<LineQuantity> Lines,
    string Content,
    DateTimeOffset RefundBy,
    DateTimeOffset? SendBackBy = null,
    string? ReturnId = null);

/// <summary>Until when and of what an order's buyer may withdraw.</summary>
/// <param name="Until">The last moment; null: the period has not begun, because not everything is delivered.</param>
/// <param name="Lines">Pieces that may be withdrawn from.</param>
/// <param name="Excluded">Lines that the law excepts, with the reason of the exclusion.</param>
public sealed record WithdrawalRight(bool Exists, DateTimeOffset? Until, IReadOnlyList<LineQuantity> Lines, IReadOnlyList<ExcludedLine> Excluded);

public sealed record ExcludedLine(string LineId, string Reason);

/// <summary>What may be returned by the shop's own policy.</summary>
/// <param name="Until">The last moment for the pieces delivered last; null: nothing was delivered.</param>
public sealed record ReturnOffer(IReadOnlyList<LineQuantity> Lines, DateTimeOffset? Until, IReadOnlyList<ExcludedLine> Excluded);
