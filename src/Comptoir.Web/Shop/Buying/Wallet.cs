using Comptoir.Ordering.Attempts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.GiftCards;
using Comptoir.Ordering.Payments;
using Comptoir.Web.Layout;
using Comptoir.Web.Security;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.ShopPages.Buying;

/// <summary>
/// The gift cards and the store credit that a buyer put on a checkout. They are kept in a cookie of that checkout's page alone: a code is
/// money, so it is stored nowhere else until the order is paid.
/// </summary>
internal sealed class Wallets(GiftCardService cards, StoreCreditProvider credit, IAttemptStore attempts, TimeProvider time)
{
    private const int MostCards = 4;
    private const int Tries = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly AttemptLimit _limit = new(attempts, time, "gift_card", Tries, Pause);

    /// <summary>What was put on the checkout, and what each pays of its total: in the order in which they were added, as completion charges them.</summary>
    public async Task<Wallet> OpenAsync(HttpContext http, Visit visit, Checkout checkout, CancellationToken ct)
    {
        var held = new List<HeldMeans>();
        var left = checkout.Totals.Total;
        var balance = visit.Customer is { } customer ? await credit.BalanceAsync(visit.Shop.Id, customer.Id, checkout.Currency, ct) : 0;
        foreach (var entry in Entries(http))
        {
            if (entry == Wallet.StoreCredit)
            {
                if (balance > 0) Hold(new(Wallet.StoreCredit, balance, 0, credit.InstrumentFor(visit.Shop.Id, visit.Customer!.Id)));
            }
            else if (await cards.FindAsync(visit.Shop.Id, entry, ct) is var (card, worth) && card.Currency == checkout.Currency && worth > 0 && Usable(card))
            {
                Hold(new(NameOf(entry), worth, 0, GiftCardProvider.Instrument(entry) with { Id = card.Id }));
            }
        }

        return new(held, balance, left);

        void Hold(HeldMeans means)
        {
            var pays = Math.Min(left, means.Balance);
            held.Add(means with { Pays = pays });
            left -= pays;
        }
    }

    /// <summary>Adds a card; what is wrong with it, or null.</summary>
    public async Task<string?> AddAsync(HttpContext http, Visit visit, Checkout checkout, string code, CancellationToken ct)
    {
        var texts = visit.Texts;
        if (!await _limit.TryAsync("", CallerAddress.Of(http), ct)) return texts.TooManyTries;
        var clean = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (await cards.FindAsync(visit.Shop.Id, clean, ct) is not var (card, balance)) return texts.GiftCardUnknown;
        if (!Usable(card) || card.Currency != checkout.Currency) return texts.GiftCardUnusable;
        if (balance <= 0) return texts.GiftCardEmpty;
        var entries = Entries(http);
        if (entries.Count(e => e != Wallet.StoreCredit) >= MostCards) return texts.GiftCardsEnough(MostCards);
        if ((await OpenAsync(http, visit, checkout, ct)).Held.All(h => h.Instrument.Id != card.Id)) Keep(http, checkout, [.. entries, clean]);
        return null;
    }

    public void AddCredit(HttpContext http, Checkout checkout) => Keep(http, checkout, [.. Entries(http).Where(e => e != Wallet.StoreCredit), Wallet.StoreCredit]);

    /// <param name="name">See <see cref="HeldMeans.Name"/>.</param>
    public void Drop(HttpContext http, Checkout checkout, string name) =>
        Keep(http, checkout, [.. Entries(http).Where(e => NameOf(e) != name)]);

    /// <summary>Nothing is kept once the checkout is paid.</summary>
    public static void Clear(HttpContext http, Checkout checkout) => Keep(http, checkout, []);

    private static string NameOf(string entry) => entry == Wallet.StoreCredit ? entry : entry[^Math.Min(4, entry.Length)..];

    private bool Usable(GiftCard card) => card.Active && !(card.ExpiresAt <= time.GetUtcNow());

    private static IReadOnlyList<string> Entries(HttpContext http) => [.. (Cookies.Get(http, Cookies.Means) ?? "").Split('-', StringSplitOptions.RemoveEmptyEntries).Take(MostCards + 1)];

    private static void Keep(HttpContext http, Checkout checkout, IReadOnlyList<string> entries)
    {
        var path = "/checkout/" + checkout.Id;
        if (entries.Count > 0) Cookies.Set(http, Cookies.Means, string.Join('-', entries), checkout.ExpiresAt - checkout.CreatedAt, path);
        else Cookies.Remove(http, Cookies.Means, path);
    }
}

/// <param name="Held">In the order in which they pay.</param>
/// <param name="Credit">The signed-in customer's store credit, minor units; 0: none, or nobody is signed in.</param>
/// <param name="Rest">What a card has to pay, minor units.</param>
public sealed record Wallet(IReadOnlyList<HeldMeans> Held, long Credit, long Rest)
{
    public const string StoreCredit = "credit";

    /// <summary>There is store credit that was not put on the checkout yet.</summary>
    public bool OffersCredit => Credit > 0 && Rest > 0 && Held.All(h => h.Name != StoreCredit);
}

/// <summary>A balance that pays.</summary>
/// <param name="Name">Last characters of a card's code, or <see cref="Wallet.StoreCredit"/>.</param>
/// <param name="Balance">Minor units on it before paying.</param>
/// <param name="Pays">Minor units of this checkout that it pays.</param>
public sealed record HeldMeans(string Name, long Balance, long Pays, PaymentInstrument Instrument);
