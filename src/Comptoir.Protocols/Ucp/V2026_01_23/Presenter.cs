using System.Text.Json.Nodes;
using Comptoir.Ordering.Checkouts;
using Comptoir.Protocols.Ucp.Answers;

namespace Comptoir.Protocols.Ucp.V2026_01_23;

/// <summary>2026-01-23: the registries of 2026-04-08, keyed by name, around the checkouts, orders and refusals of 2026-01-11.</summary>
internal sealed class Presenter : V2026_01_11.Presenter
{
    private Presenter() { }

    public static new Presenter Instance { get; } = new();

    protected override JsonObject Envelope(UcpCall call, string root, ShopFace? shop) => new JsonObject
    {
        ["version"] = UcpVersions.V2026_01_23,
        ["capabilities"] = V2026_04_08.Presenter.Capabilities(UcpCapabilities.Relevant(root, UcpVersions.V2026_01_23, null, shop), UcpVersions.V2026_01_23),
    }.Maybe("payment_handlers", root == UcpCapabilities.Checkout && shop is not null ? V2026_04_08.Presenter.Handlers(shop) : null);

    protected override JsonObject? Payment(Checkout c, ShopFace shop) => V2026_04_08.Presenter.Instruments(c);
}
