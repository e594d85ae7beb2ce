using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering.Fulfilment;

/// <param name="Splits">What travels apart becomes a group of its own.</param>
/// <param name="Saved">Addresses of the known customer, offered as destinations.</param>
internal sealed record MethodContext(Shop Shop, IReadOnlyList<PricedLine> Lines, IReadOnlyList<ShippingRate> Rates, bool Splits, IReadOnlyList<FulfilmentMethod> Present, IReadOnlyList<Address> Saved, bool ForPerson, string Language, TimeProvider Time);

/// <summary>How lines reach the buyer, from what the caller asks for and what is there already; options are found later, by pricing.</summary>
internal static class MethodPlanner
{
    private const int MostMethods = 10;
    private const int MostDestinations = 20;

    private static readonly MethodRequest Default = new(null, "shipping", null, [], null, []);

    /// <param name="requests">Null: keep what is there, which for a person is at least shipping over all lines. Empty: shipping over all lines.</param>
    public static Result<IReadOnlyList<FulfilmentMethod>> Plan(IReadOnlyList<MethodRequest>? requests, MethodContext context)
    {
        if (requests is null && context.Present.Count == 0 && !context.ForPerson) return new([], null);
        requests ??= [.. context.Present.Select(Keep)];
        if (requests.Count == 0) requests = [Default];
        if (requests.Count > MostMethods) return new Refusal(RefusalKind.Invalid, "too_many_methods", Wording.TooMany(context.Language, "methods", MostMethods), "$.fulfillment.methods");
        var claimedLines = new HashSet<string>();
        var drafts = new List<Draft>();
        for (var i = 0; i < requests.Count; i++)
        {
            var (request, path) = (requests[i], $"$.fulfillment.methods[{i}]");
            if (request.Type is not ("shipping" or "pickup")) return new Refusal(RefusalKind.Invalid, "invalid_fulfillment_type", Wording.UnknownMethod(context.Language), $"{path}.type");
            var before = context.Present.FirstOrDefault(p => p.Id == request.Id)
                ?? context.Present.FirstOrDefault(p => p.Type == request.Type && !drafts.Exists(d => d.Before?.Id == p.Id) && !requests.Any(r => r.Id == p.Id));
            var lines = context.Lines.Where(l => !claimedLines.Contains(l.Item.Id) && (request.LineIds is null || request.LineIds.Contains(l.Item.Id) || request.LineIds.Contains(l.Item.ItemId))).ToList();
            claimedLines.UnionWith(lines.Select(l => l.Item.Id));

            var found = Destinations(request, before, context, path);
            if (!found.Ok) return found.Refusal;
            var (destinations, renamed) = found.Value;
            var wanted = request.SelectedDestinationId is { } id ? renamed.GetValueOrDefault(id, id) : context.ForPerson ? destinations.FirstOrDefault()?.Id : null;
            if (wanted is not null && !destinations.Any(d => d.Id == wanted))
                return new Refusal(RefusalKind.Invalid, "not_found", Wording.UnknownDestination(context.Language, wanted), $"{path}.selected_destination_id");
            drafts.Add(new(request, before, lines, destinations, wanted));
        }

        // lines that no method names travel with the first one; a method left without lines is dropped
        drafts[0].Lines.AddRange(context.Lines.Where(l => !claimedLines.Contains(l.Item.Id)));
        return new([.. drafts.Where((d, i) => d.Lines.Count > 0 || i == 0).Select(d => Method(d, context))], null);
    }

    private sealed record Draft(MethodRequest Request, FulfilmentMethod? Before, List<PricedLine> Lines, IReadOnlyList<Destination> Destinations, string? Wanted);

    private static FulfilmentMethod Method(Draft draft, MethodContext context)
    {
        var id = draft.Before?.Id ?? Ids.New("fm", context.Time);
        return new(id, draft.Request.Type, IdsOf(draft.Lines), draft.Destinations, draft.Wanted, Groups(draft, context));
    }

