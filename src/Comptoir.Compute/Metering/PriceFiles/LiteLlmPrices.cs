using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Comptoir.Compute.Metering.PriceFiles;

/// <summary>LiteLLM's list: one object by model, prices in USD per token, the provider in <c>litellm_provider</c> and often before a slash in the name.</summary>
internal static partial class LiteLlmPrices
{
    public static PriceImport Read(IEnumerable<JsonProperty> models, string? only, string file, DateTimeOffset from)
    {
        var (prices, notes, skipped) = (new List<Price>(), new List<string>(), 0);
        foreach (var model in models)
        {
            if (model.Name == "sample_spec") continue;
            var provider = model.Value.TryGetProperty("litellm_provider", out var named) ? named.GetString() : null;
            if (provider is null or "" || (only is not null && only != provider)) continue;
            var own = new List<string>();
            if (Rates(model.Value, "", own) is not { } rates)
            {
                skipped++;
                continue;
            }

            if (rates is { Input: 0, Output: 0 } && PriceFile.Femto(model.Value, "input_cost_per_request", 1, own) is null or 0)
            {
                notes.Add($"{model.Name}: {PriceFile.NotFree}");
                continue;
            }

            var name = model.Name.StartsWith(provider + "/", StringComparison.Ordinal) ? model.Name[(provider.Length + 1)..] : model.Name;
            prices.Add(new()
            {
                Provider = provider,
                Model = name,
                From = from,
                Rates = rates,
                Above = [.. Thresholds(model.Value).Select(t => new LongPrompt(t.Tokens, Rates(model.Value, t.Suffix, own, rates)!)).OrderBy(a => a.Tokens)],
                Batch = Rates(model.Value, "_batches", own, rates),
                PerRequest = PriceFile.Femto(model.Value, "input_cost_per_request", 1, own) ?? 0,
                Source = file,
            });
            notes.AddRange(own.Select(n => $"{model.Name}: {n}"));
        }

        return new(prices, skipped, notes);
    }

    private static Rates? Rates(JsonElement entry, string suffix, List<string> notes, Rates? usual = null)
    {
        long? Of(string name) => PriceFile.Femto(entry, name + suffix, 1, notes);
        var (input, output) = (Of("input_cost_per_token"), Of("output_cost_per_token"));
        if (input is null && output is null && (suffix.Length > 0 || PriceFile.Femto(entry, "input_cost_per_request", 1, notes) is null)) return null;
        return new(input ?? usual?.Input ?? 0, output ?? usual?.Output ?? 0)
        {
            CacheRead = Of("cache_read_input_token_cost") ?? usual?.CacheRead,
            CacheWrite = Of("cache_creation_input_token_cost") ?? usual?.CacheWrite,
            CacheWriteLong = (suffix.Length == 0 ? PriceFile.Femto(entry, "cache_creation_input_token_cost_above_1hr", 1, notes) : Of("cache_creation_input_token_cost_above_1hr")) ?? usual?.CacheWriteLong,
            Reasoning = Of("output_cost_per_reasoning_token") ?? usual?.Reasoning,
            AudioInput = Of("input_cost_per_audio_token") ?? usual?.AudioInput,
            AudioOutput = Of("output_cost_per_audio_token") ?? usual?.AudioOutput,
        };
    }

    private static IEnumerable<(long Tokens, string Suffix)> Thresholds(JsonElement entry) => entry.EnumerateObject()
        .Select(p => Threshold().Match(p.Name)).Where(m => m.Success)
        .Select(m => (long.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) * 1000, m.Groups[1].Value)).Distinct();

    [GeneratedRegex("^(?:input|output)_cost_per_token(_above_([0-9]{1,6})k_tokens)$")]
    private static partial Regex Threshold();
}
