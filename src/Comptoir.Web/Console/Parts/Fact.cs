namespace Comptoir.Web.Console.Parts;

/// <summary>A name and its value, as a page shows them in pairs.</summary>
public sealed record Fact(string Name, string Value);
