using Comptoir.Capital.Deals;

namespace Comptoir.Capital;

/// <summary>A small made-up market, so that whoever has no file yet sees answers.</summary>
public static class ExampleMarket
{
    public static string DealsCsv => Text("deals.csv");

    public static string PartiesCsv => Text("parties.csv");

    public static DealBook Book() => Deals.DealCsv.Read(DealsCsv, known: null) is { } deals
        ? DealBook.Of(deals.Deals, deals.Refused, PartyCsv.Read(PartiesCsv).Parties) : DealBook.Empty;

    private static string Text(string name)
    {
        using var stream = typeof(ExampleMarket).Assembly.GetManifestResourceStream($"Example/{name}") ?? throw new InvalidOperationException($"The example has no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
