namespace Comptoir.Protocols.Ucp;

/// <summary>How the UCP door behaves. Bound from the configuration section <c>Ucp</c>.</summary>
public sealed class UcpOptions
{
    /// <summary>The version that <c>/.well-known/ucp</c> shows; the others are in its <c>supported_versions</c>.</summary>
    public string DefaultVersion { get; set; } = UcpVersions.V2026_04_08;

    /// <summary>
    /// Scheme and host under which the outside reaches this server, for links in webhooks and, when a proxy in front speaks https, in answers
    /// to requests for that host; null: the first address it listens on.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Platform profiles that are known without fetching: address → the JSON document, or the path of a file that holds it.</summary>
    public IDictionary<string, string> PinnedProfiles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Allows profiles and webhooks at plain-http loopback addresses. For development and the demo only.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// True: an agent whose profile cannot be fetched is refused (424), as 2026-04-08 wants it. False: one that does not sign is served without negotiation.
    /// </summary>
    public bool RequireReachableProfiles { get; set; } = true;

    /// <summary>
    /// Serves what is known of 2026-08-25, from its preparation, beside the releases (REST under <c>/ucp/2026-08-25</c>, permalinks under
    /// <c>/buy</c>). Nothing promises that the release says the same.
    /// </summary>
    public bool Preview20260825 { get; set; }

    /// <summary>Origins (<c>https://agent.example</c>) of applications that may show this shop's checkout inside themselves; none: nobody may.</summary>
    public IList<string> EmbeddingOrigins { get; } = [];

    /// <summary>True: every agent may do everything, as in the demo. False: an agent that proves nothing searches and fills carts, one that signs makes checkouts, one with a token or the merchant's word completes them.</summary>
    public bool OpenToAll { get; set; }

    /// <summary>Profile addresses of agents that may complete purchases and read orders when they sign.</summary>
    public IList<string> TrustedProfiles { get; } = [];

    /// <summary>
    /// Offers AP2: with platforms that have it too, checkouts are signed and are completed only with a mandate of the buyer. Off: nothing of it is said.
    /// </summary>
    public bool Ap2Mandates { get; set; }

    /// <summary>Issuers of mandates beside the platforms themselves (banks, wallets): a JWK set as JSON; null: none.</summary>
    public string? MandateIssuers { get; set; }

    /// <summary>
    /// Customers may also link platforms that the merchant did not enter: ones whose <c>client_id</c> is the address of a document that
    /// describes them, fetched as profiles are. False: only those that the merchant entered.
    /// </summary>
    public bool ClientDocuments { get; set; } = true;

    /// <summary>Turns on the test hooks under <c>/testing</c> for callers on this machine that know it; null: there are none.</summary>
    public string? TestHooksSecret { get; set; }
}
