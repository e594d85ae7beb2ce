using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Embedded;

/// <summary>What an application around a checkout may do instead of its page.</summary>
internal static class EmbeddedDelegations
{
    private const string Credential = "payment.credential";
    private const string Instruments = "payment.instruments_change";

    /// <summary>For a shop, or for one of its checkouts with the handlers that pay for it.</summary>
    public static IReadOnlyList<string> Allowed(ShopFace shop) =>
    [
        .. shop.PaymentHandlers.Count > 0 ? (string[])[Instruments, Credential] : [],
        .. shop.Delivers ? (string[])["fulfillment.address_change"] : [],
        "window.open",
    ];

    /// <summary>Of what is asked for (comma-separated) what is allowed. Whoever chooses the means must also provide the credential.</summary>
    public static IReadOnlyList<string> Accept(string asked, ShopFace shop)
    {
        var wanted = asked.Length > 500 ? [] : asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. Allowed(shop).Where(d => wanted.Contains(d) && (d != Instruments || wanted.Contains(Credential)))];
    }
}
