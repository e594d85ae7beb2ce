using System.Globalization;
using System.Text.Json;
using Comptoir.Capital.Circularity;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Numbers;
using Comptoir.Capital.Stress;

namespace Comptoir.Capital.Tests.WorkedCases;

/// <summary>
/// Runs a file of worked cases: every expected value that names a measure of this library is compared, each case by what it gives.
/// The file lies beside the project, not in it; without it there is nothing to compare.
/// </summary>
public sealed class WorkedCaseFile
{
    private static readonly string? Path = Find();

    public static TheoryData<string> Ids => Path is null ? ["none"] : [.. Cases().Select(c => c.GetProperty("id").GetString()!)];

    [Theory, MemberData(nameof(Ids))]
    public void Every_expected_value_of_a_worked_case_is_met(string id)
    {
        if (Path is null) Assert.Skip("No file of worked cases beside the project.");
        var worked = Cases().Single(c => c.GetProperty("id").GetString() == id);
        var compared = worked.TryGetProperty("cases", out var cases) ? cases.EnumerateArray().Sum(c => One(worked, c)) : One(worked, worked);
        compared.ShouldBeGreaterThan(0, "The case names nothing that is compared.");
    }

    private static int One(JsonElement whole, JsonElement c)
    {
        var compared = 0;
        if (c.TryGetProperty("matrix_row_to_column", out var matrix)) compared += Decomposition(Matrix(matrix), c.GetProperty("expected"));
        if (c.TryGetProperty("liabilities_row_owes_column", out var debts)) compared += Payments(whole, c, Matrix(debts));
        if (c.TryGetProperty("buffer", out var buffer)) compared += Distress(whole, c, buffer);
        if (c.TryGetProperty("expected_cycles", out _) || c.TryGetProperty("expected_count", out _) || c.TryGetProperty("expected_count_by_n", out _)) compared += Cycles(c);
        if (!c.TryGetProperty("input", out var input) || !c.TryGetProperty("expected", out var expected)) return compared;
        if (input.TryGetProperty("Z", out var z)) compared += Leontief(input, Matrix(z), expected);
        if (expected.TryGetProperty("absorption_at_0_and_4", out _)) compared += Walk(expected);
        if (input.TryGetProperty("edges", out _)) compared += Network(input, expected);
        return compared;
    }

    private static int Decomposition(Rational[][] w, JsonElement expected)
    {
        var network = NetworkOf(w);
        var flow = BalancedFlow.Of(network);
        flow.IsExact.ShouldBeTrue();
        var loops = LoopMoney.Of(flow, MaximumCirculation.Of(network));
        var compared = 0;
        foreach (var value in expected.EnumerateObject())
        {
            var actual = value.Name switch
            {
                "V_W" => network.Total,
                "V_C" => flow.Volume,
                "T_C" => loops.Throughput,
                "D_net" => loops.Net,
                "Gamma_vol" => flow.Share,
                "Gamma_thr" => loops.Share,
                "cycles" => loops.Loops.Length,
                "lambda_loop" => loops.Loops.Single(l => l.Parties.Length == 1).Fair,
                "lambda_two_cycles" => loops.Loops.First(l => l.Parties.Length == 2).Fair,
                "lambda_three_cycles" => loops.Loops.First(l => l.Parties.Length == 3).Fair,
                "q_two_cycle" => loops.Loops.First(l => l.Parties.Length == 2).Fair / flow.Volume,
                "q_three_cycle" => loops.Loops.First(l => l.Parties.Length == 3).Fair / flow.Volume,
                _ => double.NaN,
            };
            if (double.IsNaN(actual)) continue;
            actual.ShouldBe(value.Value.GetDouble(), 1e-9, value.Name);
            compared++;
        }

        return compared;
    }

    private static int Payments(JsonElement whole, JsonElement c, Rational[][] debts)
    {
        var cash = Vector(c.GetProperty("external_cash"));
        var compared = 0;
        if (c.TryGetProperty("expected_eisenberg_noe", out var clearing))
        {
            var found = Clearing.Of(debts, cash);
            if (clearing.TryGetProperty("pbar", out var owed)) found.Owed.ShouldBe(Vector(owed));
            found.Paid.ShouldBe(Vector(clearing.GetProperty("clearing_vector")));
            if (clearing.TryGetProperty("equity", out var equity)) found.Equity.ShouldBe(Vector(equity));
            if (clearing.TryGetProperty("defaulting_nodes", out var names))
                found.Defaulting.Select(i => whole.GetProperty("nodes")[i].GetString()).ShouldBe(names.EnumerateArray().Select(n => n.GetString()));
            compared++;
        }

        if (!c.TryGetProperty("expected_full_payment_algorithm", out var full)) return compared;
        var all = AllOrNothing.Of(debts, cash);
        all.Residual.ShouldBe(Vector(full.GetProperty("residual")));
        all.Shortfall.ShouldBe(Vector(full.GetProperty("shortfall")));
        if (full.TryGetProperty("final_cash", out var left)) all.Cash.ShouldBe(Vector(left));
        return compared + 1;
    }

