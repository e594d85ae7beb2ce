using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.ShopTools.Policies;

namespace Comptoir.ShopTools.Tests;

public sealed class AnswerPolicyTests
{
    private static readonly Policy[] Shop =
    [
        new("shipping", new LocalizedText("Shipping", "Livraison"), new LocalizedText(
            "We ship from Tours. Working days count from the day your parcel leaves us.\n\n| Destination | Price | Time |\n|---|---|---|\n| France, standard | 4.90 € | 2–4 working days |\n| European Union | 9.90 € | 4–7 days |\n\n**Pick-up.** Choose “Pick-up” and collect your order free of charge.",
            "Nous expédions depuis Tours. Les délais se comptent en jours ouvrés.\n\n| Destination | Prix | Délai |\n|---|---|---|\n| France, standard | 4,90 € | 2 à 4 jours ouvrés |\n| Union européenne | 9,90 € | 4 à 7 jours |\n\n**Retrait en boutique.** Venez chercher votre commande, sans frais.")),
        new("returns", new LocalizedText("Returns and refunds", "Retours et remboursements"), new LocalizedText(
            "You have **30 days** to send something back.\n\n**How to return**\n\n1. Write to us with your order number.\n2. Pack the items unused.\n\n**Refund.** We refund you within 14 days after the return has reached us.",
            "Vous avez **30 jours** pour nous renvoyer un article.\n\n**Comment faire**\n\n1. Écrivez-nous en indiquant votre numéro de commande.\n2. Emballez les articles non utilisés.\n\n**Remboursement.** Nous vous remboursons dans les 14 jours.")),
        new("warranty", new LocalizedText("Two-year guarantee", "Garantie de deux ans"), new LocalizedText(
            "All products are covered by the legal guarantee for two years.",
            "Tous les produits sont couverts par la garantie légale pendant deux ans.")),
        new("payment", new LocalizedText("Payment and prices", "Paiement et prix"), new LocalizedText(
            "**Prices.** All prices are in euros and include VAT.\n\n**Means of payment.** Those offered are shown when you pay: card and [PayPal](https://example.org).",
            "**Prix.** Tous les prix sont en euros, TVA comprise.\n\n**Moyens de paiement.** Ils s’affichent au moment de payer : carte et [PayPal](https://example.org).")),
        new("privacy", new LocalizedText("Privacy", "Vie privée"), new LocalizedText(
            "The shop sets a single cookie. You may ask to delete your data.",
            "La boutique ne dépose qu’un seul cookie. Vous pouvez demander la suppression de vos données.")),
    ];

    [Theory]
    [InlineData("en", "Can I send something back?", "returns", "30 days")]
    [InlineData("en", "when will I get my refund", "returns", "14 days")]
    [InlineData("en", "How much is shipping?", "shipping", "4.90")]
    [InlineData("en", "how long does delivery take", "shipping", "2–4 working days")]
    [InlineData("en", "can I collect it at the shop", "shipping", "free of charge")]
    [InlineData("en", "is there a warranty on your products", "warranty", "two years")]
    [InlineData("en", "can I pay by card?", "payment", "card and PayPal")]
    [InlineData("en", "what do you do with my data", "privacy", "delete your data")]
    [InlineData("fr", "Puis-je retourner un article ?", "returns", "30 jours")]
    [InlineData("fr", "quand est-ce que je serai remboursé", "returns", "14 jours")]
    [InlineData("fr", "Combien coûte la livraison en France ?", "shipping", "4,90")]
    [InlineData("fr", "quels sont les delais de livraison", "shipping", "ouvrés")]
    [InlineData("fr", "vos produits sont-ils garantis ?", "warranty", "deux ans")]
    [InlineData("fr", "quels moyens de paiement acceptez-vous", "payment", "carte et PayPal")]
    [InlineData("fr", "que faites-vous de mes données personnelles", "privacy", "suppression")]
    public void A_question_is_answered_with_the_passage_of_the_policy_that_speaks_of_it(string language, string question, string policy, string contains)
    {
        var passages = AnswerPolicy.Choose(Shop, question, language);

        passages.ShouldNotBeEmpty();
        passages[0].PolicyId.ShouldBe(policy);
        passages.Select(p => p.Text).ShouldContain(t => t.Contains(contains));
    }

    [Theory]
    [InlineData("the weather in Lisbon")]
    [InlineData("")]
    [InlineData("is the of and")]
    [InlineData("???")]
    public void A_question_about_something_else_has_no_answer(string question) => AnswerPolicy.Choose(Shop, question, "en").ShouldBeEmpty();

    [Fact]
    public void Passages_are_plain_text_that_still_reads_as_the_policy_says()
    {
        var texts = Shop.SelectMany(p => PolicyParagraphs.Of(p, "en")).Select(p => p.Text).ToList();

        texts.ShouldContain("You have 30 days to send something back.");
        texts.ShouldContain("Destination · Price · Time\nFrance, standard · 4.90 € · 2–4 working days\nEuropean Union · 9.90 € · 4–7 days");
        texts.ShouldContain("How to return. 1. Write to us with your order number.\n2. Pack the items unused.");
        texts.ShouldContain("Means of payment. Those offered are shown when you pay: card and PayPal.");
        texts.ShouldAllBe(t => !t.Contains("**") && !t.Contains("---"));
    }

    [Fact]
    public void A_hostile_question_is_only_words()
    {
        var hostile = new string('(', 5_000) + "<script>refund</script>" + "\0\uFFFF" + string.Concat(Enumerable.Repeat("return ", 2_000));

        Should.NotThrow(() => AnswerPolicy.Choose(Shop, hostile, "en"));
    }
}
