using System.Globalization;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Dialogue;

/// <summary>
/// What a person wants, in a closed set: the only thing that understanding can produce and that the policy acts on.
/// <see cref="Line"/> says it in a short line for the operator.
/// </summary>
internal abstract record Command
{
    public virtual string Line => GetType().Name;
}

/// <summary>A new search.</summary>
/// <param name="Asked">The person clearly asked for products; false: it is only our best guess.</param>
internal sealed record Find(string Text, bool Asked) : Command
{
    public override string Line => $"Find({Bounded.Text(Text, 80)})";
}

internal enum PriceWish { None, Cheaper, Dearer }

/// <summary>A remark on the running search.</summary>
/// <param name="Drop">Key of a constraint to forget (see <see cref="ConstraintKeys"/>).</param>
/// <param name="OfAsked">To forget it of what was asked for, including what had to be left out.</param>
internal sealed record Refine(Constraints Change, PriceWish Wish = PriceWish.None, string? Drop = null, bool OfAsked = false) : Command
{
    public override string Line => $"Refine({(Wish != PriceWish.None ? Wish.ToString() : Drop is not null ? $"drop {Drop}" : string.Join(", ", ConstraintKeys.Of(Change)))})";
}

internal sealed record Sort(SortOrder Order) : Command
{
    public override string Line => $"Sort({Order})";
}

internal sealed record More : Command;

internal sealed record ShowProductCommand(Reference Product) : Command
{
    public override string Line => $"ShowProduct({Product})";
}

/// <summary>The answer to "which size?".</summary>
/// <param name="Values">Value ids by option id; an empty option id stands for the one that was asked.</param>
internal sealed record ChooseOption(IReadOnlyDictionary<string, string> Values) : Command
{
    public override string Line => $"ChooseOption({string.Join(", ", Values.Values.Select(v => Bounded.Text(v, 40)))})";
}

/// <summary>Another form of a product: "the same in blue".</summary>
internal sealed record SelectOption(Reference Product, string Text, Constraints Wanted) : Command
{
    public override string Line => $"SelectOption({Product}, {Bounded.Text(Text, 40)})";
}

internal sealed record Similar(Reference Product) : Command
{
    public override string Line => $"Similar({Product})";
}

internal sealed record Compare(Reference Products) : Command
{
    public override string Line => $"Compare({Products})";
}

/// <param name="Wanted">Options said in the same sentence: "add the second one in blue".</param>
internal sealed record AddToCart(Reference Product, int? Quantity, Constraints Wanted) : Command
{
    public override string Line => $"AddToCart({Product}{(Quantity is > 1 ? $" ×{Quantity}" : "")})";
}

internal sealed record SetQuantity(Reference Product, int Quantity) : Command
{
    public override string Line => string.Create(CultureInfo.InvariantCulture, $"SetQuantity({Product}, {Quantity})");
}

internal sealed record RemoveLine(Reference Product) : Command
{
    public override string Line => $"RemoveLine({Product})";
}

internal sealed record ShowCart : Command;

/// <param name="Code">Null: the person spoke of a code and did not say it.</param>
internal sealed record ApplyCode(string? Code) : Command;

internal sealed record CheckOut : Command;

/// <summary>A filled form. Field values are not in <see cref="Command.Line"/>: they are personal.</summary>
internal sealed record GiveDetails(IReadOnlyDictionary<string, string> Fields) : Command
{
    public override string Line => $"GiveDetails({string.Join(", ", Fields.Keys.Take(12).Select(k => Bounded.Text(k, 20)))})";
}

/// <param name="Token">Of the confirmation that was tapped; null for a typed yes, which means the one just shown.</param>
internal sealed record Confirm(string? Token) : Command
{
    public override string Line => Token is null ? "Confirm(typed)" : "Confirm(token)";
}

internal sealed record Deny : Command;

internal sealed record TrackOrderCommand(string? Number, string? Email) : Command
{
    public override string Line => $"TrackOrder({Number})";
}

internal sealed record CancelOrder(string? Number, string? Email) : Command
{
    public override string Line => $"CancelOrder({Number})";
}

/// <param name="Withdraw">The person wants to return or withdraw, so the state of their order matters too.</param>
internal sealed record AskPolicy(string Question, bool Withdraw = false) : Command;

internal enum ProductAspect { Attribute, Price, Stock, Reviews }

internal sealed record AskProduct(Reference Product, ProductAspect Aspect, string Question) : Command
{
    public override string Line => $"AskProduct({Product}, {Aspect})";
}

internal sealed record Greet : Command;

internal sealed record Thanks : Command;

internal sealed record Human : Command;

internal sealed record Help : Command;

internal sealed record StartOver : Command;

internal sealed record OutOfScope : Command;

/// <summary>Two readings are equally likely: offered as buttons instead of guessing.</summary>
/// <param name="Intents">Names of the likely intents, best first, two or three.</param>
internal sealed record Unsure(IReadOnlyList<string> Intents) : Command
{
    public override string Line => $"Unsure({string.Join(", ", Intents)})";
}

/// <summary>Nothing was understood, or a button's value made no sense.</summary>
internal sealed record NotUnderstood : Command;
