using Comptoir.Catalog.Products;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Search;
using Comptoir.Search.Query;
using Comptoir.ShopTools;

namespace Comptoir.Agent.Dialogue;

/// <summary>What came of an act: facts from the shop's tools, from which the reply is written and the state remembered.</summary>
internal abstract record Outcome;

/// <param name="Loosen">When nothing was found: the constraints whose absence would give most, with how many.</param>
/// <param name="LikeTitle">The list is what is most like the product of this title.</param>
/// <param name="LeftOut">A wish that had to be left out so that the thing itself could be found.</param>
/// <param name="NoneBeyond">"Cheaper" found nothing; these are the nearest instead.</param>
internal sealed record ListedOutcome(
    FoundProducts Found, SortOrder Sort, int Offset, PriceWish Wish = PriceWish.None, long? Cap = null, bool NoneBeyond = false, IReadOnlyList<Loosening>? Loosen = null,
    string? LikeTitle = null, Loosening? LeftOut = null) : Outcome;

/// <param name="Key">See <see cref="ConstraintKeys"/>.</param>
internal sealed record Loosening(string Key, Constraints Constraints, int Total);

/// <summary>A guess that led nowhere: the sentence was not understood.</summary>
internal sealed record LostOutcome : Outcome;

/// <param name="Said">Options of it that the person has named so far.</param>
/// <param name="MissingOption">It cannot be had in the form asked for.</param>
internal sealed record ShownOutcome(ProductDetail Detail, IReadOnlyDictionary<string, string> Said, bool MissingOption = false) : Outcome;

internal sealed record ComparedOutcome(Comparison Comparison) : Outcome;

/// <param name="Values">What can be had now, with the price of each.</param>
internal sealed record OptionAskedOutcome(OptionQuestion Question, ProductCard Card, string OptionName, IReadOnlyList<OptionChoice> Values) : Outcome;

internal sealed record OptionChoice(OptionValue Value, long Price, bool Available);

internal enum CartChange { Shown, Added, QuantitySet, Removed, Emptied, CodeApplied, CodeRefused }

/// <param name="Cart">Null: there is none yet.</param>
internal sealed record CartOutcome(CartChange Change, Cart? Cart, string Title = "", int Quantity = 0, string? VariantId = null, string? Code = null) : Outcome;

/// <summary>Fewer pieces than asked for.</summary>
internal sealed record ShortOutcome(ProductCard Card, long Available, int InCart) : Outcome;

/// <summary>No such line in the cart, or several could be meant.</summary>
internal sealed record WhichLineOutcome(Cart? Cart) : Outcome;

internal sealed record WhichOutcome(IReadOnlyList<ListedItem> Items, string Verb) : Outcome;

/// <param name="Problems">Field ids that were wrong.</param>
internal sealed record DetailsAskedOutcome(Checkout Checkout, IReadOnlyDictionary<string, string> Given, IReadOnlyList<string> Countries, IReadOnlyList<string> Problems, string? Message) : Outcome;

internal sealed record DeliveryAskedOutcome(Checkout Checkout, IReadOnlyList<FormChoice> Choices, string? Selected) : Outcome;

/// <param name="TestPayment">Paid by the built-in test handler: no money moves.</param>
internal sealed record ProposedOutcome(Proposal Proposal, Checkout? Checkout, Order? Order, bool TestPayment, bool Changed = false) : Outcome;

internal sealed record PayOnPageOutcome(Checkout Checkout) : Outcome;

internal sealed record OrderedOutcome(Order Order, bool TestPayment) : Outcome;

internal sealed record PaymentOutcomeSaid(string Message, string? Url) : Outcome;

internal sealed record OrderShownOutcome(Order Order) : Outcome;

internal sealed record OrderNotFoundOutcome : Outcome;

/// <param name="NeedsNumber">The number is missing; else only the e-mail.</param>
internal sealed record OrderAskedOutcome(bool NeedsNumber, bool NeedsEmail, bool Cancel) : Outcome;

internal sealed record OrderCanceledOutcome(Order Order) : Outcome;

/// <summary>It was shipped, or is cancelled already.</summary>
internal sealed record CannotCancelOutcome(Order Order, IReadOnlyList<PolicyPassage> Returns) : Outcome;

/// <param name="Order">This person's latest order, when the question is about giving something back.</param>
internal sealed record PolicyOutcome(IReadOnlyList<PolicyPassage> Passages, Order? Order) : Outcome;

/// <param name="Facts">Attributes that answer; empty: nothing stated.</param>
/// <param name="Quote">A sentence of the product's own description that has the asked words; quoted, not believed.</param>
internal sealed record AnsweredOutcome(ProductDetail Detail, ProductAspect Aspect, IReadOnlyList<NamedValue> Facts, string? Quote) : Outcome;

internal sealed record SaidOutcome(Saying What) : Outcome;

internal sealed record UnsureOutcome(IReadOnlyList<string> Intents) : Outcome;

/// <summary>The shop's service refused, with a message for people.</summary>
internal sealed record RefusedOutcome(string Message) : Outcome;

internal sealed record GoneOutcome : Outcome;
