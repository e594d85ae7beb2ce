using Comptoir.Catalog.Products;

namespace Comptoir.Agent.Tests.Dialogue;

/// <summary>Finding, refining and pointing, over several turns.</summary>
public sealed class FindingTests(DemoShop shop) : IClassFixture<DemoShop>
{
    [Fact]
    public async Task Only_the_first_reply_says_that_it_is_automated()
    {
        var talk = shop.Talk("en");
        (await talk.Say("table lamp")).Text.ShouldContain("automated assistant");
        (await talk.Say("cheaper")).Text.ShouldNotContain("automated assistant");
    }

    [Theory]
    [InlineData("en", "table lamp", "cheaper", "Cheaper than")]
    [InlineData("fr", "lampe de table", "moins cher", "À moins de")]
    public async Task Cheaper_lists_only_what_is_below_the_price_it_names(string language, string first, string then, string says)
    {
        var talk = shop.Talk(language);
        await talk.Say(first);
        var before = talk.Block<ProductsBlock>().Products.Select(p => p.Price.Amount).Order().ToList();
        await talk.Say(then);

        talk.Last.Text.ShouldStartWith(says);
        var median = before[(before.Count - 1) / 2];
        talk.Block<ProductsBlock>().Products.ShouldAllBe(p => p.Price.Amount < median);
    }

    [Fact]
    public async Task When_nothing_is_cheaper_it_says_so_and_shows_the_cheapest()
    {
        var talk = shop.Talk("en");
        await talk.Say("tent");
        for (var i = 0; i < 8 && !talk.Last.Text.StartsWith("Nothing cheaper", StringComparison.Ordinal); i++) await talk.Say("cheaper");

        talk.Last.Text.ShouldStartWith("Nothing cheaper");
        talk.Block<ProductsBlock>().Products[0].Price.Amount.ShouldBe(talk.Block<ProductsBlock>().Products.Min(p => p.Price.Amount));
    }

    [Fact]
    public async Task A_chip_takes_its_constraint_away()
    {
        var talk = shop.Talk("en");
        await talk.Say("a waterproof jacket under 60 euros");
        var limited = talk.Block<ProductsBlock>();
        await talk.Tap(limited.Chips.First(c => c.Action == "drop:price").Action);

        talk.Block<ProductsBlock>().Chips.ShouldNotContain(c => c.Action == "drop:price");
        talk.Block<ProductsBlock>().Total.ShouldBeGreaterThan(limited.Total);
    }

    [Fact]
    public async Task A_refinement_keeps_what_was_said_before()
    {
        var talk = shop.Talk("fr");
        await talk.Say("un cadeau pour ma mère");
        await talk.Say("à moins de 20 €");
        await talk.Say("pas en cuir");

        var block = talk.Block<ProductsBlock>();
        block.Products.ShouldAllBe(p => p.Price.Amount <= 2000);
        block.Chips.Select(c => c.Action).ShouldContain("drop:price");
        block.Chips.Select(c => c.Action).ShouldContain("drop:audience");
        block.Chips.ShouldContain(c => c.Action.StartsWith("drop:not:"));
    }

