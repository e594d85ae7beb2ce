namespace Comptoir.Ledger.Parties;

/// <summary>Somebody who owns, owes or is owed: the shop, a payment provider, a tax office, a customer, a cloud, a company of a group.</summary>
/// <param name="Id">As accounts and contracts name it: <c>shop</c>, <c>psp:stripe</c>, <c>tax:FR</c>, <c>customer:cus_…</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Parent">The group or fund that it belongs to; null for none.</param>
public sealed record Party(string Id, string Name, string? Parent = null)
{
    /// <summary>The shop itself, to which income, expenses and cash belong.</summary>
    public const string Shop = "shop";
}
