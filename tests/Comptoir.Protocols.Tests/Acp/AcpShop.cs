using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>The shop with both of ACP's transports.</summary>
public sealed class AcpShop : IAsyncLifetime
{
    public UcpShop Shop { get; } = new() { Mcp = true };

    public ValueTask InitializeAsync() => Shop.InitializeAsync();

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}
