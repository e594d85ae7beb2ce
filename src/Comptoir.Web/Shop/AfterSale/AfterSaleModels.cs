using Comptoir.Catalog.Offers;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Returns;
using Comptoir.Web.Layout;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <param name="Declared">Step two: the declaration to confirm.</param>
/// <param name="Done">The declaration that was recorded.</param>
/// <param name="Chosen">Pieces by line as they were typed.</param>
/// <param name="Key">Of step two, see <see cref="FormKey"/>.</param>
public sealed record WithdrawModel(Visit Visit, ReturnRights Rights, string? Name, string? Email, IReadOnlyDictionary<string, int>? Chosen = null, Withdrawal? Declared = null, Withdrawal? Done = null, string? Problem = null, string? Key = null);

/// <param name="Variants">By line id what it could be exchanged for.</param>
/// <param name="Preview">Step two: the return as it would be made.</param>
/// <param name="Fields">What was sent, to be sent again with the confirmation.</param>
public sealed record ReturnModel(Visit Visit, ReturnRights Rights, IReadOnlyDictionary<string, IReadOnlyList<OtherVariant>> Variants, IReadOnlyList<(string Name, string Value)> Fields, Return? Preview = null, string? Problem = null);

public sealed record ChangeModel(Visit Visit, Order Order, IReadOnlyDictionary<string, IReadOnlyList<OtherVariant>> Variants, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<(string Id, string Label)> Choices, ItemsQuote? Quote = null, string? Problem = null);

/// <param name="Address">Where the parcel goes, one line each.</param>
public sealed record SlipModel(Visit Visit, Order Order, Return Return, IReadOnlyList<string> Address);

public sealed record GiftCardModel(Visit Visit, string OrderId, IssuedGiftCard Card);

public sealed record OtherVariant(string VariantId, string Label, Money Price);
