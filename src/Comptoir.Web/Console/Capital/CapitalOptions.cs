namespace Comptoir.Web.Console.Capital;

/// <summary>Which files the capital pages show, beside the shop's own ledger and the made-up example (configuration section <c>Capital</c>).</summary>
public sealed class CapitalOptions
{
    /// <summary>Deals in any of the formats of docs/capital.md; empty: none.</summary>
    public string DealsFile { get; set; } = "";

    /// <summary>What is known of their parties, CSV; empty: nothing.</summary>
    public string PartiesFile { get; set; } = "";
}
