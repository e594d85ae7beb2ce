using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Protocols.Mcp.Tools;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Mcp;

[Must("UCP", "mcp")]
public sealed class ToolListTests(McpShop shop) : IClassFixture<McpShop>
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a client receives is compared, so that what the SDK adds or drops is seen too.</summary>
    [Fact]
    public async Task Names_schemas_and_hints_of_the_tools_are_as_approved()
    {
        var (_, message) = await shop.PostAsync(McpCalls.Rpc("tools/list"));
        var now = message!["result"]!["tools"]!.ToJsonString(Pretty) + "\n";
        var approved = Path.Combine(Folder(), "tools.approved.json");
        var received = Path.Combine(Folder(), "tools.received.json");
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved) == now)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, now);
        Assert.Fail($"The tool list is not the approved one. Agents depend on it: look at the difference, and when it is meant, approve it with: mv {received} {approved}");
    }

    [Fact]
    public void The_thirteen_tools_of_UCP_come_first_and_in_their_order() =>
        ToolList.All.Select(t => t.Name).Take(13).ShouldBe(
        [
            "create_checkout", "get_checkout", "update_checkout", "complete_checkout", "cancel_checkout", "create_cart", "get_cart", "update_cart", "cancel_cart",
            "search_catalog", "lookup_catalog", "get_product", "get_order",
        ]);

    [Fact]
    public void Only_tools_that_change_nothing_say_that_they_only_read() =>
        ToolList.All.Where(t => t.Annotations!.ReadOnlyHint == true).Select(t => t.Name).ShouldBe(
            ["get_checkout", "get_cart", "search_catalog", "lookup_catalog", "get_product", "get_order", "search_shop_policies_and_faqs", "compare_products",
             "recommend_products", "find_order", "get_return_options", "preview_return", "preview_withdrawal"]);

    [Fact]
    public void Buying_and_ending_demand_a_key_in_their_schema() =>
        ToolList.All.Where(t => Required(t.InputSchema).Contains("meta")).Select(t => t.Name).ShouldBe(["complete_checkout", "cancel_checkout", "cancel_cart", "request_return", "confirm_withdrawal"]);

    [Fact]
    public void Whatever_a_schema_requires_it_also_describes()
    {
        foreach (var tool in ToolList.All)
        {
            Check(JsonNode.Parse(tool.InputSchema.GetRawText())!, tool.Name);
            Check(JsonNode.Parse(tool.OutputSchema!.Value.GetRawText())!, tool.Name);
        }

        static void Check(JsonNode node, string path)
        {
            if (node is JsonArray array) foreach (var (child, i) in array.Select((c, i) => (c!, i))) Check(child, $"{path}[{i}]");
            if (node is not JsonObject o) return;
            if (o["required"] is JsonArray required && o["properties"] is JsonObject properties)
                foreach (var name in required) properties.ContainsKey(name!.GetValue<string>()).ShouldBeTrue($"{path} requires {name}");
            foreach (var (name, child) in o) if (child is not null) Check(child, $"{path}.{name}");
        }
    }

    private static IEnumerable<string?> Required(JsonElement schema) => schema.GetProperty("required").EnumerateArray().Select(e => e.GetString());

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
