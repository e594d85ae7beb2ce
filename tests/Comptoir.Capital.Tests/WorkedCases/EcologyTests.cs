using Comptoir.Capital.Circularity;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Tests.WorkedCases;

/// <summary>The two networks of which circularity has been published for decades; values as printed by NetIndices (Conesprings) and enaR (oyster).</summary>
public sealed class EcologyTests
{
    [Fact]
    public void Finn_cycling_index_of_Cone_Spring_is_as_published()
    {
        var flow = CirculatingFlow.Of(Example.ConeSpring.Flows, Example.ConeSpring.Inflow);
        flow.TotalThrough.ShouldBe(30626);
        flow.FinnCycling()!.Value.ToDouble().ShouldBe(0.09193898934, 5e-12);
        flow.CycledThrough().ToDouble().ShouldBe(2815.723487, 5e-7);
    }

    [Fact]
    public void Finn_cycling_index_of_the_oyster_reef_is_as_published()
    {
        var flow = CirculatingFlow.Of(Example.OysterReef.Flows, Example.OysterReef.Inflow);
        flow.TotalThrough.ToDouble().ShouldBe(83.5833, 1e-12);
        flow.FinnCycling()!.Value.ToDouble().ShouldBe(0.1101686088, 5e-11);
    }

    [Fact]
    public void First_return_is_one_minus_the_inverse_of_the_diagonal_of_N()
    {
        var flow = CirculatingFlow.Of(Example.ConeSpring.Flows, Example.ConeSpring.Inflow);
        var n = flow.Fundamental()!;
        flow.FirstReturns().ShouldBe(Enumerable.Range(0, 5).Select(i => Rational.One - Rational.One / n[i][i]));
        n[4][4].ToDouble().ShouldBe(1.2067044977, 5e-11);
        flow.FirstReturns()[1].ToDouble().ShouldBe(0.1448249023, 5e-11);
    }

    [Fact]
    public void Three_removals_of_cycles_give_three_numbers_in_Cone_Spring()
    {
        var flow = CirculatingFlow.Of(Example.ConeSpring.Flows, Example.ConeSpring.Inflow);
        var weak = WeakArcRemoval.Of(Example.ConeSpring.Flows, flow.Through)!;
        (weak.Cycles, weak.Removals, weak.Volume).ShouldBe((5, 4, (Rational)4176));
        weak.ByLength.Select(v => Math.Round(v.ToDouble(), 7)).ShouldBe([0, 3518.2561308, 521.2316076, 136.5122616, 0]);
        MaximumCirculation.Of(Example.ConeSpring.Network).Volume.ShouldBe(4176 * Example.Scale);
        var balanced = BalancedFlow.Of(Example.ConeSpring.Network);
        (balanced.Volume / Example.Scale).ShouldBe(4134.64709, 5e-6);
        balanced.Passes.ShouldBe(3);
        balanced.IsExact.ShouldBeTrue();
    }

    [Fact]
    public void Three_removals_of_cycles_give_three_numbers_in_the_oyster_reef()
    {
        var flow = CirculatingFlow.Of(Example.OysterReef.Flows, Example.OysterReef.Inflow);
        var weak = WeakArcRemoval.Of(Example.OysterReef.Flows, flow.Through)!;
        (weak.Cycles, weak.Removals).ShouldBe((10, 6));
        weak.ByLength.Select(v => Math.Round(v.ToDouble(), 11)).ShouldBe([0, 7.45458207145, 7.13148637405, 0.83641057383, 0.03222098067, 0]);
        MaximumCirculation.Of(Example.OysterReef.Network).Volume.ShouldBe(158_850);
        (BalancedFlow.Of(Example.OysterReef.Network).Volume / Example.Scale).ShouldBe(15.81622, 5e-6);
    }
}
