using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Security;

/// <summary>
/// The network address that limits count by: an IPv4 address, or the first half of an IPv6 address, which is what one household or
/// server gets. Behind a proxy that is configured it is the address that the proxy saw.
/// </summary>
internal static class CallerAddress
{
    private const int PrefixBytes = 8;

    /// <summary>Empty when there is no network between, as in tests within one process.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "";
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, PrefixBytes)));
    }
}
