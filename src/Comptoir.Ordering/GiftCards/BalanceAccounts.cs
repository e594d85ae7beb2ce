using Comptoir.Ledger.Accounts;

namespace Comptoir.Ordering.GiftCards;

/// <summary>The ledger accounts of money that customers hold with the shop: liabilities that never go below zero.</summary>
internal static class BalanceAccounts
{
    public const string GiftCard = "gift_card";

    /// <summary>The part of an order's total that gift cards are.</summary>
    public const string Cards = "gift_cards_unissued";
    public const string StoreCredit = "store_credit";

    /// <summary>A handler whose money is the shop's own debt: taken wherever the shop gives it out, without being listed among its payment handlers.</summary>
    public static bool Owns(string handlerId) => handlerId is GiftCard or StoreCredit;

    /// <param name="handlerId"><see cref="GiftCard"/> or <see cref="StoreCredit"/>.</param>
    /// <param name="holder">Id of the card or of the customer.</param>
    public static Account Of(string handlerId, string holder, string currency) =>
        new($"{handlerId}:{holder}:{currency}", handlerId == GiftCard ? $"card:{holder}" : $"customer:{holder}", AccountKind.Liability, currency) { Limit = AccountLimit.NotBelowZero };

    /// <summary>Where the order's own transfers expect the provider's money; empty once both sides are posted.</summary>
    public static Account Clearing(string handlerId, string currency) => new($"clearing:{handlerId}:{currency}", $"psp:{handlerId}", AccountKind.Asset, currency);

    /// <summary>Cards sold whose code was not shown yet.</summary>
    public static Account Unissued(string currency) => new($"{Cards}:{currency}", "shop", AccountKind.Liability, currency);

    /// <summary>What cards and credit given away cost the shop.</summary>
    public static Account Goodwill(string currency) => new($"goodwill:{currency}", "shop", AccountKind.Expense, currency);
}
