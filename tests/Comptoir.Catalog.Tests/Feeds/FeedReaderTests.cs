using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Products;
using static Comptoir.Catalog.Tests.Feeds.FeedFiles;

namespace Comptoir.Catalog.Tests.Feeds;

public sealed class FeedReaderTests
{
    private const string Shopify =
        """
        Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src
        clay-pot,Clay Pot,"<p>Blown &amp; baked<br>by hand</p><script>alert(1)</script>",Potter,Outdoor,"Pot, Plants",true,Size,Regular,P-R,3,9.99,12.50,4006381333931,https://example.com/a.jpg
        clay-pot,,,,,,,,Large,P-L,0,15.99,,123,https://example.com/b.jpg
        lamp,Copper Lamp,Warm light,Potter,Indoor,,true,Title,Default Title,L1,2,59.99,75,,
        """;

    [Fact]
    public void Shopify_rows_with_one_handle_become_the_variants_of_one_product()
    {
        var (entries, problems, grown) = Read("p.csv", Shopify);
        entries.Count.ShouldBe(2);
        var pot = entries[0].Product;
        pot.Id.ShouldBe("clay-pot");
        pot.Variants.Select(v => v.Id).ShouldBe(["P-R", "P-L"]);
        pot.Variants[0].Offer.ShouldBe(new Offer(new Money(999, "EUR"), new Money(1250, "EUR")));
        pot.Variants[0].Gtin.ShouldBe("4006381333931");
        pot.Options.Single().Id.ShouldBe("size");
        pot.Options.Single().Values.Select(v => v.Label.ToString()).ShouldBe(["Regular", "Large"]);
        pot.Tags.ShouldBe(["Pot", "Plants"]);
        pot.Media.Select(m => m.Url).ShouldBe(["https://example.com/a.jpg", "https://example.com/b.jpg"]);
        entries[0].Stock.Select(s => s.OnHand).ShouldBe([3, 0]);
        entries[1].Product.Options.ShouldBeEmpty();
        grown!.Categories.Select(c => c.Id).ShouldBe(["outdoor", "indoor"]);
        var gtin = problems.Single();
        (gtin.Field, gtin.Line, gtin.Refused).ShouldBe(("gtin", 3, false));
    }

    [Fact]
    public void Markup_becomes_plain_text_and_scripts_vanish() =>
        Read("p.csv", Shopify).Entries[0].Product.Description.ToString().ShouldBe("Blown & baked\nby hand");

    [Fact]
    public void Markup_made_to_take_long_does_not_stop_the_rest_of_the_feed()
    {
        var (entries, _, _) = Read("p.csv", $"sku,title,price,description\na,Rose,3.00,\"{string.Concat(Enumerable.Repeat("<script", 60_000))}\"\nb,Tulip,2.00,Red\n");

        entries.Select(e => e.Product.Id).ShouldBe(["a", "b"]);
        entries[0].Product.Description.ToString().ShouldNotContain("<");
    }

    [Fact]
    public void Magento_configurables_take_their_simple_rows_as_variants()
    {
        const string csv =
            """
            sku,attribute_set_code,product_type,categories,name,description,product_online,price,special_price,url_key,base_image,additional_attributes,qty,configurable_variations
            H-S,Top,simple,"Default Category/Men/Tops",Hoodie-S,x,1,52,,hoodie-s,/h/s.jpg,"size=S",7,
            H-M,Top,simple,"Default Category/Men/Tops",Hoodie-M,x,1,52,40,hoodie-m,/h/m.jpg,"size=M",5,
            H,Top,configurable,"Default Category/Men,Default Category/Men/Tops/Hoodies",Hoodie,"<p>Warm</p>",1,52,,hoodie,/h/h.jpg,"climate=Cool|Cold,eco_collection=Yes,material=Cotton, brushed",0,"sku=H-S,size=S|sku=H-M,size=M"
            B,Bag,simple,"Default Category/Gear",Bag,y,1,10,,bag,,,3,
            """;
        var (entries, problems, grown) = Read("m.csv", csv, mediaBase: "https://cdn.example/media/");
        problems.ShouldBeEmpty();
        entries.Select(e => e.Product.Id).ShouldBe(["H", "B"]);
        var hoodie = entries[0].Product;
        hoodie.Variants.Select(v => v.Id).ShouldBe(["H-S", "H-M"]);
        hoodie.Variants[1].Offer.ShouldBe(new Offer(new Money(4000, "EUR"), new Money(5200, "EUR")));
        hoodie.Attributes["climate"].ShouldBe(new EnumerationValue("cool", "cold"));
        hoodie.Attributes["eco_collection"].ShouldBe(new BooleanValue(true));
        hoodie.Attributes["material"].ShouldBe(new EnumerationValue("cotton-brushed"));
        hoodie.CategoryId.ShouldBe("men-tops-hoodies");
        hoodie.Media[0].Url.ShouldBe("https://cdn.example/media/h/h.jpg");
        grown!.Categories.Single(c => c.Id == "men-tops-hoodies").ParentId.ShouldBe("men-tops");
        entries[0].Stock.Select(s => s.OnHand).ShouldBe([7, 5]);
    }

