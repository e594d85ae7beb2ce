namespace Comptoir.Protocols.Trust;

/// <summary>
/// What the header <c>UCP-Agent</c> says. It is a structured dictionary (RFC 8941): <c>profile="https://…"</c>, where <c>version</c>
/// may follow as a parameter or as a member of its own.
/// </summary>
/// <param name="Profile">As written, unescaped; null when absent.</param>
/// <param name="Version">Null when absent.</param>
internal sealed record AgentHeader(string? Profile, string? Version)
{
    private const int MaxLength = 2048;

    public static AgentHeader Parse(string? header)
    {
        string? profile = null, version = null;
        var at = 0;
        while (header is { Length: <= MaxLength } && at < header.Length)
        {
            var equals = header.IndexOf('=', at);
            if (equals < 0) break;
            var name = header[at..equals].Trim();
            at = equals + 1;
            var value = Value(header, ref at);
            if (value is null) break;
            if (name.Equals("profile", StringComparison.OrdinalIgnoreCase)) profile ??= value;
            if (name.Equals("version", StringComparison.OrdinalIgnoreCase)) version ??= value;
        }

        return new(profile, version);
    }

    /// <summary>Reads a quoted string or a token and what separates it from the next name; null when a quote is not closed.</summary>
    private static string? Value(string header, ref int at)
    {
        while (at < header.Length && header[at] == ' ') at++;
        var value = new System.Text.StringBuilder();
        if (at < header.Length && header[at] == '"')
        {
            for (at++; at < header.Length && header[at] != '"'; at++)
            {
                if (header[at] == '\\' && at + 1 < header.Length) at++;
                value.Append(header[at]);
            }

            if (at++ >= header.Length) return null;
        }

        while (at < header.Length && header[at] is not (',' or ';'))
            value.Append(header[at++]);
        at++;
        return value.ToString().Trim();
    }
}
