namespace Comptoir.Ordering;

/// <summary>Something the buyer or the agent should know about a cart, checkout or order.</summary>
/// <param name="Type">error, warning or info.</param>
/// <param name="Code">UCP's code: out_of_stock, field_required, discount_code_invalid, price_changed, tax_included …</param>
/// <param name="Content">Plain text in the checkout's language.</param>
/// <param name="Path">JSONPath into the UCP form of the resource.</param>
/// <param name="Severity">For errors: recoverable, requires_buyer_input, requires_buyer_review, unrecoverable.</param>
public sealed record Message(string Type, string Code, string Content, string? Path = null, string? Severity = null);
