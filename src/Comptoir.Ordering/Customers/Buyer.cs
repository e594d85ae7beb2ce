namespace Comptoir.Ordering.Customers;

public sealed record Buyer(string? FirstName = null, string? LastName = null, string? Email = null, string? Phone = null, Consent? Consent = null)
{
    public string FullName => string.Join(' ', new[] { FirstName, LastName }.Where(n => !string.IsNullOrWhiteSpace(n)));
}

/// <summary>What the buyer agreed to; null: not asked.</summary>
public sealed record Consent(bool? Analytics = null, bool? Preferences = null, bool? Marketing = null, bool? SaleOfData = null);

/// <param name="Id">Id of a destination or saved address; null until one is given.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record Address(
    string? Id = null,
    string? FirstName = null,
    string? LastName = null,
    string? Street = null,
    string? Extended = null,
    string? City = null,
    string? Region = null,
    string? PostalCode = null,
    string? Country = null,
    string? Phone = null)
{
    /// <summary>Same place, whoever lives there and whatever its id.</summary>
    public bool SamePlace(Address other)
    {
        static string Key(Address a) => string.Join('\n', new[] { a.Street, a.Extended, a.City, a.Region, a.PostalCode, a.Country }.Select(p => p?.Trim().ToUpperInvariant() ?? ""));
        return Key(this) == Key(other);
    }
}

/// <summary>A shopper with an account, or one known from an import (then without a password).</summary>
public sealed record Customer
{
    public required string Id { get; init; }

    public required string ShopId { get; init; }

    /// <summary>Lower-case; unique in a shop.</summary>
    public required string Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string Language { get; init; } = "en";

    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>PBKDF2 with its parameters; null: signs in by e-mail link only.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>When the customer proved that the e-mail address is theirs, by a link sent there; null: not yet.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>Minor units that may be open on invoice at once; null: this customer may not pay on invoice.</summary>
    public long? CreditLimit { get; init; }

    /// <summary>Days until an invoice is due.</summary>
    public int PaymentDays { get; init; } = 30;

    public DateTimeOffset CreatedAt { get; init; }

    public long Version { get; init; }

    /// <summary>A person uses this account. Its addresses are then shown only to who is signed in, not to whoever names its e-mail address.</summary>
    public bool IsAccount => PasswordHash is not null || VerifiedAt is not null;
}
