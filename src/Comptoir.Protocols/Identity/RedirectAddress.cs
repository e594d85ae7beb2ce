using System.Text;

namespace Comptoir.Protocols.Identity;

/// <summary>Where a browser is sent back to.</summary>
public static class RedirectAddress
{
    /// <summary>Equal to the letter; only of a loopback address (127.0.0.1, [::1]) the port is left out (RFC 8252 section 7.3).</summary>
    public static bool Matches(string registered, string given) =>
        string.Equals(registered, given, StringComparison.Ordinal)
        || (WithoutPort(registered) is { } known && WithoutPort(given) is { } asked && string.Equals(known, asked, StringComparison.Ordinal));

    /// <summary>
    /// Whether an address may be registered: https, plain http to the own machine, or an app's own scheme, which must be a reversed
    /// domain name (RFC 8252 section 7.1); never with a fragment or a user.
    /// </summary>
    public static bool MayBeRegistered(string address) =>
        address.Length <= 500 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && !address.Contains('#') && address.All(c => c is > ' ' and <= '~')
        && (uri.Scheme == Uri.UriSchemeHttps || WithoutPort(address) is not null || uri.Scheme.Contains('.'));

    /// <summary>The address with the answer in its query.</summary>
    public static string With(string address, IEnumerable<(string Name, string? Value)> members)
    {
        var whole = new StringBuilder(address);
        var mark = address.Contains('?') ? '&' : '?';
        foreach (var (name, value) in members)
        {
            if (value is null) continue;
            whole.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            mark = '&';
        }

        return whole.ToString();
    }

    /// <summary>What a Content-Security-Policy must allow so that a form may end there.</summary>
    public static string PolicySource(string address)
    {
        var uri = new Uri(address);
        var source = uri.Scheme is "https" or "http" ? uri.GetLeftPart(UriPartial.Authority) : uri.Scheme + ":";
        return source.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '/' or '.' or '-' or '+' or '[' or ']') ? source : "";
    }

    /// <summary>Of a loopback address its scheme, host, path and query as written; null of others.</summary>
    private static string? WithoutPort(string address)
    {
        foreach (var host in (string[])["http://127.0.0.1", "http://[::1]"])
        {
            if (!address.StartsWith(host, StringComparison.Ordinal)) continue;
            var rest = address[host.Length..];
            if (rest.StartsWith(':'))
            {
                var digits = rest[1..].TakeWhile(char.IsAsciiDigit).Count();
                if (digits is 0 or > 5) return null;
                rest = rest[(1 + digits)..];
            }

            return rest.Length == 0 || rest[0] is '/' or '?' ? host + rest : null;
        }

        return null;
    }
}
