namespace Comptoir.Ordering.Payments;

/// <summary>A means of payment that its provider keeps for later purchases. We hold only the provider's reference, never a credential.</summary>
/// <param name="Reference">The provider's own name of it; worthless to anybody but this shop at this provider.</param>
public sealed record StoredMethod(string HandlerId, string Reference, InstrumentDisplay? Display = null);
