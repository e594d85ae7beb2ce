namespace Comptoir.Ordering.Payments.Testing;

/// <summary>Section <c>Payments:Test</c>.</summary>
public sealed class TestPaymentOptions
{
    /// <summary>Every test payment is remembered in the database, with what really happened; always with test hooks.</summary>
    public bool RemembersAll { get; set; }
}
