namespace Comptoir.Protocols.Identity;

/// <summary>What a customer can allow, by the names that UCP gives it.</summary>
public static class LinkScopes
{
    public const string ReadOrders = "dev.ucp.shopping.order:read";

    public const string ManageOrders = "dev.ucp.shopping.order:manage";

    public const string ManageCheckouts = "dev.ucp.shopping.checkout:manage";

    /// <summary>The one scope of the releases of January 2026.</summary>
    public const string CheckoutSession = "ucp:scopes:checkout_session";

    public static IReadOnlyList<string> All { get; } = [ReadOrders, ManageOrders, ManageCheckouts, CheckoutSession];

    /// <summary>Those without which some operation is refused; the others only add to what is open to all.</summary>
    public static IReadOnlyList<string> Gates { get; } = [ReadOrders, ManageOrders];

    /// <summary>
    /// Whether a request must carry a PKCE challenge. The specification before 2026-04-08 knows no PKCE and demands a client secret: a
    /// client that proves itself by one and asks for that release's scope alone may leave it out.
    /// </summary>
    public static bool NeedsProof(LinkClient client, IReadOnlyList<string> scopes) => client.SecretHash is null || scopes is not [CheckoutSession];

    /// <summary>Carries the customer's account into carts and checkouts.</summary>
    public static bool Buys(IReadOnlySet<string> scopes) => scopes.Contains(ManageCheckouts) || scopes.Contains(CheckoutSession);

    /// <summary>For platforms, in English: what <c>config.scopes</c> says of it.</summary>
    public static string Describe(string scope) => scope switch
    {
        ReadOrders => "See your orders and where they are.",
        ManageOrders => "Cancel your orders before they are sent.",
        _ => "Check out in your name, with your saved addresses.",
    };
}
