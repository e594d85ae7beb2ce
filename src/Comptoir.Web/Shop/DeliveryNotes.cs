using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Rules;
using Comptoir.Web.Layout;

namespace Comptoir.Web.ShopPages;

/// <summary>What delivery costs and how long it takes where the visitor is, before anything is in the cart.</summary>
internal static class DeliveryNotes
{
    public static IReadOnlyList<DeliveryNote> For(SellingRules rules, Visit visit)
    {
        var reachable = rules.Shipping.Where(r => r.Countries.Count == 0 || r.Countries.Contains(visit.Country));
        return
        [
            .. reachable.GroupBy(r => (r.Type, r.ServiceLevel))
                .Select(level => level.FirstOrDefault(r => r.Countries.Count > 0) ?? level.First())
                .OrderBy(r => r.Type == "pickup").ThenBy(r => r.Price)
                .Take(4)
                .Select(r => Note(r, visit)),
        ];
    }

    private static DeliveryNote Note(ShippingRate rate, Visit visit)
    {
        string Write(long amount) => new Money(amount, visit.Shop.Currency).Format(visit.Language);
        var price = rate.Price == 0 ? visit.Texts.Free : Write(rate.Price);
        return new DeliveryNote(rate.Type, visit.Texts.DeliveryFrom(rate.Title.In(visit.Language), price, rate.FreeFrom is { } from ? Write(from) : null), visit.Texts.Days(rate.MinDays, rate.MaxDays));
    }
}

/// <param name="Type">shipping or pickup.</param>
/// <param name="Time">Empty when nothing is promised.</param>
public sealed record DeliveryNote(string Type, string Text, string Time);
