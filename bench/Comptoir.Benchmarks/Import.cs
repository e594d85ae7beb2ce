using System.Diagnostics;
using System.Globalization;
using Comptoir.EndToEnd.Tests;

namespace Comptoir.Benchmarks;

/// <summary>Import of generated products by the CLI, then the index over them; and the same file again, where nothing changes.</summary>
internal static class Import
{
    private static readonly string[] Kinds = ["lamp", "kettle", "jacket", "notebook", "tent", "teapot", "scarf", "trowel", "speaker", "puzzle"];
    private static readonly string[] Colors = ["red", "blue", "green", "black", "white", "yellow"];
    private static readonly string[] Materials = ["oak", "steel", "cotton", "wool", "glass", "linen", "recycled plastic"];

    public static async Task RunAsync(int products)
    {
        var folder = RunningServer.TemporaryFolder();
        var feed = Path.Combine(folder, "feed.jsonl");
        await WriteAsync(feed, products);
        var database = Path.Combine(folder, "a.db");
        Console.WriteLine($"feed: {products} products, {new FileInfo(feed).Length / 1024.0 / 1024.0:0.0} MiB of JSON Lines");
        foreach (var pass in new[] { "first import", "same file again" })
        {
            var (seconds, peak, output) = await MeasureAsync("import", feed, "--data", database, "--create", "Big", "--quiet");
            Console.WriteLine($"{pass}: {seconds:0.00} s = {products / seconds:0} products/s, peak {peak:0} MiB resident");
            if (pass == "first import" && !output.Contains("added", StringComparison.Ordinal)) Console.WriteLine(output);
        }

        var (index, peakIndex, report) = await MeasureAsync("reindex", "--data", database);
        Console.WriteLine($"reading and indexing: {index:0.00} s, peak {peakIndex:0} MiB; {report.Trim().Split('\n')[^1].Trim()}");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(double Seconds, double PeakMiB, string Output)> MeasureAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(RunningServer.Dll);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.WorkingSet64);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? (seconds, peak / 1024.0 / 1024.0, await output + await error) : throw new InvalidOperationException(await output + await error);
    }

    private static async Task WriteAsync(string path, int products)
    {
        await using var writer = new StreamWriter(path);
        for (var i = 0; i < products; i++)
        {
            var (kind, color, material) = (Kinds[i % Kinds.Length], Colors[i / 7 % Colors.Length], Materials[i / 3 % Materials.Length]);
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $$"""{"id":"p{{i}}","title":"{{color}} {{material}} {{kind}} no {{i}}","description":"A {{kind}} made of {{material}}, painted {{color}}, for everyday use. Series {{i % 977}}, batch {{i % 31}}; packed in paper, repaired in our own workshop and sold with a spare part.","brand":"Maker {{i % 200}}","category":"Shelf {{i % 12}} > Row {{i % 60}}","price":{{5 + i % 900}}.{{i % 100:00}},"stock":{{i % 50}},"color":"{{color}}","material":"{{material}}","weight":{{100 + i % 4000}},"waterproof":{{(i % 3 == 0 ? "true" : "false")}},"tags":["{{kind}}","batch-{{i % 31}}"]}"""));
        }
    }
}
