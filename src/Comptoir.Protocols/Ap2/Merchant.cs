using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Ap2;

/// <summary>The shop as mandates name it. Its site is what counts: a name can be anybody's.</summary>
/// <param name="Site">Scheme and host, without a trailing slash.</param>
internal sealed record Merchant(string ShopId, string Site)
{
    /// <summary>With a <c>website</c> that must be of this host; without one, the <c>id</c> must be the site, its host or the shop's id.</summary>
    public bool Is(JsonNode? named)
    {
        if (named is not JsonObject merchant) return false;
        var here = new Uri(Site);
        if (merchant.ContainsKey("website"))
            return Uri.TryCreate(Jws.Text(merchant, "website"), UriKind.Absolute, out var site) && site.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase);
        return Jws.Text(merchant, "id") is { } id && (id == Site || id == ShopId || id.Equals(here.Authority, StringComparison.OrdinalIgnoreCase));
    }
}
