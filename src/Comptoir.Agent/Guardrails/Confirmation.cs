using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Comptoir.Agent.Dialogue;
using Comptoir.Catalog;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;

namespace Comptoir.Agent.Guardrails;

/// <summary>
/// The gate before anything that takes or gives back money. A proposal's token is a hash over a nonce of its own and the
/// exact effect; the same hash is made again from the facts at the moment of the yes, and must be the same.
/// </summary>
internal static class Confirmation
{
    public static Proposal ToPlace(Checkout checkout, string conversationId, int turn, TimeProvider time)
    {
        var nonce = Catalog.Ids.New("ask", time);
        return new Proposal(ProposalKind.PlaceOrder, checkout.Id, nonce, TokenOf(conversationId, nonce, checkout), turn);
    }

    public static Proposal ToCancel(Order order, string conversationId, int turn, TimeProvider time)
    {
        var nonce = Catalog.Ids.New("ask", time);
        return new Proposal(ProposalKind.CancelOrder, order.Id, nonce, TokenOf(conversationId, nonce, order), turn);
    }

    /// <summary>The token is the one of this proposal.</summary>
    public static bool Matches(Proposal proposal, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(proposal.Token), Encoding.UTF8.GetBytes(token));

    public static bool StillHolds(Proposal proposal, string conversationId, Checkout checkout) =>
        proposal.Kind == ProposalKind.PlaceOrder && proposal.TargetId == checkout.Id && Matches(proposal, TokenOf(conversationId, proposal.Nonce, checkout));

    public static bool StillHolds(Proposal proposal, string conversationId, Order order) =>
        proposal.Kind == ProposalKind.CancelOrder && proposal.TargetId == order.Id && Matches(proposal, TokenOf(conversationId, proposal.Nonce, order));

    private static string TokenOf(string conversationId, string nonce, Checkout c) => Hash(
    [
        conversationId, nonce, "place", c.Id, Number(c.Version), c.Currency, Number(c.Totals.Total), c.Buyer?.Email, c.Buyer?.FullName,
        .. c.Lines.Select(l => $"{l.VariantId} {l.Quantity} {l.UnitPrice.Amount} {l.Discount}"),
        .. c.Fulfilment.SelectMany(m => m.Destinations.Where(d => d.Id == m.SelectedDestinationId).Select(d => $"{m.Type} {d.Address}")
            .Concat(m.Groups.SelectMany(g => g.Options.Where(o => o.Id == g.SelectedOptionId).Select(o => $"{o.Id} {o.Amount}")))),
    ]);

    private static string TokenOf(string conversationId, string nonce, Order o) => Hash(
    [
        conversationId, nonce, "cancel", o.Id, Number(o.Version), o.Currency, Number(o.Totals.Total), Number(o.Left), o.Status.ToString(),
    ]);

    /// <summary>Length-prefixed, so that no two lists of parts give the same bytes.</summary>
    private static string Hash(IEnumerable<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
