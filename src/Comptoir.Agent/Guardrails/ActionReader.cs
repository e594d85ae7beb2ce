using Comptoir.Agent.Dialogue;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Guardrails;

/// <summary>
/// Reads the value of a tapped button. It comes from the client, so it is read as strictly as any input: a known verb,
/// a bounded argument; ids are only names that the executor looks up, never facts.
/// </summary>
internal static class ActionReader
{
    public const int Longest = 400;

    public static Command Read(string action)
    {
        if (action.Length is 0 or > Longest || action.Any(char.IsControl)) return new NotUnderstood();
        var colon = action.IndexOf(':', StringComparison.Ordinal);
        var (verb, value) = colon < 0 ? (action, "") : (action[..colon], action[(colon + 1)..]);
        return value.Length == 0 ? Plain(verb) : WithValue(verb, value);
    }

    private static Command Plain(string verb) => verb switch
    {
        AgentActions.More => new More(),
        AgentActions.Cart => new ShowCart(),
        AgentActions.CheckOut => new CheckOut(),
        "empty" => new RemoveLine(new Everything()),
        "human" => new Human(),
        "help" => new Help(),
        "restart" => new StartOver(),
        "deny" => new Deny(),
        "cheaper" => new Refine(Constraints.None, PriceWish.Cheaper),
        "track" => new TrackOrderCommand(null, null),
        "cancel-order" => new CancelOrder(null, null),
        _ => new NotUnderstood(),
    };

    private static Command WithValue(string verb, string value) => verb switch
    {
        "show" => new ShowProductCommand(new ById([value])),
        "similar" => new Similar(new ById([value])),
        "add" => new AddToCart(new ById([value]), null, Constraints.None),
        "remove" => new RemoveLine(new ById([value])),
        "option" => new ChooseOption(new Dictionary<string, string> { [""] = value }),
        "reviews" => new AskProduct(new ById([value]), ProductAspect.Reviews, ""),
        "compare" when value.Split('|', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 2 and <= 4 } ids => new Compare(new ById(ids)),
        "without" => new Refine(Constraints.None, Drop: value, OfAsked: true),
        "drop" => new Refine(Constraints.None, Drop: value),
        "find" => new Find(value, Asked: true),
        "policy" => new AskPolicy(value),
        "confirm" => new Confirm(value),
        "sort" when Orders.TryGetValue(value, out var order) => new Sort(order),
        _ => new NotUnderstood(),
    };

    private static readonly Dictionary<string, SortOrder> Orders = new(StringComparer.Ordinal)
    {
        ["price"] = SortOrder.PriceAscending,
        ["price-desc"] = SortOrder.PriceDescending,
        ["rating"] = SortOrder.Rating,
        ["new"] = SortOrder.Newest,
    };
}
