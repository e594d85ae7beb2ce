using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Payments.Invoices;

/// <summary>Issues the invoice of an order that is paid later: number, date, due date. Scheduled in the transition that places the order.</summary>
internal sealed class IssueInvoice(IInvoiceStore invoices, TimeProvider time) : IJobHandler
{
    public const string JobKind = "issue_invoice";

    public string Kind => JobKind;

    public static IEnumerable<Job> Of(Order order) => order.Payments.Where(p => p.HandlerId == InvoiceProvider.Handler && p.Held > 0)
        .Select(p => new Job(order.ShopId, JobKind, p.Id, order.CreatedAt, Data: order.Id));

    public async Task<JobOutcome> RunAsync(LeasedJob leased, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await invoices.ChangeAsync(leased.Job.ShopId, leased.Job.Key,
            i => i.State == InvoiceState.Held ? i with { State = InvoiceState.Open, OrderId = leased.Job.Data, IssuedAt = now, DueAt = now + TimeSpan.FromDays(i.Days) } : i, ct);
        return JobOutcome.Done;
    }
}
