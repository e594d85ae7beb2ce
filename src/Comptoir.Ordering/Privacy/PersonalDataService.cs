using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;

namespace Comptoir.Ordering.Privacy;

/// <summary>A person's right to a copy of their data, and to have it erased.</summary>
public sealed class PersonalDataService(IPersonalDataStore data, ICustomerStore customers, IOrderingStore orders, IAuditLog audit, TimeProvider time)
{
    private const int MostOrders = 10_000;

    /// <summary>The person behind a customer who is signed in.</summary>
    public static Person Of(Customer customer) => new(customer.ShopId, customer.Id, customer.VerifiedAt is null ? null : customer.Email);

    /// <summary>The person behind an e-mail address, for an operator who has made sure who asks.</summary>
    public async Task<Person> FindAsync(string shopId, string email, CancellationToken ct) =>
        new(shopId, (await customers.FindByEmailAsync(shopId, AddressBook.Key(email), ct))?.Id, AddressBook.Key(email));

    /// <summary>Everything as JSON, by kind; empty when nothing is known. The copy is noted in the audit log.</summary>
    public async Task<JsonObject> ExportAsync(Person person, AuditActor by, CancellationToken ct)
    {
        var found = await data.FindAsync(person, ct);
        if (ClaimLists.Naming(await orders.GetRulesAsync(person.ShopId, ct), person.Email) is { Count: > 0 } claims) found["selling_rules"] = claims;
        await NoteAsync(person, by, "personal-data.export", AuditEntry.Done, ct);
        return found;
    }

    /// <summary>Erases. Refused: Conflict, <c>open_orders</c>, while an order still has to be shipped: its address is needed.</summary>
    public async Task<Result<Erased>> EraseAsync(Person person, string language, AuditActor by, CancellationToken ct)
    {
        var open = (await OrdersAsync(person, ct)).Where(o => o.Status is not OrderStatus.Canceled && o.Lines.Any(l => l.ToShip > 0)).Select(o => o.Number).Order().ToList();
        if (open.Count > 0)
        {
            await NoteAsync(person, by, "personal-data.erase", AuditEntry.Refused, ct);
            return new Refusal(RefusalKind.Conflict, "open_orders", Wording.OpenOrders(language, string.Join(", ", open)));
        }

        var rows = await data.EraseAsync(person, ct) + await LeaveClaimsAsync(person, ct);
        await NoteAsync(person, by, "personal-data.erase", AuditEntry.Done, ct);
        return new Erased(rows);
    }

    /// <summary>Takes the address out of the shop's lists; rules that somebody changes meanwhile are read again.</summary>
    private async Task<int> LeaveClaimsAsync(Person person, CancellationToken ct)
    {
        while (ClaimLists.Without(await orders.GetRulesAsync(person.ShopId, ct), person.Email) is { } without)
        {
            if (await orders.SaveRulesAsync(person.ShopId, without, ct)) return 1;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, ct);
        }

        return 0;
    }

    private async Task<IReadOnlyList<Order>> OrdersAsync(Person person, CancellationToken ct)
    {
        var own = person.CustomerId is { } id ? await orders.ListOrdersAsync(person.ShopId, new OrderFilter(CustomerId: id, Limit: MostOrders), ct) : [];
        var byEmail = person.Email is { } email ? await orders.ListOrdersAsync(person.ShopId, new OrderFilter(Email: email, Limit: MostOrders), ct) : [];
        return [.. own.Concat(byEmail).DistinctBy(o => o.Id)];
    }

    private Task NoteAsync(Person person, AuditActor by, string action, string outcome, CancellationToken ct) =>
        audit.AppendAsync(new(Ids.New("aud", time), person.ShopId, time.GetUtcNow(), by.Kind, by.Id, action, person.CustomerId, by.Door, outcome), ct);
}

/// <param name="Kind">operator or customer.</param>
/// <param name="Door">console, pages or cli.</param>
public sealed record AuditActor(string Kind, string? Id, string Door);

/// <param name="Rows">Rows of the database that were changed.</param>
public sealed record Erased(int Rows);
