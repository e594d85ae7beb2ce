using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.Ucp;

/// <summary>Where a caller reached the shop, byte for byte the same in every document: the profile's endpoints, the issuer of tokens, the links in answers.</summary>
public static class ShopAddress
{
    /// <summary>Scheme and host without a trailing slash: the configured address when the request is for its host, else the request's own.</summary>
    public static string Of(HttpRequest request, UcpOptions options) =>
        options.PublicUrl is { } known && new Uri(known).Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
            ? known.TrimEnd('/')
            : $"{request.Scheme}://{request.Host.ToUriComponent()}";
}
