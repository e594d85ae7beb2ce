namespace Comptoir.Web.Charts;

/// <param name="Value">What the height shows; negative values are drawn as nothing.</param>
/// <param name="Text">The value as people read it, with its label.</param>
public sealed record Bar(string Label, long Value, string Text);
