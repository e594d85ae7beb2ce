using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Dialogue;

/// <summary>What the policy decided to do; executed with the shop's tools and services, which know the facts.</summary>
internal abstract record Act;

/// <param name="Asked">False: when nothing is found, say that it was not understood.</param>
internal sealed record FindAct(string Text, bool Asked) : Act;

/// <summary>The running search again, changed.</summary>
/// <param name="Cap">A price limit that was derived from what was shown ("cheaper"), minor units; for the reply.</param>
internal sealed record SearchAct(Constraints Constraints, SortOrder Sort, int Offset, PriceWish Wish = PriceWish.None, long? Cap = null) : Act;

internal sealed record ShowAct(string Id) : Act;

/// <param name="ProductId">Empty: the first of the last list that has the form.</param>
internal sealed record OptionAct(string ProductId, Constraints Wanted) : Act;

internal sealed record SimilarAct(string ProductId) : Act;

internal sealed record CompareAct(IReadOnlyList<string> Ids) : Act;

/// <param name="Id">A variant or a product.</param>
/// <param name="Wanted">Options said in the sentence.</param>
/// <param name="Said">Options said before, by option id; null: a variant's id stands for itself (its button was tapped).</param>
internal sealed record AddAct(string Id, int Quantity, Constraints Wanted, IReadOnlyDictionary<string, string>? Said) : Act;

/// <summary>Answers the question after an option.</summary>
internal sealed record ChooseAct(OptionQuestion Question, IReadOnlyDictionary<string, string> Values) : Act;

internal sealed record QuantityAct(Reference Line, int Quantity) : Act;

internal sealed record RemoveAct(Reference Line) : Act;

internal sealed record CartAct : Act;

internal sealed record CodeAct(string Code) : Act;

internal sealed record CheckOutAct : Act;

internal sealed record DetailsAct(IReadOnlyDictionary<string, string> Fields) : Act;

/// <summary>The person said yes to this.</summary>
internal sealed record CarryOutAct(Proposal Proposal) : Act;

internal sealed record FindOrderAct(string? Number, string? Email, bool Cancel) : Act;

/// <summary>An order that this conversation already knows.</summary>
internal sealed record KnownOrderAct(string OrderId, bool Cancel) : Act;

internal sealed record PolicyAct(string Question, string? OrderId) : Act;

/// <param name="ProductId">A product's id, or the variant's that is being shown.</param>
internal sealed record AnswerAct(string ProductId, ProductAspect Aspect, string Question) : Act;

internal enum Saying { Greet, Thanks, Help, Human, StartOver, OutOfScope, NotUnderstood, NothingToConfirm, Stale, Denied, NoList, WhichCode, NeedTwo, TooManyLookups }

internal sealed record SayAct(Saying What) : Act;

/// <summary>Asks which of the listed products is meant.</summary>
internal sealed record WhichAct(IReadOnlyList<ListedItem> Items, string Verb) : Act;

internal sealed record UnsureAct(IReadOnlyList<string> Intents) : Act;
