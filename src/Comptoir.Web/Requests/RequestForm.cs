using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering.Consents;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Subscriptions;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Comptoir.Web.ShopPages.Buying;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Requests;

/// <summary>What stands in the fields of the page on which a purchase or a subscription is agreed to.</summary>
public sealed record RequestForm
{
    public string Item { get; init; } = "";

    public int Pieces { get; init; } = 1;

    /// <summary>As typed.</summary>
    public string? Limit { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? Until { get; init; }

    /// <summary>Code of an interval; null: a purchase that waits for a price.</summary>
    public string? Every { get; init; }

    /// <summary>The subscription whose consent is given anew; null: a new request.</summary>
    public string? Renew { get; init; }

    public string? Key { get; init; }

    public string? Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Street { get; init; }

    public string? Extended { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string Country { get; init; } = "";

    public string? Card { get; init; }

    public string? Nonce { get; init; }

    public static RequestForm Read(BoundedForm form) => new()
    {
        Item = form.Text("item") ?? "",
        Pieces = form.Number("pieces") ?? 1,
        Limit = form.Text("limit", 20),
        Until = form.Text("until", 10),
        Every = form.Text("every", 3),
        Renew = form.Text("renew", 100),
        Key = form.Text("key", 100),
        Email = form.Text("email", 254),
        FirstName = form.Text("first", 100),
        LastName = form.Text("last", 100),
        Street = form.Text("street"),
        Extended = form.Text("extended"),
        PostalCode = form.Text("postal", 20),
        City = form.Text("city", 100),
        Region = form.Text("region", 100),
        Country = form.Text("country", 2)?.ToUpperInvariant() ?? "",
        Card = form.Text("card", 20),
        Nonce = form.Text("nonce", 64),
    };

    public static RequestForm From(IQueryCollection query, Visit visit)
    {
        string? Of(string name) => BoundedForm.Clean(query[name].FirstOrDefault(), 200);
        return new RequestForm
        {
            Item = Of("item") ?? "",
            Pieces = int.TryParse(Of("pieces"), NumberStyles.None, CultureInfo.InvariantCulture, out var pieces) ? pieces : 1,
            Limit = Of("limit"),
            Every = Of("every"),
            Email = visit.Customer?.Email,
        }.At(visit.Customer?.Addresses.FirstOrDefault() ?? new Address(FirstName: visit.Customer?.FirstName, LastName: visit.Customer?.LastName, Country: visit.Country));
    }

    public RequestForm At(Address a) => this with { FirstName = a.FirstName, LastName = a.LastName, Street = a.Street, Extended = a.Extended, PostalCode = a.PostalCode, City = a.City, Region = a.Region, Country = a.Country ?? "" };

    /// <summary>Null with what is wrong when a field cannot be read at all; everything else is judged where it is decided.</summary>
    public (PurchaseWish? Wish, string? Problem) ToWish(Visit visit, string mailBase, string nonce)
    {
        long? limit = null;
        if (Limit is not null && (limit = Amount(Limit, visit.Shop)) is null) return (null, visit.Texts.BadPrice);
        DateOnly? until = null;
        if (Until is not null)
        {
            if (!DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (null, visit.Texts.BadDay);
            until = day;
        }

        if (PayChoices.Instrument(Card) is not { } instrument) return (null, visit.Texts.ChooseCard);
        return (new PurchaseWish
        {
            ItemId = Item,
            Pieces = Pieces,
            HighestTotal = limit,
            Until = until,
            Every = Interval.Parse(Every),
            Buyer = new(FirstName, LastName, visit.Customer?.Email ?? Email),
            Address = new Address(null, FirstName, LastName, Street, Extended, City, Region, PostalCode, Country),
            Instrument = instrument,
            Language = visit.Language,
            Nonce = nonce,
            LinkBase = mailBase,
        }, null);
    }

    /// <summary>Minor units of what a shopper typed: <c>80</c>, <c>79,90 €</c>; null when it is no amount.</summary>
    public static long? Amount(string text, Shop shop)
    {
        var number = string.Concat(text.Where(c => char.IsAsciiDigit(c) || c is ',' or '.')).Replace(',', '.');
        return number.Length is > 0 and <= 15 && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? Currencies.FromMajor(value, shop.Currency) : null;
    }
}
