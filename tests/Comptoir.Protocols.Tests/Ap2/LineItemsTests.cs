using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ap2;

[Must("AP2", "mandates")]
public sealed class LineItemsTests
{
    [Theory]
    [InlineData("red|blue:1 socks:1", "red:1 socks:1", true)]
    [InlineData("red|blue:1 socks:1", "blue:1 socks:1", true)]
    [InlineData("red|blue:1 socks:1", "red:1 blue:1", false)]
    [InlineData("red|blue:1 socks:1", "red:1", false)]
    [InlineData("red|blue:1 socks:1", "socks:1", false)]
    [InlineData("red|blue:1 socks:1", "red:1 blue:1 socks:1", false)]
    [InlineData("red|blue:2", "red:1 blue:1", true)]
    [InlineData("red|blue:1 red:1", "red:1 blue:1", true)]
    [InlineData("red|blue:1 red:1", "blue:2", false)]
    [InlineData("red:1 red|blue:1 blue|green:1", "red:1 blue:1 green:1", true)]
    [InlineData("red:2", "red:3", false)]
    [InlineData("red:1", "", false)]
    [InlineData("red:0", "red:1", false)]
    public void A_cart_is_allowed_exactly_when_wishes_and_pieces_can_be_matched(string wishes, string cart, bool allowed) =>
        LineItemsConstraint.Allows(Constraint(wishes), Cart(cart)).ShouldBe(allowed);

    [Fact]
    public void The_flow_agrees_with_trying_every_assignment()
    {
        var chance = new Random(8785);
        string[] items = ["a", "b", "c"];
        for (var i = 0; i < 500; i++)
        {
            var wishes = Enumerable.Range(0, chance.Next(1, 4)).Select(_ => (Items: items.Where(_ => chance.Next(2) == 0).DefaultIfEmpty("a").ToArray(), Quantity: chance.Next(1, 3))).ToList();
            var pieces = Enumerable.Range(0, wishes.Sum(w => w.Quantity)).Select(_ => items[chance.Next(3)]).ToList();
            var text = string.Join(' ', wishes.Select(w => $"{string.Join('|', w.Items)}:{w.Quantity}"));
            var cart = string.Join(' ', pieces.GroupBy(p => p).Select(g => $"{g.Key}:{g.Count()}"));
            LineItemsConstraint.Allows(Constraint(text), Cart(cart)).ShouldBe(Assignable(wishes.SelectMany(w => Enumerable.Repeat(w.Items, w.Quantity)).ToList(), pieces), $"{text} / {cart}");
        }
    }

    private static bool Assignable(List<string[]> wishes, List<string> pieces)
    {
        if (wishes.Count == 0) return pieces.Count == 0;
        foreach (var piece in wishes[0].Intersect(pieces))
        {
            var left = pieces.ToList();
            left.Remove(piece);
            if (Assignable(wishes[1..], left)) return true;
        }

        return false;
    }

    private static JsonObject Constraint(string wishes) => new()
    {
        ["items"] = new JsonArray([.. wishes.Split(' ').Select(w => (JsonNode)new JsonObject
        {
            ["id"] = w,
            ["acceptable_items"] = new JsonArray([.. w.Split(':')[0].Split('|').Select(i => (JsonNode)new JsonObject { ["id"] = i })]),
            ["quantity"] = long.Parse(w.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture),
        })]),
    };

    private static Dictionary<string, long> Cart(string cart) =>
        cart.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(c => c.Split(':')[0], c => long.Parse(c.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
}
