namespace Comptoir.Protocols.Mcp;

/// <summary>
/// Who may reach the MCP door. Loopback names, IP addresses, the host names of the shops and the public address of the server
/// (<see cref="Ucp.UcpOptions.PublicUrl"/>) are always among them. Bound from the configuration section <c>Mcp</c>.
/// </summary>
public sealed class McpOptions
{
    /// <summary>Further host names (without port) under which this server is called; <c>*</c> switches the check of the host off.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Origins of web pages (scheme, host and port) that may call from a browser, beside pages of the allowed hosts themselves.</summary>
    public IList<string> AllowedOrigins { get; } = [];
}
