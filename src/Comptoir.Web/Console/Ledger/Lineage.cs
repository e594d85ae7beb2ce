using Comptoir.Agent;
using Comptoir.Ledger;
using Comptoir.Ledger.Transfers;
using Comptoir.Ordering;

namespace Comptoir.Web.Console.Ledger;

/// <param name="Kind">transfer, order, checkout, conversation, contract, call, closing …</param>
/// <param name="Path">Where the console shows it; null when it has no page.</param>
public sealed record LineageStep(string Kind, string Id, string? Path, DateTimeOffset? At);

/// <summary>From a transfer to what caused it, and to what caused that: the newest step first.</summary>
internal sealed class Lineage(ILedgerStore ledger, IOrderingStore ordering, IConversationStore conversations)
{
    private const int MostSteps = 12;

    public async Task<IReadOnlyList<LineageStep>> OfAsync(string shopId, Transfer transfer, CancellationToken ct)
    {
        var steps = new List<LineageStep> { Step(transfer) };
        for (Cause? next = Cause.Of(transfer); next is { } cause && steps.Count < MostSteps;) next = await FollowAsync(shopId, cause, steps, ct);
        return steps;
    }

    public static string TransferPath(string id) => $"/console/ledger/transfer?id={Uri.EscapeDataString(id)}";

    public static string ContractPath(string id) => $"/console/ledger/contracts#{Uri.EscapeDataString(id)}";

    private static LineageStep Step(Transfer transfer) => new("transfer", transfer.Id, TransferPath(transfer.Id), transfer.At);

    private static LineageStep Step(Conversation talk) => new("conversation", talk.Id, $"/console/conversations/{Uri.EscapeDataString(talk.Id)}", talk.StartedAt);

    private async Task<Cause?> FollowAsync(string shopId, Cause cause, List<LineageStep> steps, CancellationToken ct)
    {
        switch (cause.Kind)
        {
            case "order" when await ordering.GetOrderAsync(shopId, cause.Id, ct) is { } order:
                steps.Add(new("order", order.Id, $"/console/orders/{Uri.EscapeDataString(order.Id)}", order.CreatedAt));
                steps.Add(new("checkout", order.CheckoutId, null, order.CreatedAt));
                if (await conversations.FindByOrderAsync(shopId, order.Id, ct) is { } placedIn) steps.Add(Step(placedIn));
                return null;
            case "mandate" when await ordering.GetMandateAsync(shopId, cause.Id, ct) is { } mandate:
                steps.Add(new("mandate", mandate.Id, null, mandate.Terms.AgreedAt));
                return mandate.Uses.FirstOrDefault(u => u.OrderId is not null) is { OrderId: { } bought } ? new Cause("order", bought) : null;
            case "conversation" when await conversations.GetAsync(shopId, cause.Id, ct) is { } talk:
                steps.Add(Step(talk));
                return null;
            case "contract" when (await ledger.GetContractVersionsAsync(shopId, cause.Id, ct)).LastOrDefault() is { } contract:
                steps.Add(new("contract", contract.Id, ContractPath(contract.Id), contract.Start));
                return null;
            case "transfer" or "expiry" when await ledger.FindTransferAsync(shopId, cause.Id, ct) is { } earlier && steps.All(s => s.Id != earlier.Id):
                if (cause.Kind == "expiry") steps.Add(new("expiry", cause.Id, null, earlier.ExpiresAt));
                steps.Add(Step(earlier));
                return Cause.Of(earlier);
            default:
                steps.Add(new(cause.Kind, cause.Id, null, null));
                return null;
        }
    }
}
