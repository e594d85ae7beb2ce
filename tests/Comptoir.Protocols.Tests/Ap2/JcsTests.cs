using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Ap2;

[Must("UCP", "ap2-mandates")]
public sealed class JcsTests
{
    [Theory]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("-0", "0")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("3500", "3500")]
    public void A_number_is_written_as_ECMAScript_writes_it(string json, string canonical) =>
        Encoding.UTF8.GetString(Jcs.Bytes(JsonNode.Parse(json))).ShouldBe(canonical);

    [Fact]
    public void The_example_of_RFC_8785_comes_out_as_printed_there() => Encoding.UTF8.GetString(Jcs.Bytes(JsonNode.Parse("""
        { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false] }
        """))).ShouldBe("""{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");

    [Fact]
    public void Members_are_sorted_by_their_UTF_16_units() => Encoding.UTF8.GetString(Jcs.Bytes(JsonNode.Parse("""
        { "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis", "a": {}, "b": [] }
        """))).ShouldBe("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"a\":{},\"b\":[],\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}
