using System.Collections.Frozen;

namespace Comptoir.Compute.Metering;

/// <summary>All prices of a shop, by provider and model, each with the moment from which it holds.</summary>
public sealed class PriceBook
{
    private readonly FrozenDictionary<(string Provider, string Model), Price[]> _prices;

    public PriceBook(IEnumerable<Price> prices) => _prices = prices
        .GroupBy(p => (p.Provider, p.Model))
        .ToFrozenDictionary(g => g.Key, g => g.OrderBy(p => p.From).ToArray());

    public IEnumerable<Price> All => _prices.Values.SelectMany(p => p);

    /// <summary>What holds at a moment; null when nothing does, in which case the model is not free but unpriced.</summary>
    public Price? Find(string provider, string model, DateTimeOffset at) =>
        _prices.TryGetValue((provider, model), out var versions) ? versions.LastOrDefault(p => p.From <= at) : null;
}
