using System.Text.Json.Nodes;

namespace Comptoir.Ordering.Privacy;

/// <summary>Whose data: a customer, and whatever stands under an e-mail address.</summary>
/// <param name="Email">Null: only what the customer did while signed in, because the address is not proven to be theirs.</param>
public sealed record Person(string ShopId, string? CustomerId, string? Email);

/// <summary>Finds and erases what is known of a person in every table that can hold it.</summary>
public interface IPersonalDataStore
{
    /// <summary>Documents by kind (customer, placed_order, checkout, conversation, outbox …); empty when nothing is known.</summary>
    Task<JsonObject> FindAsync(Person person, CancellationToken ct);

    /// <summary>
    /// Removes name, e-mail address, phone, addresses and what was said and written; lines, amounts, countries and the ledger stay.
    /// Returns how many rows were changed; may be repeated.
    /// </summary>
    Task<int> EraseAsync(Person person, CancellationToken ct);
}
