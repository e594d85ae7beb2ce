using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Fulfilment;

/// <summary>How lines reach the buyer, in UCP's shape: methods hold destinations and groups; groups hold the options to choose from.</summary>
/// <param name="Type">shipping or pickup.</param>
/// <param name="SelectedDestinationId">One of <paramref name="Destinations"/>; null: none yet, then groups have no options.</param>
public sealed record FulfilmentMethod(
    string Id,
    string Type,
    IReadOnlyList<string> LineIds,
    IReadOnlyList<Destination> Destinations,
    string? SelectedDestinationId,
    IReadOnlyList<FulfilmentGroup> Groups);

/// <param name="Name">Name of a pick-up place; null for an address.</param>
public sealed record Destination(string Id, Address Address, string? Name = null);

/// <summary>
/// Lines sent together, for one price. Goods that travel apart (<see cref="Rules.ShippingRate.Goods"/>) are groups of their own for a caller
/// who can choose for each; for all others the method has one group, whose options are the sums.
/// </summary>
public sealed record FulfilmentGroup(string Id, IReadOnlyList<string> LineIds, IReadOnlyList<FulfilmentOption> Options, string? SelectedOptionId);

/// <param name="Amount">Price in minor units, after shipping promotions.</param>
/// <param name="FullAmount">Price before shipping promotions.</param>
public sealed record FulfilmentOption(
    string Id,
    string Title,
    string? Description,
    string? Carrier,
    DateTimeOffset? Earliest,
    DateTimeOffset? Latest,
    long Amount,
    long FullAmount);

/// <summary>What a caller says about one method; ids null on first mention.</summary>
/// <param name="LineIds">Ids of lines, or of items for lines that have no id yet. Null: all lines.</param>
/// <param name="Destinations">Addresses offered by the caller; one equal to a known address takes its id.</param>
/// <param name="Groups">Chosen options by group; those without an id are meant for the groups in their order.</param>
public sealed record MethodRequest(
    string? Id,
    string Type,
    IReadOnlyList<string>? LineIds,
    IReadOnlyList<Address> Destinations,
    string? SelectedDestinationId,
    IReadOnlyList<GroupRequest> Groups);

public sealed record GroupRequest(string? Id, string? SelectedOptionId);
