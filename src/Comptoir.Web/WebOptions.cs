namespace Comptoir.Web;

/// <summary>How the pages present themselves.</summary>
public sealed class WebOptions
{
    /// <summary>Says on every page that nothing is charged or sent, and offers the test cards.</summary>
    public bool Demo { get; set; }

    /// <summary>Scheme and host under which the public reaches the shop, without a trailing slash; null: as in the request.</summary>
    public string? PublicUrl { get; set; }
}
