using Comptoir.Catalog.Offers;
using Comptoir.Ordering.Carts;

namespace Comptoir.Ordering.Discounts;

/// <param name="Applied">Discounts with an effect on lines, in the order in which they were taken.</param>
/// <param name="ByLine">Minor units off each line, in the order of the lines.</param>
/// <param name="FreeShipping">Promotions that make shipping free, best first.</param>
internal sealed record DiscountResult(IReadOnlyList<AppliedDiscount> Applied, IReadOnlyList<long> ByLine, IReadOnlyList<Promotion> FreeShipping, IReadOnlyList<Message> Warnings)
{
    public long Items => Applied.Where(d => d.Method == "each").Sum(d => d.Amount);

    public long Order => Applied.Where(d => d.Method != "each").Sum(d => d.Amount);
}

/// <summary>
/// Which promotions apply and what each takes off. By priority, then automatic ones, then codes in the order they were given; each
/// sees what the earlier ones left. A percentage limited to some items is taken line by line (<c>each</c>, an items discount);
/// everything else is taken once and spread by share (<c>across</c>). The least subtotal counts before discounts.
/// </summary>
internal static class DiscountCalculator
{
    public static DiscountResult Apply(IReadOnlyList<PricedLine> lines, IReadOnlyList<Promotion> promotions, IReadOnlyList<string> codes, DateTimeOffset now, string currency, string language, IReadOnlyList<string>? claims = null)
    {
        promotions = [.. promotions.Where(p => p.Claim is null || (claims ?? []).Contains(p.Claim))];
        var subtotal = lines.Sum(l => l.Item.Subtotal);
        var warnings = new List<Message>();
        var accepted = AcceptCodes(lines, subtotal, promotions, codes, now, currency, language, warnings);
        var automatic = promotions.Where(p => p.Code is null && Obstacle(p, lines, subtotal, now) is null && (p.Combinable || accepted.Count == 0));
        var ordered = automatic.Concat(accepted).Select((p, i) => (p, i)).OrderBy(x => x.p.Priority).ThenBy(x => x.i).Select(x => x.p).ToList();

        var left = lines.Select(l => l.Item.Subtotal).ToArray();
        var applied = new List<AppliedDiscount>();
        foreach (var promotion in ordered.Where(p => p.Type != PromotionType.FreeShipping))
        {
            var weights = left.Select((amount, i) => IsEligible(promotion, lines[i]) ? amount : 0).ToArray();
            var each = promotion.Type == PromotionType.Percentage && promotion.EligibleIds.Count > 0;
            var percent = Math.Clamp(promotion.Value, 0, 100);
            var parts = each ? [.. weights.Select(w => Apportion.Round(w, percent, 100))]
                : Apportion.Split(promotion.Type == PromotionType.Percentage ? Apportion.Round(weights.Sum(), percent, 100) : Math.Clamp(promotion.Value, 0, weights.Sum()), weights);
            var amount = parts.Sum();
            if (amount == 0) continue;
            for (var i = 0; i < left.Length; i++) left[i] -= parts[i];
            applied.Add(new(promotion.Id, promotion.Code, promotion.Title.In(language), amount, promotion.Code is null, each ? "each" : "across", promotion.Priority,
                [.. parts.Select((part, i) => new Allocation(lines[i].Item.Id, part)).Where(a => a.Amount > 0)])
            {
                Claim = promotion.Claim,
                Provisional = promotion.Claim is not null,
            });
        }

        return new(applied, [.. lines.Select((l, i) => l.Item.Subtotal - left[i])], [.. ordered.Where(p => p.Type == PromotionType.FreeShipping)], warnings);
    }

    private static List<Promotion> AcceptCodes(IReadOnlyList<PricedLine> lines, long subtotal, IReadOnlyList<Promotion> promotions, IReadOnlyList<string> codes, DateTimeOffset now, string currency, string language, List<Message> warnings)
    {
        var accepted = new List<Promotion>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i];
            void Warn(string reason, string text) => warnings.Add(new("warning", reason, text, $"$.discounts.codes[{i}]"));

            if (!seen.Add(code))
            {
                Warn("discount_code_already_applied", Wording.CodeAlreadyApplied(language, code));
                continue;
            }

            var named = promotions.Where(p => string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase)).ToList();
            var promotion = named.FirstOrDefault(p => Obstacle(p, lines, subtotal, now) is null) ?? named.FirstOrDefault();
            switch (promotion is null ? "unknown" : Obstacle(promotion, lines, subtotal, now))
            {
                case null when accepted.Count > 0 && (!promotion!.Combinable || accepted.Exists(p => !p.Combinable)):
                    Warn("discount_code_combination_disallowed", Wording.CodeNotCombinable(language, code));
                    break;
                case null:
                    accepted.Add(promotion!);
                    break;
                case "expired":
                    Warn("discount_code_expired", Wording.CodeExpired(language, code));
                    break;
                case "minimum":
                    Warn("discount_code_invalid", Wording.CodeNeedsMinimum(language, code, Currencies.Format(promotion!.MinSubtotal!.Value, currency, language)));
                    break;
                case "items":
                    Warn("discount_code_invalid", Wording.CodeNotForTheseItems(language, code));
                    break;
                default:
                    Warn("discount_code_invalid", Wording.CodeInvalid(language, code));
                    break;
            }
        }

        return accepted;
    }

    private static string? Obstacle(Promotion p, IReadOnlyList<PricedLine> lines, long subtotal, DateTimeOffset now) =>
        !p.Active || p.StartsAt > now || p.Type is not (PromotionType.Percentage or PromotionType.FixedAmount or PromotionType.FreeShipping) ? "unknown"
        : p.EndsAt <= now ? "expired"
        : subtotal < p.MinSubtotal ? "minimum"
        : lines.Any(l => IsEligible(p, l)) ? null : "items";

    private static bool IsEligible(Promotion p, PricedLine line) => !line.Item.IsGiftCard && (p.EligibleIds.Count == 0 || p.EligibleIds.Any(id => line.Targets.Contains(id)));
}

internal static class PromotionType
{
    public const string Percentage = "percentage";
    public const string FixedAmount = "fixed_amount";
    public const string FreeShipping = "free_shipping";
}
