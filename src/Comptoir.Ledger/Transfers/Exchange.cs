using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Parties;

namespace Comptoir.Ledger.Transfers;

/// <summary>
/// An amount of one asset given for an amount of another. Each side balances in its own asset against that asset's exchange account;
/// the rate is the fraction of the two amounts and is never rounded.
/// </summary>
/// <param name="Id">Links the two transfers: their ids are <c>id:given</c> and <c>id:taken</c>, their reference is the id.</param>
/// <param name="From">Gives <paramref name="Given"/> of its asset.</param>
/// <param name="To">Receives <paramref name="Taken"/> of its asset.</param>
public sealed record Exchange(string Id, Account From, long Given, Account To, long Taken, DateTimeOffset At, string? Cause = null)
{
    /// <summary>The account against which an asset is exchanged.</summary>
    public static Account AccountOf(string asset) => new($"exchange:{asset}", Party.Shop, AccountKind.Equity, asset);

    public IReadOnlyList<Transfer> Transfers =>
    [
        new($"{Id}:given", AccountOf(From.Asset), From, Given, "exchange", Id, At, Rate) { Cause = Cause },
        new($"{Id}:taken", To, AccountOf(To.Asset), Taken, "exchange", Id, At, Rate) { Cause = Cause },
    ];

    /// <summary><c>42.50 EUR / 50.00 USD</c>.</summary>
    public string Rate => $"{Asset.Of(To.Asset).ToDecimal(Taken)} {To.Asset} / {Asset.Of(From.Asset).ToDecimal(Given)} {From.Asset}";
}
