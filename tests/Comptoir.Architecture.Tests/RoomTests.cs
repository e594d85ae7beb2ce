using System.Reflection;
using System.Xml.Linq;
using NetArchTest.Rules;

namespace Comptoir.Architecture.Tests;

/// <summary>Holds the rooms to the table in docs/architecture.md: which room may call which.</summary>
public sealed class RoomTests
{
    /// <summary>What each room may use directly; what those use is allowed too.</summary>
    private static readonly Dictionary<string, string[]> Table = new()
    {
        ["Catalog"] = [],
        ["Ledger"] = [],
        ["Learning"] = [],
        ["Search"] = ["Catalog", "Learning"],
        ["Recommendations"] = ["Catalog", "Learning"],
        ["Capital"] = ["Ledger"],
        ["Ordering"] = ["Catalog", "Ledger"],
        ["Compute"] = ["Ledger", "Learning"],
        ["ShopTools"] = ["Catalog", "Search", "Recommendations", "Ordering"],
        ["Agent"] = ["ShopTools", "Compute"],
        ["Protocols"] = ["ShopTools"],
        ["Connectors"] = ["Catalog", "Ordering", "Protocols"],
        ["Storage"] = ["Catalog", "Search", "Recommendations", "Learning", "Ledger", "Capital", "Ordering", "Compute", "ShopTools", "Agent", "Protocols", "Connectors"],
        ["Web"] = ["Catalog", "Search", "Recommendations", "Learning", "Ledger", "Capital", "Ordering", "Compute", "ShopTools", "Agent", "Protocols", "Connectors"],
    };

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!).Where(d => d.StartsWith("Comptoir.", StringComparison.Ordinal)).Select(d => d["Comptoir.".Length..])];

    private static string Root { get; } = FindRoot();

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_references_only_the_rooms_that_the_table_grants(string room)
    {
        Table.ShouldContainKey(room, $"The room {room} is not in the table.");
        var project = XDocument.Load(Path.Combine(Root, "src", $"Comptoir.{room}", $"Comptoir.{room}.csproj"));
        var referenced = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))["Comptoir.".Length..]);
        referenced.Except(Closure(room)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_that_the_table_grants(string room)
    {
        var forbidden = Table.Keys.Except(Closure(room)).Where(r => r != room).Select(r => $"Comptoir.{r}").ToArray();
        var result = Types.InAssembly(Assembly.Load($"Comptoir.{room}")).ShouldNot().HaveDependencyOnAny(forbidden).GetResult();
        (result.FailingTypeNames ?? []).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_names_no_folder_for_a_kind_of_code(string room)
    {
        string[] kinds = ["Helpers", "Utils", "Utilities", "Interfaces", "Managers", "Common", "Misc"];
        Directory.GetDirectories(Path.Combine(Root, "src", $"Comptoir.{room}"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName).Intersect(kinds).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_store_knows_sqlite()
    {
        foreach (var room in Table.Keys.Where(r => r != "Storage" && Directory.Exists(Path.Combine(Root, "src", $"Comptoir.{r}"))))
            Types.InAssembly(Assembly.Load($"Comptoir.{room}")).ShouldNot().HaveDependencyOn("Microsoft.Data.Sqlite").GetResult().IsSuccessful.ShouldBeTrue(room);
    }

    private static HashSet<string> Closure(string room)
    {
        var all = new HashSet<string>();
        var open = new Stack<string>(Table[room]);
        while (open.TryPop(out var next))
            if (all.Add(next))
                foreach (var further in Table[next]) open.Push(further);
        return all;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Comptoir.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The repository's root was not found.");
    }
}
