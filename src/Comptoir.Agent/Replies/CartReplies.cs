using Comptoir.Agent.Dialogue;
using Comptoir.Ordering.Carts;

namespace Comptoir.Agent.Replies;

/// <summary>Replies about the cart.</summary>
internal static class CartReplies
{
    public static Part Write(Audience a, CartOutcome o)
    {
        if (o.Cart is null || o.Cart.Lines.Count == 0) return Empty(a, o);
        var head = o.Change switch
        {
            CartChange.Added => a.In($"Added: {Times(o.Quantity)}{o.Title}.", $"Ajouté\u00a0: {Times(o.Quantity)}{o.Title}."),
            CartChange.QuantitySet => a.In($"{o.Title}: now {o.Quantity}.", $"{o.Title}\u00a0: {o.Quantity} maintenant."),
            CartChange.Removed => a.In($"Removed: {o.Title}.", $"Retiré\u00a0: {o.Title}."),
            CartChange.CodeApplied => a.In($"The code {o.Code} is applied: −{Discount(a, o.Cart)}.", $"Le code {o.Code} est appliqué\u00a0: −{Discount(a, o.Cart)}."),
            CartChange.CodeRefused => o.Title.Length > 0 ? o.Title : a.In($"The code {o.Code} does not apply to this cart.", $"Le code {o.Code} ne s’applique pas à ce panier."),
            _ => "",
        };
        var pieces = o.Cart.Lines.Sum(l => l.Quantity);
        var sum = a.In($"Your cart: {Wording.Items("en", pieces)}, {Total(a, o.Cart)}.", $"Votre panier\u00a0: {Wording.Items("fr", pieces)}, {Total(a, o.Cart)}.");
        var lines = o.Change == CartChange.Shown ? string.Concat(o.Cart.Lines.Take(12).Select(l => $"\n{l.Quantity} × {l.Title}{(l.VariantLabel is null ? "" : $" ({l.VariantLabel})")}, {Wording.Money(a.Language, l.Total, o.Cart.Currency)}")) : "";
        var problems = string.Concat(o.Cart.Messages.Where(m => m.Type is "error" or "warning" && o.Change != CartChange.CodeRefused).Take(3).Select(m => "\n" + m.Content));
        return Part.Of($"{head} {sum}".Trim() + lines + problems).With(new CartBlock(o.Cart)).And(Next(a, o.Change));
    }

    public static Part Short(Audience a, ShortOutcome o)
    {
        var title = o.Card.VariantLabel is null ? o.Card.Title : $"{o.Card.Title} ({o.Card.VariantLabel})";
        var inCart = o.InCart > 0 ? a.In($", and your cart already holds {o.InCart}", $", et votre panier en contient déjà {o.InCart}") : "";
        var text = o.Available <= 0
            ? a.In($"Sorry, {title} is out of stock.", $"Désolé, {title} est épuisé.")
            : a.In($"Only {o.Available} of {title} left{inCart}. I changed nothing.", $"Il ne reste que {o.Available} {title}{inCart}. Je n’ai rien changé.");
        return Part.Of(text, Buttons.Cart(a));
    }

    public static Part WhichLine(Audience a, WhichLineOutcome o) => o.Cart is not { Lines.Count: > 0 } cart
        ? Part.Of(a.In("Your cart is empty.", "Votre panier est vide."))
        : Part.Of(a.In("Which line do you mean?", "De quelle ligne parlez-vous\u202f?")).With(new CartBlock(cart))
            .And(cart.Lines.Take(6).Select(l => new QuickReply(a.In("Remove ", "Retirer ") + Bounded.Text(l.Title, 40), "remove:" + l.Id)));

    private static Part Empty(Audience a, CartOutcome o) => o.Change is CartChange.Emptied or CartChange.Removed
        ? Part.Of(a.In("Done: your cart is empty now.", "C’est fait\u00a0: votre panier est vide.")).With(o.Cart is null ? [] : [new CartBlock(o.Cart)])
        : Part.Of(a.In("Your cart is empty. Tell me what you are looking for.", "Votre panier est vide. Dites-moi ce que vous cherchez."));

    private static IEnumerable<QuickReply> Next(Audience a, CartChange change)
    {
        yield return Buttons.CheckOut(a);
        if (change != CartChange.Shown) yield return Buttons.Cart(a);
        else yield return new QuickReply(a.In("Empty the cart", "Vider le panier"), "empty");
    }

    private static string Times(int quantity) => quantity > 1 ? $"{quantity} × " : "";

    private static string Total(Audience a, Cart cart) => Wording.Money(a.Language, cart.Totals.Total, cart.Currency);

    private static string Discount(Audience a, Cart cart) => Wording.Money(a.Language, cart.Totals.ItemsDiscount + cart.Totals.Discount, cart.Currency);
}