    private static int Distress(JsonElement whole, JsonElement c, JsonElement buffer)
    {
        var input = whole.GetProperty("input");
        var claims = Matrix(input.GetProperty("assets_row_has_claim_on_column")).Select(row => (IReadOnlyList<(int, double)>)[.. row.Select((v, j) => (j, v.ToDouble())).Where(v => v.Item2 > 0)]).ToArray();
        var found = Contagion.Of(claims, Doubles(buffer), Doubles(c.GetProperty("h0")));
        found.Settled.ShouldBeTrue();
        Near(found.Final, Doubles(c.GetProperty("final_distress")), 1e-8);
        if (c.TryGetProperty("steps_first_three", out var steps))
            foreach (var (step, t) in steps.EnumerateArray().Select((s, t) => (s, t)))
                Near(found.Rounds[Math.Min(t + 1, found.Rounds.Length - 1)], Doubles(step), 1e-8);
        if (c.TryGetProperty("additional_weighted_loss", out var loss)) found.AdditionalLoss(Doubles(input.GetProperty("weights"))).ShouldBe(loss.GetDouble(), 1e-8);
        return 1;
    }

    private static int Cycles(JsonElement c)
    {
        if (c.TryGetProperty("expected_count_by_n", out var byN))
        {
            foreach (var value in byN.EnumerateObject())
            {
                var n = int.Parse(value.Name, CultureInfo.InvariantCulture);
                SimpleCycles.Find([.. Enumerable.Range(0, n).Select(i => (IReadOnlyList<int>)[.. Enumerable.Range(0, n).Where(j => j != i)])]).Cycles.Length.ShouldBe(value.Value.GetInt32());
            }

            return 1;
        }

        var edges = c.GetProperty("edges").EnumerateArray().Select(e => (From: e[0].GetInt32(), To: e[1].GetInt32())).ToArray();
        var count = edges.Max(e => Math.Max(e.From, e.To)) + 1;
        var found = SimpleCycles.Find([.. Enumerable.Range(0, count).Select(i => (IReadOnlyList<int>)[.. edges.Where(e => e.From == i).Select(e => e.To)])]).Cycles;
        if (c.TryGetProperty("expected_count", out var expected)) found.Length.ShouldBe(expected.GetInt32());
        if (c.TryGetProperty("expected_cycles", out var cycles))
            found.Select(f => string.Join(',', f.Order())).Order().ShouldBe(cycles.EnumerateArray().Select(e => string.Join(',', e.EnumerateArray().Select(x => x.GetInt32()).Order())).Order());
        return 1;
    }

    private static int Leontief(JsonElement input, Rational[][] z, JsonElement expected)
    {
        var output = Vector(input.GetProperty("gross_output"));
        // the table's columns buy: coefficients are by buyer
        var a = z.Select(row => row.Select((v, j) => v / output[j]).ToArray()).ToArray();
        var l = ExactMatrix.Inverse(ExactMatrix.Complement(a))!;
        var compared = 0;
        if (expected.TryGetProperty("A", out var coefficients)) Near(a.SelectMany(r => r), Matrix(coefficients).SelectMany(r => r), 1e-12);
        if (expected.TryGetProperty("L", out var inverse))
        {
            Near(l.SelectMany(r => r), Matrix(inverse).SelectMany(r => r), 1e-8);
            compared++;
        }

        if (!expected.TryGetProperty("new_gross_output", out var gross)) return compared;
        var demand = Vector(input.GetProperty("new_final_demand"));
        Near(l.Select(row => Rational.Sum(row.Select((v, j) => v * demand[j]))), Vector(gross), 1e-6);
        return compared + 1;
    }