    [Fact]
    public void Half_broken_files_give_the_good_rows_and_name_the_bad_ones_by_line_and_field()
    {
        const string csv = "id;title;price;quantity\n1;Good;9,90;4\n2;;5;1\n3;No price;;1\n4;Negative;-3;1\n5;Words;cheap;1\n6;Too;1;2;3;4;5\n7;Digits;1.999;1\n8;Also good;1 234,50 €;-5\n";
        var (entries, problems, _) = Read("g.csv", csv);
        entries.Select(e => (e.Product.Id, e.Product.LowestPrice.Amount)).ShouldBe([("1", 990), ("8", 123450)]);
        problems.OrderBy(p => p.Line).Select(p => (p.Line, p.Field, p.Refused)).ShouldBe([(3, "title", true), (4, "price", true), (5, "price", true), (6, "price", true), (7, null, true), (8, "price", true), (9, "quantity", false)]);
    }

    [Fact]
    public void Json_lines_are_read_with_the_usual_names_and_broken_lines_are_listed()
    {
        const string lines =
            """
            {"id": 1, "title": {"en": "Cup", "fr": "Tasse"}, "price": 4.5, "stock": 3, "brand": "B", "category": "kitchen", "weight": 120, "dishwasher_safe": true, "images": ["https://e.x/1.png"], "reviews": [{"rating": 5, "comment": "Nice", "reviewerName": "A"}]}
            {"id": 2, "title": "Broken"
            [1]
            {"id": 3, "title": "Shirt", "variants": [{"sku": "S3", "price": "10", "options": {"color": "Blue"}}, {"sku": "S4", "price": "12", "options": {"color": "Red"}}]}
            """;
        var (entries, problems, _) = Read("p.jsonl", lines);
        entries.Select(e => e.Product.Id).ShouldBe(["1", "3"]);
        entries[0].Product.Title.In("fr").ShouldBe("Tasse");
        entries[0].Product.Attributes["weight"].ShouldBe(new NumberValue(120));
        entries[0].Product.Attributes["dishwasher_safe"].ShouldBe(new BooleanValue(true));
        entries[0].Reviews.Single().Text.ShouldBe("Nice");
        entries[1].Product.Variants.Select(v => v.Options.Single().ValueId).ShouldBe(["blue", "red"]);
        problems.Select(p => p.Line).ShouldBe([2, 3]);
    }

    [Theory]
    [InlineData("a.json", """[{"id":"x","name":"Y","price":1}]""")]
    [InlineData("a.json.gz", """{"products":[{"id":"x","name":"Y","price":1}],"total":1}""")]
    [InlineData("a.csv.gz", "id,name,price\nx,Y,1\n")]
    [InlineData("a.tsv", "id\tname\tprice\nx\tY\t1.00 EUR\n")]
    public void Every_container_gives_the_same_product(string name, string content)
    {
        var product = Read(name, content).Entries.Single().Product;
        (product.Id, product.Title.ToString(), product.LowestPrice.Amount).ShouldBe(("x", "Y", 100));
    }

    [Theory]
    [InlineData("a.xlsx", "x")]
    [InlineData("a.csv", "alpha,beta\n1,2\n")]
    [InlineData("a.json", "{")]
    [InlineData("a.json", "3")]
    public void Files_that_are_no_feed_are_refused_with_a_reason(string name, string content) =>
        Should.Throw<FeedFormatException>(() => Read(name, content)).Message.ShouldNotBeNullOrWhiteSpace();

    [Fact]
    public void Known_categories_and_values_are_used_again_whatever_language_names_them()
    {
        var shop = Shop with { Categories = [new("kitchen", new LocalizedText("Kitchen", "Cuisine"))] };
        var (entries, _, grown) = Read("c.csv", "id,name,price,category\n1,Tasse,2,Cuisine\n", shop);
        entries.Single().Product.CategoryId.ShouldBe("kitchen");
        grown.ShouldBeNull();
    }

    [Fact]
    public void Rows_of_one_item_group_are_variants()
    {
        var (entries, _, _) = Read("g.csv", "id,item_group_id,title,price,sale_price,color,size\na1,a,Shirt,20,15,Blue,M\na2,a,Shirt,20,,Red,M\nb,,Hat,9,,,\n");
        entries.Count.ShouldBe(2);
        entries[0].Product.Variants.Select(v => (v.Id, v.Offer.Price.Amount, v.Offer.ListPrice?.Amount)).ShouldBe([("a1", 1500, 2000L), ("a2", 2000, (long?)null)]);
        entries[0].Product.Options.Select(o => o.Id).ShouldBe(["color", "size"]);
    }

    [Fact]
    public void Products_with_the_same_long_title_get_different_handles()
    {
        var title = string.Join(' ', Enumerable.Repeat("very long title", 20));
        var (entries, _, _) = Read("h.csv", $"id,title,price\na1,{title},1\na2,{title},1\n");
        entries.Select(e => e.Product.Handle).Distinct().Count().ShouldBe(2);
        entries[0].Product.Handle.ShouldEndWith("a1");
    }
}
