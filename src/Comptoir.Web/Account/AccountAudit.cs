using Comptoir.Catalog;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Customers;
using Comptoir.Web.Layout;

namespace Comptoir.Web.Account;

/// <summary>Notes who signed in, and who tried: by customer id only, never by what was typed.</summary>
internal sealed class AccountAudit(IAuditLog log, TimeProvider time)
{
    /// <param name="customer">Null: it was refused, and nobody knows who it was.</param>
    public Task NoteAsync(Visit visit, string action, Customer? customer, CancellationToken ct) => log.AppendAsync(
        new(Ids.New("aud", time), visit.Shop.Id, time.GetUtcNow(), customer is null ? "visitor" : "customer", customer?.Id, action, null, "pages", customer is null ? AuditEntry.Refused : AuditEntry.Done), ct);
}
