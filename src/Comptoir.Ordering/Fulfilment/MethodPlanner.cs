using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;

namespace Comptoir.Ordering.Fulfilment;

/// <param name="Saved">Addresses of the known customer, offered as destinations.</param>
internal sealed record MethodContext(Shop Shop, IReadOnlyList<LineItem> Lines, IReadOnlyList<FulfilmentMethod> Present, IReadOnlyList<Address> Saved, bool ForPerson, string Language, TimeProvider Time);

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
        var methods = new List<FulfilmentMethod>();
        for (var i = 0; i < requests.Count; i++)
        {
            var (request, path) = (requests[i], $"$.fulfillment.methods[{i}]");
            if (request.Type is not ("shipping" or "pickup")) return new Refusal(RefusalKind.Invalid, "invalid_fulfillment_type", Wording.UnknownMethod(context.Language), $"{path}.type");
            var before = context.Present.FirstOrDefault(p => p.Id == request.Id)
                ?? context.Present.FirstOrDefault(p => p.Type == request.Type && !methods.Exists(m => m.Id == p.Id) && !requests.Any(r => r.Id == p.Id));
            var lines = context.Lines.Where(l => !claimedLines.Contains(l.Id) && (request.LineIds is null || request.LineIds.Contains(l.Id) || request.LineIds.Contains(l.ItemId))).Select(l => l.Id).ToList();
            claimedLines.UnionWith(lines);

            var found = Destinations(request, before, context, path);
            if (!found.Ok) return found.Refusal;
            var (destinations, renamed) = found.Value;
            var wanted = request.SelectedDestinationId is { } id ? renamed.GetValueOrDefault(id, id) : context.ForPerson ? destinations.FirstOrDefault()?.Id : null;
            if (wanted is not null && !destinations.Any(d => d.Id == wanted))
                return new Refusal(RefusalKind.Invalid, "not_found", Wording.UnknownDestination(context.Language, wanted), $"{path}.selected_destination_id");

            var group = new FulfilmentGroup(before?.Groups.FirstOrDefault()?.Id ?? Ids.New("fg", context.Time), lines, [], request.Groups.FirstOrDefault(g => g.SelectedOptionId is not null)?.SelectedOptionId);
            methods.Add(new(before?.Id ?? Ids.New("fm", context.Time), request.Type, lines, destinations, wanted, [group]));
        }

        // lines that no method names travel with the first one; a method left without lines is dropped
        var rest = context.Lines.Select(l => l.Id).Where(id => !claimedLines.Contains(id)).ToList();
        if (rest.Count > 0) methods[0] = WithLines(methods[0], [.. methods[0].LineIds, .. rest]);
        return new(methods.Count > 1 ? [.. methods.Where((m, i) => m.LineIds.Count > 0 || i == 0)] : methods, null);
    }

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

    private static FulfilmentMethod WithLines(FulfilmentMethod method, IReadOnlyList<string> lines) =>
        method with { LineIds = lines, Groups = [.. method.Groups.Select(g => g with { LineIds = lines })] };

    private static MethodRequest Keep(FulfilmentMethod m) =>
        new(m.Id, m.Type, m.LineIds, [.. m.Destinations.Select(d => d.Address with { Id = d.Id })], m.SelectedDestinationId, [.. m.Groups.Select(g => new GroupRequest(g.Id, g.SelectedOptionId))]);
}
