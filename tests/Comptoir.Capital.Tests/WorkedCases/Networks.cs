using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Tests.WorkedCases;

/// <summary>Networks of the literature, in exact numbers.</summary>
internal sealed record Example(string[] Names, Rational[][] Flows, Rational[] Inflow, Rational[] Outflow)
{
    /// <summary>Amounts are scaled by this to become whole.</summary>
    public const long Scale = 10_000;

    public FlowNetwork Network => FlowNetwork.Of(
        from i in Enumerable.Range(0, Names.Length)
        from j in Enumerable.Range(0, Names.Length)
        where Flows[i][j].Sign > 0
        select (Names[i], Names[j], (long)(Flows[i][j] * Scale).Numerator, $"{Names[i]}-{Names[j]}"),
        Names);

    public int At(string name) => Array.IndexOf(Names, name);

    public static Example Of(string[] names, string[] inflow, string[] outflow, params (string From, string To, string Amount)[] edges)
    {
        var flows = names.Select(_ => Enumerable.Repeat(Rational.Zero, names.Length).ToArray()).ToArray();
        foreach (var (from, to, amount) in edges) flows[Array.IndexOf(names, from)][Array.IndexOf(names, to)] += Rational.Parse(amount)!.Value;
        return new(names, flows, [.. inflow.Select(v => Rational.Parse(v)!.Value)], [.. outflow.Select(v => Rational.Parse(v)!.Value)]);
    }

    /// <summary>Tilly 1968 (Ecological Monographs 38:169), the network on which Finn introduced his index in 1976; kcal a square metre and year.</summary>
    public static Example ConeSpring { get; } = Of(
        ["Plants", "Bacteria", "DetritusFeeders", "Carnivores", "Detritus"],
        ["11184", "0", "0", "0", "635"],
        ["2303", "3530", "1814", "203", "3969"],
        ("Plants", "Detritus", "8881"),
        ("Bacteria", "DetritusFeeders", "75"),
        ("Bacteria", "Detritus", "1600"),
        ("DetritusFeeders", "Carnivores", "370"),
        ("DetritusFeeders", "Detritus", "200"),
        ("Carnivores", "Detritus", "167"),
        ("Detritus", "Bacteria", "5205"),
        ("Detritus", "DetritusFeeders", "2309"));

    /// <summary>Dame and Patten 1981 (Marine Ecology Progress Series 5:115); kcal a square metre and day.</summary>
    public static Example OysterReef { get; } = Of(
        ["FilterFeeders", "Microbiota", "Meiofauna", "DepositFeeders", "Predators", "DepositedDetritus"],
        ["41.47", "0", "0", "0", "0", "0"],
        ["25.165", "5.76", "3.5794", "0.4303", "0.3594", "6.1759"],
        ("FilterFeeders", "Predators", "0.5135"),
        ("FilterFeeders", "DepositedDetritus", "15.791"),
        ("Microbiota", "Meiofauna", "1.206"),
        ("Microbiota", "DepositFeeders", "1.206"),
        ("Meiofauna", "DepositFeeders", "0.6609"),
        ("Meiofauna", "DepositedDetritus", "4.2403"),
        ("DepositFeeders", "Predators", "0.1721"),
        ("DepositFeeders", "DepositedDetritus", "1.9076"),
        ("Predators", "DepositedDetritus", "0.3262"),
        ("DepositedDetritus", "Microbiota", "8.1721"),
        ("DepositedDetritus", "Meiofauna", "7.2745"),
        ("DepositedDetritus", "DepositFeeders", "0.6431"));
}