    /// <summary>A group keeps its id while a line of it stays. What is chosen for it comes under its id, or, without ids, in the order of the groups.</summary>
    private static List<FulfilmentGroup> Groups(Draft draft, MethodContext context)
    {
        var parcels = context.Splits ? Parcels.Split(draft.Lines, draft.Request.Type, context.Rates) : [draft.Lines];
        if (parcels.Count == 0) parcels = [draft.Lines];
        var unnamed = new Queue<GroupRequest>(draft.Request.Groups.Where(g => g.Id is null));
        var known = (draft.Before?.Groups ?? []).ToList();
        var groups = new List<FulfilmentGroup>();
        foreach (var parcel in parcels)
        {
            var lines = IdsOf(parcel);
            var before = known.Find(g => g.LineIds.Intersect(lines).Any()) ?? (parcels.Count == 1 ? known.FirstOrDefault() : null);
            if (before is not null) known.Remove(before);
            var chosen = parcels.Count == 1 ? draft.Request.Groups.FirstOrDefault(g => g.SelectedOptionId is not null)
                : draft.Request.Groups.FirstOrDefault(g => g.Id is not null && g.Id == before?.Id) ?? (unnamed.TryDequeue(out var next) ? next : null);
            groups.Add(new(before?.Id ?? Ids.New("fg", context.Time), lines, [], chosen?.SelectedOptionId));
        }

        return groups;
    }

    private static IReadOnlyList<string> IdsOf(IEnumerable<PricedLine> lines) => [.. lines.Select(l => l.Item.Id)];

    private sealed record FoundDestinations(IReadOnlyList<Destination> Destinations, IReadOnlyDictionary<string, string> Renamed);

    private static Result<FoundDestinations> Destinations(MethodRequest request, FulfilmentMethod? before, MethodContext context, string path)
    {
        var renamed = new Dictionary<string, string>();
        if (request.Type == "pickup")
        {
            return new FoundDestinations([.. context.Shop.Locations.Where(l => l.Pickup)
                .Select(l => new Destination(l.Id, new Address(l.Id, Street: l.Street, City: l.City, PostalCode: l.PostalCode, Country: l.Country ?? context.Shop.Country), l.Name))], renamed);
        }

        var saved = context.Saved.Where(a => a.Id is not null).Select(a => new Destination(a.Id!, a)).ToList();
        var present = (before?.Type == "shipping" ? before.Destinations : []).Where(d => !saved.Exists(s => s.Id == d.Id || s.Address.SamePlace(d.Address))).ToList();
        if (request.Destinations.Count == 0) return new FoundDestinations([.. saved, .. present], renamed);
        if (request.Destinations.Count > MostDestinations) return new Refusal(RefusalKind.Invalid, "too_many_destinations", Wording.TooMany(context.Language, "destinations", MostDestinations), $"{path}.destinations");

        var destinations = new List<Destination>();
        for (var i = 0; i < request.Destinations.Count; i++)
        {
            if (InputLimits.Check(request.Destinations[i], $"{path}.destinations[{i}]", context.Language) is { } refusal) return refusal;
            var address = InputLimits.Clean(request.Destinations[i]);
            var known = saved.Concat(present).Concat(destinations).FirstOrDefault(d => IsOnlyId(address) ? d.Id == address.Id : d.Address.SamePlace(WithCountry(address, context.Shop)));
            if (known is null && IsOnlyId(address)) return new Refusal(RefusalKind.Invalid, "not_found", Wording.UnknownDestination(context.Language, address.Id!), $"{path}.destinations[{i}].id");
            var taken = saved.Exists(s => s.Id == address.Id) || destinations.Exists(d => d.Id == address.Id);
            var id = known?.Id ?? (address.Id is null || taken ? Ids.New("addr", context.Time) : address.Id);
            if (address.Id is not null) renamed[address.Id] = id;
            if (destinations.Exists(d => d.Id == id)) continue;
            destinations.Add(known is not null && IsOnlyId(address) ? known : new(id, WithCountry(address, context.Shop) with { Id = id }));
        }

        return new FoundDestinations(destinations, renamed);
    }

    private static bool IsOnlyId(Address a) => a.Id is not null && a == new Address(a.Id);

    private static Address WithCountry(Address address, Shop shop) => address with { Country = address.Country ?? shop.Country };

    private static MethodRequest Keep(FulfilmentMethod m) =>
        new(m.Id, m.Type, m.LineIds, [.. m.Destinations.Select(d => d.Address with { Id = d.Id })], m.SelectedDestinationId, [.. m.Groups.Select(g => new GroupRequest(g.Id, g.SelectedOptionId))]);
}
