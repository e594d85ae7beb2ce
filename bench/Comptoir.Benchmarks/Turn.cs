using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Comptoir.EndToEnd.Tests;

namespace Comptoir.Benchmarks;

/// <summary>One turn of the embedded agent end to end over HTTP, each conversation four turns long.</summary>
internal static class Turn
{
    private static readonly string[][] Conversations =
    [
        ["je cherche un cadeau pour un jardinier, moins de 30 €", "moins cher", "ajoute le premier", "montre mon panier"],
        ["waterproof jacket for a 6 year old, not pink", "in blue", "the second one", "what is your return policy?"],
        ["thé vert bio", "sous 15 euros", "compare les deux premiers", "merci"],
        ["wireless headphones under 100", "cheaper", "add the first one", "how much is delivery?"],
    ];

    public static async Task RunAsync(int turns)
    {
        var folder = RunningServer.TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(Path.Combine(folder, "a.db")))
        {
            await MeasureAsync(server, Math.Max(200, turns / 5));
            var samples = await MeasureAsync(server, turns);
            Console.WriteLine($"agent turn over HTTP, {samples.Length} turns: p50 {Figures.Percentile(samples, 0.5):0.0} ms, p95 {Figures.Percentile(samples, 0.95):0.0} ms, p99 {Figures.Percentile(samples, 0.99):0.0} ms, worst {samples[^1]:0.0} ms");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<double[]> MeasureAsync(RunningServer server, int turns)
    {
        var samples = new List<double>(turns);
        for (var n = 0; samples.Count < turns; n++)
        {
            using var handler = new HttpClientHandler { UseCookies = true };
            using var http = new HttpClient(handler) { BaseAddress = new Uri(server.Address) };
            http.DefaultRequestHeaders.Add("Origin", server.Address);
            string? conversation = null;
            foreach (var text in Conversations[n % Conversations.Length])
            {
                var start = Stopwatch.GetTimestamp();
                using var response = await http.PostAsJsonAsync("/api/chat", new JsonObject { ["conversationId"] = conversation, ["text"] = text });
                var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
                samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                conversation = answer!["conversationId"]!.GetValue<string>();
            }
        }

        return [.. samples.Order()];
    }
}