    private static int Walk(JsonElement expected)
    {
        var half = new Rational(1, 2);
        var five = Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 5).Select(j => i is > 0 and < 4 && Math.Abs(i - j) == 1 ? half : Rational.Zero).ToArray()).ToArray();
        var inner = new[] { 1, 2, 3 };
        var n = ExactMatrix.Inverse(ExactMatrix.Complement([.. inner.Select(i => inner.Select(j => five[i][j]).ToArray())]))!;
        n.SelectMany(r => r).ShouldBe(Matrix(expected.GetProperty("N")).SelectMany(r => r));
        n.Select(r => Rational.Sum(r)).ShouldBe(Vector(expected.GetProperty("steps")));
        var flow = new CirculatingFlow([.. Enumerable.Repeat(Rational.One, 5)], five);
        inner.Select(i => new[] { flow.ReturnAtLast(0, i), flow.ReturnAtLast(4, i) }).SelectMany(r => r).ShouldBe(Matrix(expected.GetProperty("absorption_at_0_and_4")).SelectMany(r => r));
        return 1;
    }

    private static int Network(JsonElement input, JsonElement expected)
    {
        var names = input.GetProperty("nodes").EnumerateArray().Select(n => n.GetString()!).ToArray();
        var flows = names.Select(_ => Enumerable.Repeat(Rational.Zero, names.Length).ToArray()).ToArray();
        foreach (var edge in input.GetProperty("edges").EnumerateArray())
            flows[Array.IndexOf(names, edge.GetProperty("from").GetString())][Array.IndexOf(names, edge.GetProperty("to").GetString())] += Number(edge.GetProperty("flow"));
        var inflow = input.TryGetProperty("inflow", out var given) ? names.Select(n => Number(given.GetProperty(n))).ToArray() : null;
        var flow = CirculatingFlow.Of(flows, inflow);
        var example = new Example(names, flows, [], []);
        var compared = 0;
        foreach (var value in expected.EnumerateObject())
        {
            compared++;
            switch (value.Name)
            {
                case "throughflow": ByName(value.Value, flow.Through, 1e-9); break;
                case "leontief_diagonal": ByName(value.Value, [.. flow.Fundamental()!.Select((row, i) => row[i])], 1e-9); break;
                case "first_return_probability": ByName(value.Value, flow.FirstReturns(), 1e-9); break;
                case "TST": flow.TotalThrough.ToDouble().ShouldBe(value.Value.GetDouble(), 1e-9); break;
                case "TSTc" or "mode2_cycled_flow": flow.CycledThrough().ToDouble().ShouldBe(value.Value.GetDouble(), 1e-6); break;
                case "FCI": flow.FinnCycling()!.Value.ToDouble().ShouldBe(value.Value.GetDouble(), 1e-9); break;
                case "APL": (flow.TotalThrough / Rational.Sum(inflow!)).ToDouble().ShouldBe(value.Value.GetDouble(), 1e-8); break;
                case "simple_cycle_count": CyclesOf(flows).Length.ShouldBe(value.Value.GetInt32()); break;
                case "simple_cycles" or "cycles":
                    CyclesOf(flows).Select(f => string.Join(',', f.Select(i => names[i]).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)
                        .ShouldBe(value.Value.EnumerateArray().Select(e => string.Join(',', e.EnumerateArray().Select(x => x.GetString()).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
                    break;
                case "ulanowicz": Ulanowicz(value.Value, flows, flow.Through, inflow!, input, names); break;
                case "max_circulation": (MaximumCirculation.Of(example.Network).Volume / (double)Example.Scale).ShouldBe(value.Value.GetProperty("total_edge_volume").GetDouble(), 1e-9); break;
                case "max_circulation_total" or "max_circulation_among_A_B_C": (MaximumCirculation.Of(example.Network).Volume / (double)Example.Scale).ShouldBe(value.Value.GetDouble(), 1e-9); break;
                case "max_circulation_share": MaximumCirculation.Of(example.Network).Share.ShouldBe(Number(value.Value).ToDouble(), 1e-12); break;
                case "bff":
                    var balanced = BalancedFlow.Of(example.Network);
                    (balanced.Volume / Example.Scale).ShouldBe(value.Value.GetProperty("total_edge_volume").GetDouble(), 1e-5);
                    if (value.Value.TryGetProperty("share", out var share)) balanced.Share.ShouldBe(share.GetDouble(), 1e-9);
                    if (value.Value.TryGetProperty("passes", out var passes)) balanced.Passes.ShouldBe(passes.GetInt32());
                    break;
                case "bff_share_among_A_B_C":
                    var inside = new Example(names[..3], [.. flows[..3].Select(r => r[..3])], [], []);
                    BalancedFlow.Of(inside.Network).ExactVolume.ShouldBe(Number(value.Value) * inside.Network.Total);
                    break;
                case "return_of_A_dollar_put_in_B":
                    flow.ReturnWithin(0, 1, 1).ShouldBe(Number(value.Value.GetProperty("within_1_payment")));
                    flow.ReturnWithin(0, 1, 2).ShouldBe(Number(value.Value.GetProperty("within_2_payments")));
                    flow.ReturnAtLast(0, 1).ShouldBe(Number(value.Value.GetProperty("limit")));
                    break;
                case "net_cash_of_A": (example.Network.Received(0) - example.Network.Paid(0)).ShouldBe(value.Value.GetInt64() * Example.Scale); break;
                case "circular_part": Near(PotentialSplit.Of(flows).Edges.OrderBy(e => EdgeOrder(input, names, e.From)).Select(e => e.Circular), Vector(value.Value), 1e-12); break;
                case "gradient_part": Near(PotentialSplit.Of(flows).Edges.OrderBy(e => EdgeOrder(input, names, e.From)).Select(e => e.Slope), Vector(value.Value), 1e-12); break;
                case "circular_energy_fraction": PotentialSplit.Of(flows).CircularShare.ShouldBe(Number(value.Value)); break;
                default: compared--; break;
            }
        }

        return compared;

        void ByName(JsonElement values, Rational[] actual, double tolerance)
        {
            foreach (var v in values.EnumerateObject()) actual[Array.IndexOf(names, v.Name)].ToDouble().ShouldBe(v.Value.GetDouble(), tolerance, v.Name);
        }
    }

    private static void Ulanowicz(JsonElement expected, Rational[][] flows, Rational[] through, Rational[] inflow, JsonElement input, string[] names)
    {
        var weak = WeakArcRemoval.Of(flows, through)!;
        if (expected.TryGetProperty("NCYCS", out var cycles)) weak.Cycles.ShouldBe(cycles.GetInt32());
        if (expected.TryGetProperty("NNEX", out var nexuses)) weak.Removals.ShouldBe(nexuses.GetInt32());
        if (expected.TryGetProperty("cycle_distribution_by_length", out var lengths)) Near(weak.ByLength, Vector(lengths), 1e-6);
        var outflow = names.Select(n => Number(input.GetProperty("outflow").GetProperty(n)));
        var all = Rational.Sum(flows.SelectMany(r => r)) + Rational.Sum(inflow) + Rational.Sum(outflow);
        if (expected.TryGetProperty("CI_over_TSTp", out var index)) (weak.Volume / all).ToDouble().ShouldBe(index.GetDouble(), 1e-9);
        if (expected.TryGetProperty("aggregated_cycles", out var edges))
            foreach (var e in edges.EnumerateArray())
                weak.Cycled[Array.IndexOf(names, e.GetProperty("from").GetString())][Array.IndexOf(names, e.GetProperty("to").GetString())].ToDouble().ShouldBe(e.GetProperty("flow").GetDouble(), 1e-6);
        if (expected.TryGetProperty("residual_edges", out var residual))
            foreach (var e in residual.EnumerateArray())
            {
                var (i, j) = (Array.IndexOf(names, e.GetProperty("from").GetString()), Array.IndexOf(names, e.GetProperty("to").GetString()));
                (flows[i][j] - weak.Cycled[i][j]).ToDouble().ShouldBe(e.GetProperty("flow").GetDouble(), 1e-4);
            }
    }

    private static int EdgeOrder(JsonElement input, string[] names, int from) =>
        input.GetProperty("edges").EnumerateArray().Select((e, i) => (e, i)).First(e => e.e.GetProperty("from").GetString() == names[from]).i;

    private static IReadOnlyList<System.Collections.Immutable.ImmutableArray<int>> CyclesArray(Rational[][] flows) =>
        SimpleCycles.Find([.. flows.Select(row => (IReadOnlyList<int>)[.. Enumerable.Range(0, row.Length).Where(j => row[j].Sign > 0)])]).Cycles;

    private static System.Collections.Immutable.ImmutableArray<int>[] CyclesOf(Rational[][] flows) => [.. CyclesArray(flows)];

    private static FlowNetwork NetworkOf(Rational[][] w) => FlowNetwork.Of(
        from i in Enumerable.Range(0, w.Length)
        from j in Enumerable.Range(0, w.Length)
        where w[i][j].Sign > 0
        select ($"n{i}", $"n{j}", (long)w[i][j].Numerator, $"{i}-{j}"));

    private static Rational Number(JsonElement value) => Rational.Parse(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())!.Value;

    private static Rational[] Vector(JsonElement values) => [.. values.EnumerateArray().Select(Number)];

    private static double[] Doubles(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetDouble())];

    private static Rational[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(Vector)];

    private static void Near(IEnumerable<Rational> actual, IEnumerable<Rational> expected, double tolerance) =>
        Near([.. actual.Select(a => a.ToDouble())], [.. expected.Select(e => e.ToDouble())], tolerance);

    private static void Near(IReadOnlyList<double> actual, IReadOnlyList<double> expected, double tolerance)
    {
        actual.Count.ShouldBe(expected.Count);
        for (var i = 0; i < actual.Count; i++) actual[i].ShouldBe(expected[i], tolerance, $"value {i}");
    }

    private static JsonElement.ArrayEnumerator Cases() =>
        JsonDocument.Parse(File.ReadAllText(Path!)).RootElement.EnumerateObject().Last(p => p.Value.ValueKind == JsonValueKind.Array).Value.EnumerateArray();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Comptoir.slnx"))) continue;
            var file = System.IO.Path.Combine(folder.FullName, "..", "shared", "data", "circular-oracles.json");
            return File.Exists(file) ? file : null;
        }

        return null;
    }
}
