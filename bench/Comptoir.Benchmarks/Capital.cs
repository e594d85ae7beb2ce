using System.Diagnostics;
using Comptoir.Capital;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Circularity;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;
using Comptoir.Capital.Stress;

namespace Comptoir.Benchmarks;

/// <summary>How long each question takes on a file, and headline, bound and clearing on growing random networks.</summary>
internal static class CapitalFigures
{
    private const int Runs = 7;

    /// <param name="deals">A CSV of deals; null: the made-up example.</param>
    public static void Run(string? deals, int largest)
    {
        var text = deals is null ? ExampleMarket.DealsCsv : File.ReadAllText(deals);
        var book = deals is null ? ExampleMarket.Book() : DealCsv.Read(text);
        Console.WriteLine($"{book.Deals.Length} deals, {book.Refused.Length} refused, {book.Doubts.Length} doubts; each question from nothing (network, split and loops worked anew), median and worst of {Runs} after one to warm up, ms");
        foreach (var question in Questions.All)
        {
            new CapitalAnalysis(book) { Draws = 100 }.Ask(question);
            var times = Enumerable.Range(0, Runs).Select(_ => Timed(() => new CapitalAnalysis(book) { Draws = 100 }.Ask(question))).Order().ToArray();
            Console.WriteLine($"  {Questions.IdOf(question),-16} {times[Runs / 2],8:0.0} {times[^1],8:0.0}");
        }

        Console.WriteLine($"  {"reading the CSV",-16} {Enumerable.Range(0, Runs).Select(_ => Timed(() => DealCsv.Read(text))).Order().ElementAt(Runs / 2),8:0.0}");
        Console.WriteLine();
        Console.WriteLine("random networks on one thread, seconds of processor time (a busy machine stretches the clock, not this)");
        Console.WriteLine($"{"parties",8} {"contracts",10} {"build",7} {"headline",9} {"loops",7} {"bound",7} {"clearing",9} {"all",7} {"peak MiB",9}  volume fair–most, imbalance");
        for (var parties = Math.Min(largest, 1250); parties <= largest; parties *= 2) Network(parties, parties * 20);
    }

    private static void Network(int parties, int contracts)
    {
        var random = new Random(1);
        (string, string, long, string)[] rows = [.. Enumerable.Range(0, contracts).Select(k => ($"p{random.Next(parties):D6}", $"p{random.Next(parties):D6}", (long)random.Next(1, 1_000_000_00), $"d{k:D7}")).Where(r => r.Item1 != r.Item2)];
        FlowNetwork network = null!;
        BalancedFlow balanced = null!;
        MaximumCirculation bound = null!;
        LoopMoney loops = null!;
        LargeClearing clearing = null!;
        var build = Worked(() => network = FlowNetwork.Of(rows));
        var headline = Worked(() => balanced = BalancedFlow.Of(network));
        var most = Worked(() => bound = MaximumCirculation.Of(network));
        var walk = Worked(() => loops = LoopMoney.Of(balanced, bound));
        var cash = Enumerable.Range(0, network.Parties.Length).Select(i => Math.Max(0.0, network.Paid(i) - network.Received(i)) * 0.9).ToArray();
        var clear = Worked(() => clearing = LargeClearing.Of(network, cash));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024;
        Console.WriteLine($"{parties,8} {contracts,10} {build,7:0.00} {headline,9:0.00} {walk,7:0.00} {most,7:0.00} {clear,9:0.00} {build + headline + walk + most + clear,7:0.00} {peak,9:0}  {balanced.Share:0.0000}–{bound.Share:0.0000}, {balanced.Imbalance:0.0e+0}; throughput ± {loops.Error / Math.Max(1, loops.Throughput):0.0%}; {bound.Phases} rounds, {balanced.Passes} passes; {clearing.Defaulting.Count()} in default, settled {clearing.Settled}");
    }

    private static double Worked(Action work)
    {
        var start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static double Timed(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
