using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Comptoir.Protocols.Tests;

/// <summary>Answers and the schemas that they must fit.</summary>
/// <param name="folder">Of the released schemas, below the shared data; or one absolute path.</param>
internal sealed class SchemaCases(params string[] folder)
{
    private readonly JsonArray _cases = [];

    public void Add(string schema, Ucp.UcpReply reply) => Add(schema, reply.Body.ShouldNotBeNull(reply.Raw));

    public void Add(string schema, JsonObject instance) =>
        _cases.Add(new JsonObject { ["name"] = $"#{_cases.Count + 1}", ["schema"] = schema, ["instance"] = instance.DeepClone() });

    public void Check()
    {
        var (schemas, contract) = SkipWithoutJudge();
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, _cases.ToJsonString());
            using var node = Start(Path.Combine(contract, "validate.mjs"), Path.GetFullPath(schemas), file);
            var (said, wrong) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            node.WaitForExit(TimeSpan.FromSeconds(60)).ShouldBeTrue();
            wrong.Result.ShouldBeEmpty();
            said.Result.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Where schemas and judge are; skips the test where one is missing.</summary>
    public (string Schemas, string Contract) SkipWithoutJudge()
    {
        var root = Root();
        var schemas = folder is [var absolute] && Path.IsPathRooted(absolute) ? absolute : Path.Combine([root, "..", "shared", "data", "protocols", .. folder]);
        var contract = Path.Combine(root, "tests", "contract");
        if (!Directory.Exists(schemas)) Assert.Skip($"The released schemas are not at {schemas}.");
        if (!Directory.Exists(Path.Combine(contract, "node_modules"))) Assert.Skip("Run npm ci in tests/contract first.");
        return (schemas, contract);
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js is not installed.");
            throw;
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Comptoir.slnx"))) folder = folder.Parent;
        return folder.ShouldNotBeNull().FullName;
    }
}
