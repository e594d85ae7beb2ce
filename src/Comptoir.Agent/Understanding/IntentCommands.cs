using Comptoir.Agent.Dialogue;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Understanding;

/// <summary>Makes the command of an intent, with the particulars of the sentence; null when they do not fit it.</summary>
internal static class IntentCommands
{
    public static Command? From(Candidate candidate, Scene scene, ProductWords products)
    {
        var (text, state) = (scene.Whole.Text, scene.State);
        return candidate.Intent switch
        {
            "show_cart" => new ShowCart(),
            "check_out" => new CheckOut(),
            "add" => products.Add(scene),
            "set_quantity" when Quantities.Of(scene.Said.Folded) is { } quantity && (state.LastAdded is not null || state.Focus is not null) => new SetQuantity(products.Point(scene), quantity),
            "set_quantity" when Quantities.Of(scene.Said.Folded) is { } quantity && state.Listed.Count > 0 => new AddToCart(products.Point(scene), quantity, Constraints.None),
            "remove" => products.Remove(scene),
            "empty_cart" => new RemoveLine(new Everything()),
            "apply_code" => new ApplyCode(Particulars.DiscountCode(text)),
            "track_order" => new TrackOrderCommand(Particulars.OrderNumber(text, bare: false), Particulars.Email(text)),
            "cancel_order" => new CancelOrder(Particulars.OrderNumber(text, bare: false), Particulars.Email(text)),
            "withdraw" => new AskPolicy(text, Withdraw: true),
            "ask_policy" => new AskPolicy(text),
            "ask_price" => products.Ask(scene, ProductAspect.Price),
            "ask_stock" => products.Ask(scene, ProductAspect.Stock),
            "ask_reviews" => products.Ask(scene, ProductAspect.Reviews),
            "ask_attribute" => products.Ask(scene, ProductAspect.Attribute),
            "details" => products.Details(scene),
            "similar" when state.Focus is not null || state.PageProductId is not null || state.Listed.Count > 0 => new Similar(products.Point(scene)),
            "select_option" => products.Option(scene),
            "compare" => products.CompareWhich(scene),
            "sort_price" when state.Search is not null => new Sort(SortOrder.PriceAscending),
            "sort_price_down" when state.Search is not null => new Sort(SortOrder.PriceDescending),
            "sort_rating" when state.Search is not null => new Sort(SortOrder.Rating),
            "sort_new" when state.Search is not null => new Sort(SortOrder.Newest),
            "cheaper" => new Refine(Constraints.None, PriceWish.Cheaper),
            "dearer" => new Refine(Constraints.None, PriceWish.Dearer),
            "drop_price" when state.Search is not null => new Refine(Constraints.None, Drop: ConstraintKeys.Price),
            "drop_color" when state.Search is not null => new Refine(Constraints.None, Drop: "attribute:color"),
            "drop_size" when state.Search is not null => new Refine(Constraints.None, Drop: "attribute:size"),
            "more" when state.Listed.Count > 0 => new More(),
            "confirm" => new Confirm(null),
            "deny" => new Deny(),
            "human" => new Human(),
            "greet" => new Greet(),
            "thanks" => new Thanks(),
            "help" => new Help(),
            "start_over" => new StartOver(),
            "out_of_scope" when !products.IsProductRequest(scene) => new OutOfScope(),
            _ => null,
        };
    }
}
