using System.Globalization;
using System.Text.Json;

namespace Comptoir.Compute.Metering.PriceFiles;

/// <summary>What a price file gave.</summary>
/// <param name="Skipped">Entries that price nothing by tokens or requests: images, seconds, pages.</param>
/// <param name="Notes">What could not be taken as it stands.</param>
public sealed record PriceImport(IReadOnlyList<Price> Prices, int Skipped, IReadOnlyList<string> Notes);

/// <summary>Reads the public price lists of LiteLLM (<c>model_prices_and_context_window.json</c>) and Portkey (<c>pricing/provider.json</c>).</summary>
public static class PriceFile
{
    /// <summary>A public list writes 0 for what it does not know; only a deployment's own price may say that it is free.</summary>
    internal const string NotFree = "its price is 0, which is not taken as free; write the price with the deployment if it is.";

    private const long FemtoPerUnit = 1_000_000_000_000_000;

    /// <summary>Knows the format by its content.</summary>
    /// <param name="provider">For Portkey's files, which do not name it; null: from the file's name.</param>
    /// <param name="from">From when these prices hold; the files do not say.</param>
    /// <exception cref="FormatException">Neither of the two.</exception>
    public static PriceImport Read(ReadOnlyMemory<byte> json, string fileName, string? provider, DateTimeOffset from)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException e)
        {
            throw new FormatException($"{fileName} is not JSON: {e.Message}", e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException($"{fileName} is no price list: an object by model was expected.");
            var models = root.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Object).ToList();
            if (models.Exists(m => m.Value.TryGetProperty("pricing_config", out _))) return PortkeyPrices.Read(models, provider ?? Path.GetFileNameWithoutExtension(fileName), fileName, from);
            if (models.Exists(m => m.Value.TryGetProperty("litellm_provider", out _))) return LiteLlmPrices.Read(models, provider, fileName, from);
            throw new FormatException($"{fileName} is neither LiteLLM's price list (litellm_provider) nor Portkey's (pricing_config).");
        }
    }

    /// <summary>Femto-units of a price written in units of the currency divided by <paramref name="parts"/>; null when it is missing or no price. Exact where the file is.</summary>
    internal static long? Femto(JsonElement entry, string name, int parts, List<string> notes)
    {
        if (!entry.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("price", out value)) return null;
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)) return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) || amount < 0 || amount > 9000)
        {
            notes.Add($"{name}: '{text}' is no price.");
            return null;
        }

        var femto = amount * FemtoPerUnit / parts;
        var whole = decimal.Round(femto, MidpointRounding.ToEven);
        if (whole != femto) notes.Add($"{name}: {text} was rounded to a whole femto-unit.");
        return (long)whole;
    }
}
