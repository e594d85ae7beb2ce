using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What UCP demands of totals, wherever they stand.</summary>
[Must("UCP", "totals")]
public sealed class TotalsRequirements(Tour tour) : IClassFixture<Tour>
{
    private static readonly string[] WellKnown = ["subtotal", "items_discount", "discount", "fulfillment", "tax", "fee", "total"];

    /// <summary>Of whole documents.</summary>
    private IEnumerable<JsonArray> Documents => tour.Checkouts.Concat(tour.Carts).Concat(tour.Orders).Select(d => d["totals"]!.AsArray());

    private IEnumerable<JsonArray> Lines => tour.Checkouts.Concat(tour.Carts).Concat(tour.Orders).SelectMany(d => Tour.Objects(d, "line_items")).Select(l => l["totals"]!.AsArray());

    private IEnumerable<JsonObject> Entries => Documents.Concat(Lines).SelectMany(t => t).OfType<JsonObject>();

    [Fact]
    public void Every_entry_has_a_type_and_a_whole_amount() => Entries.All(e =>
    {
        e.Text("type").ShouldNotBeNullOrEmpty();
        e["amount"]!.ToJsonString().ShouldMatch("^-?[0-9]+$");
    });

    [Fact]
    public void A_document_has_exactly_one_subtotal() => Documents.All(t => t.Count(e => e.Text("type") == "subtotal").ShouldBe(1));

    [Fact]
    public void A_document_has_exactly_one_total() => Documents.All(t => t.Count(e => e.Text("type") == "total").ShouldBe(1));

    [Fact]
    public void What_takes_away_is_below_zero() => Entries.Where(e => e.Text("type") is "discount" or "items_discount").All(e => e.Amount().ShouldBeLessThan(0));

    [Fact]
    public void What_adds_is_not_below_zero() => Entries.Where(e => e.Text("type") is "subtotal" or "fulfillment" or "tax" or "fee").All(e => e.Amount().ShouldBeGreaterThanOrEqualTo(0));

    [Fact]
    public void The_total_is_the_sum_of_the_rest() => Documents.All(t => t.Where(e => e.Text("type") != "total").Sum(e => e.Amount()).ShouldBe(t.Single(e => e.Text("type") == "total").Amount(), t.ToJsonString()));

    [Fact]
    public void An_entry_of_a_type_that_is_not_well_known_says_what_it_is() =>
        Entries.Where(e => !WellKnown.Contains(e.Text("type"))).ToList().ForEach(e => e.Text("display_text").ShouldNotBeNullOrEmpty());

    [Fact]
    public void Parts_of_an_entry_have_a_text_and_an_amount_and_add_up_to_it() => Entries.Where(e => e["lines"] is not null).All(e =>
    {
        Tour.Objects(e, "lines").All(l => l.ShouldHave("display_text", "amount"));
        Tour.Objects(e, "lines").Sum(l => l.Amount()).ShouldBe(e.Amount());
    });

    [Fact]
    public void The_subtotal_is_the_sum_of_what_the_lines_cost() => tour.Checkouts.Concat(tour.Carts).Where(d => Tour.Objects(d, "line_items").Any()).All(d =>
        Tour.Objects(d, "line_items").Sum(l => l["item"].Amount("price") * l.Amount("quantity")).ShouldBe(d["totals"]!.AsArray().Single(e => e.Text("type") == "subtotal").Amount()));
}
