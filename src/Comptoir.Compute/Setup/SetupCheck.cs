using System.Text.RegularExpressions;

namespace Comptoir.Compute.Setup;

/// <summary>What is wrong with a setup, as sentences that name the place. Pure.</summary>
public static partial class SetupCheck
{
    public static IReadOnlyList<string> Problems(ComputeSetup setup)
    {
        var problems = new List<string>();
        Unique("provider", setup.Providers.Select(p => p.Id));
        Unique("deployment", setup.Deployments.Select(d => d.Id));
        Unique("model", setup.Models.Select(m => m.Id));
        foreach (var p in setup.Providers)
        {
            if (!Uri.TryCreate(p.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Query.Length > 0)
                problems.Add($"provider {p.Id}: url is not a plain http or https address.");
            else if (url.Scheme == "http" && !url.IsLoopback && p.Secret is not null)
                problems.Add($"provider {p.Id}: a secret would go over http to another machine; use https.");
            if (p.Dialect == ProviderDialect.Bedrock && p.Auth == ProviderAuth.Usual && p.Region is null) problems.Add($"provider {p.Id}: region is missing; Bedrock's signature names it.");
            if (p.Headers.Any(h => !HeaderName().IsMatch(h.Key) || h.Value.Any(char.IsControl))) problems.Add($"provider {p.Id}: headers holds a name or value that cannot be sent.");
            if (p.Headers.Keys.Any(h => h.Equals("authorization", StringComparison.OrdinalIgnoreCase) || h.Contains("api-key", StringComparison.OrdinalIgnoreCase)))
                problems.Add($"provider {p.Id}: secrets do not belong into headers; name one in secret.");
        }

        foreach (var d in setup.Deployments)
        {
            if (setup.Providers.All(p => p.Id != d.Provider)) problems.Add($"deployment {d.Id}: there is no provider {d.Provider}.");
            if (d.Model is not { Length: > 0 and <= 300 }) problems.Add($"deployment {d.Id}: model is empty or too long.");
            if (d.Quality is < 0 or > 100) problems.Add($"deployment {d.Id}: quality is not between 0 and 100.");
            if (d.MaxOutput is < 1 or > 10_000_000 || d.Context is < 0 or > 100_000_000) problems.Add($"deployment {d.Id}: maxOutput or context is out of bounds.");
            if (d.Price is { } price && (price.Input is < 0 or > 9000 || price.Output is < 0 or > 9000 || price.CacheRead is < 0 || price.CacheWrite is < 0 || price.Reasoning is < 0 || !Currency().IsMatch(price.Currency)))
                problems.Add($"deployment {d.Id}: price is not between 0 and 9000 units of a currency per million tokens.");
            if (d.Prices is { } prices && !prices.Contains('/', StringComparison.Ordinal)) problems.Add($"deployment {d.Id}: prices is written as provider/model.");
        }

        foreach (var m in setup.Models)
        {
            foreach (var id in m.Chain.SelectMany(g => g).Where(id => setup.Deployments.All(d => d.Id != id))) problems.Add($"model {m.Id}: there is no deployment {id}.");
            if (m.Chain.Count == 0 || m.Chain.Any(g => g.Count == 0)) problems.Add($"model {m.Id}: chain is empty or has an empty group.");
            if (m.MinQuality is < 0 or > 100) problems.Add($"model {m.Id}: minQuality is not between 0 and 100.");
        }

        var policy = setup.Policy;
        if (policy.Attempts is < 1 or > 10 || policy.RetryPercent is < 0 or > 100 || policy.BreakAfter < 1 || policy.CostTolerancePercent is < 0 or > 1000 || policy.OutlierPercent is < 1 or > 100)
            problems.Add("policy: attempts (1–10), retryPercent (0–100), breakAfter (1–), costTolerancePercent (0–1000) or outlierPercent (1–100) is out of bounds.");
        if (new[] { policy.MaxWait, policy.BreakFor, policy.CacheFor }.Any(s => s is < 0 or > 86_400 || !double.IsFinite(s))
            || new[] { policy.FirstByteTimeout, policy.IdleTimeout, policy.TotalTimeout }.Any(s => s is < 0.1 or > 1200 || !double.IsFinite(s)))
            problems.Add("policy: a time is out of bounds; timeouts are at most 1200 seconds.");
        if (policy.Guards.Forbidden.Any(f => f.Trim().Length is < 2 or > 200) || policy.Guards.Forbidden.Count > 1000) problems.Add("policy: forbidden holds a text that is shorter than 2 or longer than 200 characters, or more than 1000.");
        return problems;

        void Unique(string what, IEnumerable<string> ids)
        {
            foreach (var group in ids.GroupBy(i => i))
            {
                if (!Id().IsMatch(group.Key)) problems.Add($"{what} '{group.Key}': an id is 1 to 64 lower-case letters, digits, hyphens, dots, colons or underscores and begins with a letter or digit.");
                if (group.Count() > 1) problems.Add($"{what} {group.Key} is there {group.Count()} times.");
            }
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._:-]{0,63}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Currency();

    [GeneratedRegex("^[A-Za-z0-9-]{1,100}$")]
    private static partial Regex HeaderName();
}
