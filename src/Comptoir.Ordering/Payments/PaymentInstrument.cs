using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Payments;

/// <summary>A means of payment as an agent sends it. Credentials are one-way: never stored after use, echoed or logged.</summary>
/// <param name="Type">card, token …</param>
/// <param name="Credential">Handler's own members; null once stored.</param>
public sealed record PaymentInstrument(string Id, string HandlerId, string Type, JsonObject? Credential = null, InstrumentDisplay? Display = null, Address? BillingAddress = null, bool Selected = false)
{
    /// <summary>A type: the buyer enters the card on a page of the provider's, to which they are sent and from which they come back.</summary>
    public const string Hosted = "hosted";

    /// <summary>What it is to pay, minor units; null: as much as it can. Only while paying.</summary>
    [JsonIgnore]
    public long? Amount { get; init; }

    /// <summary>Without what must not be kept.</summary>
    public PaymentInstrument Stored() => this with { Credential = null };
}

public sealed record InstrumentDisplay(string? Brand = null, string? LastDigits = null, int? ExpiryMonth = null, int? ExpiryYear = null);

/// <summary>A payment handler that a shop offers, as published in the UCP profile and on the pay page.</summary>
/// <param name="Name">Reverse-domain name of the handler's specification.</param>
public sealed record PaymentHandler(string Id, string Name, string Version, IReadOnlyList<string> InstrumentTypes, JsonObject? Config = null)
{
    /// <summary>Products and variants that it does not pay for (invoice for gift cards, say); it is not offered while one of them is bought.</summary>
    public IReadOnlyList<string> NotFor { get; init; } = [];

    /// <summary>Whether it may pay for all of these lines.</summary>
    public bool Pays(IEnumerable<LineItem> lines) => NotFor.Count == 0 || !lines.Any(l => NotFor.Contains(l.ProductId) || NotFor.Contains(l.VariantId));
}
