using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Fulfilment;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>What stands in the fields of the checkout page.</summary>
public sealed record CheckoutForm
{
    public const string Shipping = "shipping";
    public const string Pickup = "pickup";

    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string Method { get; init; } = Shipping;
    public string? Place { get; init; }
    public string? Street { get; init; }
    public string? Extended { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string Country { get; init; } = "";
    public string? Option { get; init; }
    public bool Newsletter { get; init; }
    public string? Card { get; init; }

    /// <summary>A gift card's code that was typed and not put on the checkout yet.</summary>
    public string? Gift { get; init; }

    public bool IsPickup => Method == Pickup;

    public static CheckoutForm Read(BoundedForm form) => new()
    {
        Email = form.Text("email", 254),
        Phone = form.Text("phone", 40),
        FirstName = form.Text("first", 100),
        LastName = form.Text("last", 100),
        Method = form.Text("method") == Pickup ? Pickup : Shipping,
        Place = form.Text("place", 100),
        Street = form.Text("street"),
        Extended = form.Text("extended"),
        PostalCode = form.Text("postal", 20),
        City = form.Text("city", 100),
        Region = form.Text("region", 100),
        Country = form.Text("country", 2)?.ToUpperInvariant() ?? "",
        Option = form.Text("option", 100),
        Newsletter = form.Ticked("newsletter"),
        Card = form.Text("card", 20),
        Gift = form.Text("gift", 40),
    };

    /// <summary>As the checkout stands; what it does not know is taken from the signed-in customer.</summary>
    public static CheckoutForm From(Checkout checkout, Visit visit)
    {
        var method = checkout.Fulfilment.FirstOrDefault();
        var destination = method?.Destinations.FirstOrDefault(d => d.Id == method.SelectedDestinationId)?.Address;
        var pickup = method?.Type == Pickup;
        var known = visit.Customer;
        var address = !pickup && destination?.Street is not null ? destination : known?.Addresses.FirstOrDefault() ?? destination;
        return new CheckoutForm
        {
            Email = checkout.Buyer?.Email ?? known?.Email,
            Phone = checkout.Buyer?.Phone,
            FirstName = checkout.Buyer?.FirstName ?? address?.FirstName ?? known?.FirstName,
            LastName = checkout.Buyer?.LastName ?? address?.LastName ?? known?.LastName,
            Method = pickup ? Pickup : Shipping,
            Place = pickup ? method!.SelectedDestinationId : null,
            Street = pickup ? null : address?.Street,
            Extended = pickup ? null : address?.Extended,
            PostalCode = pickup ? null : address?.PostalCode,
            City = pickup ? null : address?.City,
            Region = pickup ? null : address?.Region,
            Country = (pickup ? null : address?.Country) ?? checkout.Country ?? visit.Shop.Country,
            Option = method?.Groups.FirstOrDefault()?.SelectedOptionId,
            Newsletter = checkout.Buyer?.Consent?.Marketing ?? false,
        };
    }

    /// <summary>What is wrong, by field name. Fields that are merely empty are wrong only when paying.</summary>
    public IReadOnlyDictionary<string, string> Check(Texts texts, bool paying)
    {
        var wrong = new Dictionary<string, string>();
        if (Email is not null && !LooksLikeEmail(Email)) wrong["email"] = texts.BadEmail;
        if (!IsPickup && !(Country.Length == 2 && Country.All(char.IsAsciiLetterUpper))) wrong["country"] = texts.BadCountry;
        if (!paying) return wrong;
        if (Email is null) wrong["email"] = texts.Needed;
        if (LastName is null) wrong["last"] = texts.Needed;
        if (IsPickup) return wrong;
        if (Street is null) wrong["street"] = texts.Needed;
        if (PostalCode is null && Country is not ("IE" or "AE" or "HK")) wrong["postal"] = texts.Needed;
        if (City is null) wrong["city"] = texts.Needed;
        return wrong;
    }

    /// <summary>The checkout with what this form says.</summary>
    public CheckoutInput ToInput(Checkout checkout, Visit visit)
    {
        var place = Place ?? visit.Shop.Locations.FirstOrDefault(l => l.Pickup)?.Id;
        var group = new GroupRequest(null, Option);
        var method = IsPickup
            ? new MethodRequest(null, Pickup, null, [], place, [group])
            : new MethodRequest(null, Shipping, null, [new Address(null, FirstName, LastName, Street, Extended, City, Region, PostalCode, Country, Phone)], null, [group]);
        return CheckoutInput.From(checkout) with
        {
            Buyer = new Buyer(FirstName, LastName, Email, Phone, (checkout.Buyer?.Consent ?? new Consent()) with { Marketing = Newsletter }),
            Fulfilment = [method],
            SplitsGroups = false,
            Language = visit.Language,
        };
    }

    internal static bool LooksLikeEmail(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsWhiteSpace(c) || "<>()[]\\,;:\"".Contains(c)) && text.Split('@') is [{ Length: > 0 and <= 64 }, { Length: > 2 } domain]
        && domain.Contains('.') && domain[0] is not ('.' or '-') && domain[^1] is not ('.' or '-') && !domain.Contains("..", StringComparison.Ordinal);
}
