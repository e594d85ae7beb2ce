using System.Reflection;
using System.Text;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>
/// The table of demands and the tests that prove them. docs/conformance.md says how to print it.
/// </summary>
public sealed class RequirementListTests(ITestOutputHelper output)
{
    private sealed record Row(string Protocol, string Part, string Demand, string Test);

    [Fact]
    public void Every_part_of_the_specifications_that_is_served_has_tests_for_its_demands()
    {
        var rows = Rows();
        var text = new StringBuilder();
        foreach (var part in rows.GroupBy(r => (r.Protocol, r.Part)).OrderBy(g => g.Key))
        {
            text.AppendLine().AppendLine($"## {part.Key.Protocol}: {part.Key.Part} ({part.Count()})").AppendLine().AppendLine("| demand | test |").AppendLine("|---|---|");
            foreach (var row in part) text.AppendLine($"| {row.Demand} | {row.Test} |");
        }

        output.WriteLine(text.ToString());
        foreach (var protocol in rows.GroupBy(r => r.Protocol)) output.WriteLine($"{protocol.Key}: {protocol.Count()} demands in {protocol.Select(r => r.Part).Distinct().Count()} parts");
        var parts = rows.Select(r => $"{r.Protocol} {r.Part}").ToHashSet();
        string[] served =
        [
            "UCP overview: profile", "UCP overview: negotiation", "UCP overview: answers", "UCP checkout", "UCP cart", "UCP catalog", "UCP order", "UCP fulfillment", "UCP discount", "UCP totals",
            "UCP payment", "UCP eligibility", "UCP identity-linking", "UCP signatures", "UCP ap2-mandates", "UCP rest", "UCP mcp", "UCP a2a", "UCP embedded",
            "UCP January's releases", "ACP checkout", "ACP idempotency", "ACP cart", "ACP capabilities", "ACP discovery", "ACP delegate_payment", "ACP delegate_authentication", "ACP intent_trace", "ACP affiliate_attribution",
            "ACP marketing_consent", "ACP orders", "ACP mcp", "ACP feeds", "ACP signatures", "AP2 mandates",
        ];
        served.Where(p => !parts.Contains(p)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_demand_is_a_sentence_of_its_own()
    {
        var rows = Rows();
        rows.GroupBy(r => (r.Protocol, r.Part, r.Demand)).Where(g => g.Select(r => r.Test).Distinct().Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        rows.Where(r => r.Demand.Split(' ').Length < 3).ShouldBeEmpty();
    }

    private static List<Row> Rows() =>
    [
        .. from type in typeof(RequirementListTests).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where method.GetCustomAttributes<FactAttribute>().Any()
           let own = method.GetCustomAttributes<MustAttribute>().ToList()
           from must in own.Count > 0 ? own : [.. type.GetCustomAttributes<MustAttribute>()]
           orderby must.Protocol, must.Part, type.Name, method.Name
           select new Row(must.Protocol, must.Part, method.Name.Replace('_', ' '), $"{type.Namespace!["Comptoir.Protocols.Tests.".Length..]}.{type.Name}"),
    ];
}
