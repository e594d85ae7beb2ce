using System.Text.Json.Serialization;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.ShopTools;

namespace Comptoir.Agent;

/// <summary>A typed part of a reply; pages and clients render it, text alone stays understandable without.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProductsBlock), "products")]
[JsonDerivedType(typeof(ComparisonBlock), "comparison")]
[JsonDerivedType(typeof(CartBlock), "cart")]
[JsonDerivedType(typeof(FormBlock), "form")]
[JsonDerivedType(typeof(ConfirmationBlock), "confirmation")]
[JsonDerivedType(typeof(OrderBlock), "order")]
[JsonDerivedType(typeof(PolicyBlock), "policy")]
public abstract record Block;

/// <param name="Chips">What was understood, to show as removable chips: label and the action that removes it.</param>
public sealed record ProductsBlock(IReadOnlyList<ProductCard> Products, int Total, IReadOnlyList<QuickReply> Chips) : Block;

public sealed record ComparisonBlock(Comparison Comparison) : Block;

public sealed record CartBlock(Cart Cart) : Block;

/// <summary>Asks for facts that a sentence is a poor way to give (an address). Submitted as <see cref="AgentTurn.Fields"/>.</summary>
public sealed record FormBlock(string Id, string Title, IReadOnlyList<FormField> Fields, string SubmitLabel) : Block;

/// <param name="Type">text, email, tel, country or choice.</param>
/// <param name="Choices">Value and label; for type choice.</param>
/// <param name="Autocomplete">HTML autocomplete token.</param>
public sealed record FormField(string Id, string Label, string Type, bool Required, string? Value = null, string? Autocomplete = null, IReadOnlyList<FormChoice>? Choices = null);

public sealed record FormChoice(string Value, string Label);

/// <summary>Something that spends money or gives it back: happens only after an explicit yes to exactly this.</summary>
/// <param name="Token">Bound to the effect (lines, total, address, method); stale when anything changed.</param>
public sealed record ConfirmationBlock(string Token, string Title, Checkout? Checkout, Order? Order, QuickReply Yes, QuickReply No) : Block;

public sealed record OrderBlock(Order Order) : Block;

public sealed record PolicyBlock(IReadOnlyList<PolicyPassage> Passages) : Block;
