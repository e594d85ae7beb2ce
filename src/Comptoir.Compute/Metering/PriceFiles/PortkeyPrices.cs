using System.Text.Json;

namespace Comptoir.Compute.Metering.PriceFiles;

/// <summary>Portkey's lists: one file a provider, prices in cents (hundredths of the currency) per token under <c>pricing_config.pay_as_you_go</c>.</summary>
internal static class PortkeyPrices
{
    private const int Cents = 100;

    public static PriceImport Read(IEnumerable<JsonProperty> models, string provider, string file, DateTimeOffset from)
    {
        var (prices, notes, skipped) = (new List<Price>(), new List<string>(), 0);
        foreach (var model in models)
        {
            if (model.Name == "default" || !model.Value.TryGetProperty("pricing_config", out var config)) continue;
            var own = new List<string>();
            if (!config.TryGetProperty("pay_as_you_go", out var usual) || Rates(usual, own) is not { } rates)
            {
                skipped++;
                continue;
            }

            if (rates is { Input: 0, Output: 0 })
            {
                notes.Add($"{model.Name}: {PriceFile.NotFree}");
                continue;
            }

            prices.Add(new()
            {
                Provider = provider,
                Model = model.Name,
                From = from,
                Currency = config.TryGetProperty("currency", out var currency) && currency.GetString() is { Length: 3 } code ? code.ToUpperInvariant() : "USD",
                Rates = rates,
                Batch = config.TryGetProperty("batch_config", out var batch) ? Rates(batch, own) : null,
                Source = file,
            });
            notes.AddRange(own.Select(n => $"{model.Name}: {n}"));
        }

        return new(prices, skipped, notes);
    }

    private static Rates? Rates(JsonElement entry, List<string> notes)
    {
        if (entry.ValueKind != JsonValueKind.Object) return null;
        long? Of(string name) => PriceFile.Femto(entry, name, Cents, notes);
        var (input, output) = (Of("request_token"), Of("response_token"));
        if (input is null && output is null) return null;
        var more = entry.TryGetProperty("additional_units", out var units) && units.ValueKind == JsonValueKind.Object ? units : (JsonElement?)null;
        return new(input ?? 0, output ?? 0)
        {
            CacheRead = Of("cache_read_input_token"),
            CacheWrite = Of("cache_write_input_token"),
            CacheWriteLong = more is { } extra ? PriceFile.Femto(extra, "cache_write_1h", Cents, notes) : null,
            Reasoning = more is { } also ? PriceFile.Femto(also, "thinking_token", Cents, notes) : null,
            AudioInput = Of("request_audio_token"),
            AudioOutput = Of("response_audio_token"),
        };
    }
}
