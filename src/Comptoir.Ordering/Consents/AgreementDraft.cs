using System.Globalization;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Idempotency;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Subscriptions;

namespace Comptoir.Ordering.Consents;

/// <summary>Makes the exact terms of a wish, with the words to show, or says what is wrong with it. Stores nothing but the checkout that gives today's total.</summary>
internal sealed class AgreementDraft(IOrderingStore store, ICustomerStore customers, ILiveCatalog catalog, MandatePurchase purchase, IEnumerable<IPaymentProvider> providers, TimeProvider time)
{
    public const int LongestDays = 365;
    private const int UsualDays = 90;

    public async Task<Result<Agreement>> MakeAsync(string shopId, PurchaseWish wish, MandatePurpose purpose, Caller caller, CancellationToken ct)
    {
        if (catalog.FindShop(shopId) is not { } shop) return new Refusal(RefusalKind.NotFound, "not_found", Wording.ShopNotFound(wish.Language));
        var language = Languages.Choose(wish.Language, shop);
        var rules = await store.GetRulesAsync(shopId, ct);
        if (Check(wish, rules.MaxQuantity, language) is { } wrong) return wrong;
        if (catalog.FindItem(shopId, wish.ItemId) is not { } item || item.Variant.Offer.Price.Currency != shop.Currency) return new Refusal(RefusalKind.Invalid, "not_found", Wording.ItemNotFound(language, wish.ItemId), "$.item");
        var offer = wish.Every is { } every ? SubscriptionOffer.Find(rules, item.Product, every) : null;
        if (purpose == MandatePurpose.Subscription && offer is null) return new Refusal(RefusalKind.Invalid, "not_offered", Wording.NoSubscription(language), "$.interval");
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var last = wish.Until ?? (purpose == MandatePurpose.BuyWhen ? today.AddDays(UsualDays) : null);
        if (last is { } day && (day < today || day > today.AddDays(LongestDays))) return new Refusal(RefusalKind.Invalid, "invalid_date", Wording.BadUntil(language, LongestDays), "$.until");
        if (providers.FirstOrDefault(p => p.HandlerId == wish.Instrument.HandlerId) is not { } provider || !rules.PaymentHandlers.Any(h => h.Id == wish.Instrument.HandlerId))
            return new Refusal(RefusalKind.Invalid, "unknown_payment_handler", Wording.HandlerUnknown(language, wish.Instrument.HandlerId), "$.payment");

        var owner = caller.CustomerId is { } id ? await customers.GetAsync(shopId, id, ct) : null;
        var terms = new MandateTerms
        {
            Purpose = purpose,
            CustomerId = owner?.Id,
            Email = owner?.Email ?? AddressBook.Key(wish.Buyer.Email!),
            Language = language,
            Text = "",
            Hash = "",
            AgreedAt = time.GetUtcNow(),
            Channel = caller.Channel,
            ProductId = item.Product.Id,
            VariantId = item.Variant.Id,
            Title = NameOf(item.Product, item.Variant, language),
            Currency = shop.Currency,
            HighestTotal = wish.HighestTotal ?? long.MaxValue,
            Pieces = wish.Pieces,
            MostUses = purpose == MandatePurpose.BuyWhen ? 1 : null,
            DaysBetween = wish.Every is { } interval && offer is not null ? interval.LeastDays : 0,
            Until = last is { } until ? new DateTimeOffset(until.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
            Payment = new(wish.Instrument.HandlerId, "", provider.Describe(wish.Instrument).Display ?? wish.Instrument.Display),
            Buyer = InputLimits.Clean(wish.Buyer)! with { Email = owner?.Email ?? AddressBook.Key(wish.Buyer.Email!), Consent = null },
            Address = InputLimits.Clean(wish.Address) with { Id = null },
        };
        var quote = await purchase.QuoteAsync(shopId, terms, wish.Pieces, offer?.Reduction(item.Variant.Id), caller, ct);
        if (!quote.Ok) return quote.Refusal;
        var total = quote.Value.Totals.Total;
        if (purpose == MandatePurpose.Subscription)
        {
            if (wish.HighestTotal < total) return new Refusal(RefusalKind.Invalid, "limit_below_total", Wording.LimitBelowToday(language, new Money(total, shop.Currency).Format(language)), "$.limit");
            terms = terms with { HighestTotal = wish.HighestTotal ?? total };
        }

        terms = terms with { Text = AgreementTexts.Write(terms, shop, wish.Every, offer?.NoticeDays ?? 0, total) };
        return new Agreement(terms with { Hash = HashOf(terms, wish) }, total, quote.Value.Messages.All(m => m.Type != "error"));
    }

    /// <summary>Title and form, <c>T-shirt (Blue / M)</c>.</summary>
    public static string NameOf(Product product, Variant variant, string language)
    {
        var title = product.Title.In(language);
        if (product.Variants.Count < 2 || variant.Options.Count == 0) return title;
        return $"{title} ({string.Join(" / ", variant.Options.Select(o => product.Options.FirstOrDefault(p => p.Id == o.OptionId)?.Values.FirstOrDefault(v => v.Id == o.ValueId)?.Label.In(language) ?? o.ValueId))})";
    }

    private static Refusal? Check(PurchaseWish wish, int maxQuantity, string language) =>
        wish.ItemId.Length > InputLimits.Text ? new(RefusalKind.Invalid, "not_found", Wording.ItemNotFound(language, wish.ItemId), "$.item")
        : wish.Pieces < 1 || wish.Pieces > maxQuantity ? new(RefusalKind.Invalid, "invalid_quantity", Wording.InvalidQuantity(language, wish.Pieces, maxQuantity), "$.pieces")
        : wish.HighestTotal is < 1 or > Carts.Apportion.Largest ? new(RefusalKind.Invalid, "invalid_limit", Wording.BadLimit(language), "$.limit")
        : string.IsNullOrWhiteSpace(wish.Buyer.Email) ? new(RefusalKind.Invalid, "invalid_email", Wording.InvalidEmail(language), "$.buyer.email")
        : InputLimits.Check(wish.Buyer, "$.buyer", language) ?? InputLimits.Check(wish.Address, "$.address", language) ?? Instruments.Check([wish.Instrument], language)
        ?? (wish.Address is { Street.Length: > 0, City.Length: > 0, Country.Length: > 0 } ? null : new Refusal(RefusalKind.Invalid, "field_required", Wording.AddressMissing(language), "$.address"));

    /// <summary>Over the words and every limit, in one canonical writing.</summary>
    private static string HashOf(MandateTerms terms, PurchaseWish wish) => RequestHash.Of(new JsonObject
    {
        ["text"] = terms.Text,
        ["nonce"] = wish.Nonce,
        ["purpose"] = terms.Purpose.ToString(),
        ["customer"] = terms.CustomerId,
        ["email"] = terms.Email,
        ["variant"] = terms.VariantId,
        ["currency"] = terms.Currency,
        ["highest"] = terms.HighestTotal,
        ["pieces"] = terms.Pieces,
        ["uses"] = terms.MostUses,
        ["days"] = terms.DaysBetween,
        ["every"] = wish.Every?.ToString(),
        ["until"] = terms.Until?.ToString("O", CultureInfo.InvariantCulture),
        ["handler"] = terms.Payment.HandlerId,
        ["digits"] = terms.Payment.Display?.LastDigits,
        ["to"] = $"{terms.Buyer.FullName}\n{terms.Buyer.Phone}\n{terms.Address}",
    });
}
