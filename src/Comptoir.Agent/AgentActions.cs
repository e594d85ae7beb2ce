namespace Comptoir.Agent;

/// <summary>Values for <see cref="QuickReply.Action"/> that a page may make itself, for the buttons of a product card.</summary>
public static class AgentActions
{
    public const string Cart = "cart";
    public const string CheckOut = "checkout";
    public const string More = "more";

    /// <summary>Shows a product in the chat.</summary>
    public static string Show(string productId) => "show:" + productId;

    /// <summary>Adds a variant, or a product (then the agent asks for what must be chosen).</summary>
    public static string Add(string variantOrProductId) => "add:" + variantOrProductId;

    public static string Compare(IEnumerable<string> productIds) => "compare:" + string.Join('|', productIds);
}
