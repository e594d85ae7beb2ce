using System.Text.Json.Nodes;

namespace Comptoir.ShopTools.Tests.Tau;

/// <summary>The files of the public benchmark, where they lie beside the repository; its data is no part of this project.</summary>
internal sealed record TauFiles(JsonObject Users, JsonObject Orders, JsonObject Products, IReadOnlyList<JsonObject> Tasks)
{
    /// <summary>Null when the files are not there.</summary>
    public static TauFiles? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "..", "shared", "data");
            if (!File.Exists(Path.Combine(folder.FullName, "Comptoir.slnx"))) continue;
            return File.Exists(Path.Combine(data, "tau-retail-tasks.json"))
                ? new(Read(data, "users").AsObject(), Read(data, "orders").AsObject(), Read(data, "products").AsObject(), [.. Read(data, "tasks").AsArray().Select(t => t!.AsObject())])
                : null;
        }

        return null;
    }

    public static long Cents(JsonNode? amount) => (long)Math.Round(amount!.GetValue<decimal>() * 100, MidpointRounding.AwayFromZero);

    private static JsonNode Read(string folder, string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"tau-retail-{name}.json")))!;
}