    [Fact]
    public async Task What_cannot_be_met_is_said_and_can_be_loosened()
    {
        var talk = shop.Talk("en");
        await talk.Say("tent under 10 euros");

        talk.Last.Text.ShouldContain("under €10");
        talk.Last.QuickReplies.ShouldContain(q => q.Action == "without:price");
        await talk.Tap("without:price");
        talk.Block<ProductsBlock>().Products.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_second_one_is_the_second_of_the_last_list()
    {
        var talk = shop.Talk("fr");
        await talk.Say("je cherche une lampe");
        var second = talk.Block<ProductsBlock>().Products[1];
        await talk.Say("le deuxième");

        talk.Block<ProductsBlock>().Products.ShouldHaveSingleItem().ProductId.ShouldBe(second.ProductId);
        talk.Last.Text.ShouldContain(second.Price.Format("fr"));
    }

    [Fact]
    public async Task More_goes_on_where_the_list_ended()
    {
        var talk = shop.Talk("en");
        await talk.Say("a gift for a child");
        var first = talk.Block<ProductsBlock>().Products.Select(p => p.ProductId).ToList();
        await talk.Say("show me others");

        talk.Block<ProductsBlock>().Products.Select(p => p.ProductId).Intersect(first).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_in_another_colour_is_that_variant_and_is_added_as_said()
    {
        var (product, color) = WithColours();
        var label = product.Options[0].Values.First(v => v.Id == color).Label.In("fr");
        var talk = shop.Talk("fr");
        await talk.Tap("show:" + product.Id);
        await talk.Say($"le même en {label}");
        var shown = talk.Block<ProductsBlock>().Products.ShouldHaveSingleItem();
        shown.VariantLabel!.ShouldContain(label);
        await talk.Say("je le prends");

        talk.Block<CartBlock>().Cart.Lines.ShouldHaveSingleItem().VariantId.ShouldBe(shown.VariantId);
    }

    [Fact]
    public async Task A_missing_option_is_asked_for_and_may_be_answered_in_words()
    {
        var (product, color) = WithColours();
        var talk = shop.Talk("en");
        await talk.Tap("add:" + product.Id);
        talk.Last.Text.ShouldStartWith("Which");
        talk.Last.QuickReplies.ShouldContain(q => q.Action == "option:" + color);
        await talk.Say("the " + product.Options[0].Values.First(v => v.Id == color).Label.In("en") + " one please");

        talk.Block<CartBlock>().Cart.Lines.ShouldHaveSingleItem().VariantLabel!.ShouldContain(product.Options[0].Values.First(v => v.Id == color).Label.In("en"));
    }

    [Fact]
    public async Task It_is_the_product_of_the_page()
    {
        var product = shop.Search.Products(shop.Shop.Id).First(p => p.Attributes.ContainsKey("material"));
        var talk = shop.Talk("en");
        talk.PageProductId = product.Id;
        await talk.Say("what is it made of?");

        talk.Last.Text.ShouldStartWith(product.Title.In("en"));
        talk.Last.Text.ShouldContain("material");
    }

    [Fact]
    public async Task A_question_that_the_catalogue_does_not_answer_is_not_answered()
    {
        var product = shop.Search.Products(shop.Shop.Id).First(p => p.Id.StartsWith("toys-", StringComparison.Ordinal));
        var talk = shop.Talk("en");
        talk.PageProductId = product.Id;
        await talk.Say("does it have a parachute?");

        talk.Last.Text.ShouldStartWith("That is not stated");
    }

    [Fact]
    public async Task Two_products_are_compared_row_by_row()
    {
        var talk = shop.Talk("en");
        await talk.Say("table lamp");
        var products = talk.Block<ProductsBlock>().Products;
        await talk.Say("compare the first two");

        talk.Block<ComparisonBlock>().Comparison.Products.Select(p => p.ProductId).ShouldBe(products.Take(2).Select(p => p.ProductId));
        talk.Block<ComparisonBlock>().Comparison.Rows.Select(r => r.Differs).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task After_two_sentences_that_mean_nothing_a_person_is_offered()
    {
        var talk = shop.Talk("en");
        await talk.Say("qwzx pfff grmbl");
        talk.Last.Text.ShouldNotContain("bonjour@maison-tilleul.example");
        await talk.Say("xkcd zzzz wqwq");

        talk.Last.Text.ShouldContain("bonjour@maison-tilleul.example");
        talk.Last.QuickReplies.ShouldContain(q => q.Action == "human");
        await talk.Say("table lamp");
        (await talk.State()).Misses.ShouldBe(0);
    }

    [Theory]
    [InlineData("en", "I want to speak to a real person")]
    [InlineData("fr", "passez-moi un conseiller")]
    public async Task A_person_is_named_at_once(string language, string text) =>
        (await shop.Talk(language).Say(text)).Text.ShouldContain("bonjour@maison-tilleul.example");

    [Fact]
    public async Task The_reply_is_in_the_language_of_the_sentence()
    {
        var talk = shop.Talk("en");
        await talk.Say("je cherche une lampe pour le salon");
        talk.Last.Text.ShouldContain("produits");
        await talk.Say("cheaper");
        talk.Last.Text.ShouldStartWith("Cheaper than");
    }

    [Theory]
    [InlineData("en", "I'm allergic to nuts, which chocolate can I eat?", "nuts")]
    [InlineData("en", "biscuits for my son who is allergic to gluten", "gluten")]
    [InlineData("fr", "je suis allergique au gluten, quels biscuits puis-je manger ?", "gluten")]
    [InlineData("fr", "du chocolat sans fruits à coque", "nuts")]
    public async Task What_somebody_is_allergic_to_is_forbidden_and_the_packaging_is_pointed_at(string language, string text, string allergen)
    {
        var talk = shop.Talk(language);
        await talk.Say(text);

        talk.Last.Text.ShouldContain(language == "en" ? "check the ingredients" : "vérifiez les ingrédients");
        foreach (var card in talk.Block<ProductsBlock>().Products)
            (shop.Search.FindProduct(shop.Shop.Id, card.ProductId)!.Attributes.GetValueOrDefault("allergens") as EnumerationValue)?.Ids.ShouldNotContain(allergen, card.Title);
    }

    [Fact]
    public async Task When_unsure_it_offers_buttons_that_work()
    {
        var talk = shop.Talk("en");
        await talk.Say("my order");
        talk.Last.QuickReplies.Count.ShouldBe(3);
        foreach (var button in talk.Last.QuickReplies)
        {
            var other = shop.Talk("en");
            await other.Tap(button.Action);
            (await other.Commands()).ShouldNotContain("NotUnderstood");
        }
    }

    [Fact]
    public async Task Every_button_that_is_offered_is_understood()
    {
        foreach (var language in new[] { "en", "fr" })
        {
            var talk = shop.Talk(language);
            foreach (var text in new[] { "lamp", "help", "xyzzy qwqw", "first one", "tent under 3 euros", "lampe à 1 €", "where is my order?", "my parcel", "paper", "the second one", "what is it made of?" })
            {
                await talk.Say(text);
                foreach (var button in talk.Last.QuickReplies.Concat(talk.Last.Blocks.OfType<ProductsBlock>().SelectMany(b => b.Chips)))
                    Comptoir.Agent.Guardrails.ActionReader.Read(button.Action).ShouldNotBeOfType<Comptoir.Agent.Dialogue.NotUnderstood>(button.Action);
            }
        }
    }

    [Fact]
    public async Task The_thing_itself_is_kept_rather_than_the_wishes_around_it()
    {
        var talk = shop.Talk("en");
        await talk.Say("headphones for a teenager under 30");

        talk.Block<ProductsBlock>().Products.ShouldAllBe(p => p.Title.Contains("headphones"));
        talk.Last.Text.ShouldContain("for teenagers");
    }

    [Fact]
    public async Task A_long_conversation_stays_small()
    {
        var talk = shop.Talk("en");
        for (var i = 0; i < 15; i++)
        {
            await talk.Say($"a gift for a child under {20 + i} euros, not leather, not pink, without sugar " + new string('x', 1_500));
            await talk.Say("show me others");
        }

        (await talk.Stored()).State.Length.ShouldBeLessThan(12_000);
    }

    private (Product Product, string Color) WithColours()
    {
        var product = shop.Search.Products(shop.Shop.Id).OrderBy(p => p.Id).First(p => p.Options.Count == 1 && p.Options[0].Id == "color" && p.Options[0].Values.Count > 2
            && p.Variants.All(v => shop.Search.Available(shop.Shop.Id, v.Id) > 2) && p.Options[0].Values[1].Label.In("fr").Split(' ').Length == 1 && p.Options[0].Values[1].Id is "green" or "blue" or "red" or "yellow" or "white" or "black");
        return (product, product.Options[0].Values[1].Id);
    }
}
