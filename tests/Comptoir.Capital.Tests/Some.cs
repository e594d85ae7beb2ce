using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Tests;

/// <summary>Networks and files for tests.</summary>
internal static class Some
{
    /// <summary>A random network with parties p000, p001 … and no more than so many flows.</summary>
    public static FlowNetwork Network(int seed, int parties, int flows, int largest = 1000)
    {
        var random = new Random(seed);
        return FlowNetwork.Of(Enumerable.Range(0, flows).Select(k => (Name(random.Next(parties)), Name(random.Next(parties)), (long)random.Next(1, largest), $"d{k}")).Where(f => f.Item1 != f.Item2), Enumerable.Range(0, parties).Select(Name));
    }

    public static string Name(int i) => $"p{i:D5}";

    public static IEnumerable<(string From, string To, long Amount, string Deal)> Contracts(FlowNetwork network) =>
        network.Flows.Select(f => (network.Parties[f.From], network.Parties[f.To], f.Amount, f.Deals[0]));

    public static DealBook Csv(params string[] rows) => DealCsv.Read("id,date,payer,payee,kind,amount,currency,term_years,status\n" + string.Join('\n', rows));
}
