using Comptoir.Compute.Contracts;
using Comptoir.Compute.Metering.PriceFiles;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Tests.World;

/// <summary>The files that docs/compute.md shows are files that work.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public void The_documented_examples_apply()
    {
        SetupCheck.Problems(ComputeJson.Read<ComputeSetup>(File("setup.json"))).ShouldBeEmpty();
        ContractCheck.Problems(ComputeJson.Read<IReadOnlyList<ContractTerms>>(File("contracts.json"))).ShouldBeEmpty();
        var prices = PriceFile.Read(File("prices.json"), "prices.json", null, DateTimeOffset.UnixEpoch);
        (prices.Prices.Count, prices.Notes.Count, prices.Skipped).ShouldBe((3, 0, 0));
    }

    private static byte[] File(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "Comptoir.slnx"))) folder = folder.Parent;
        return System.IO.File.ReadAllBytes(Path.Combine(folder.FullName, "docs", "examples", "compute", name));
    }
}
