namespace Comptoir.Catalog.Feeds;

/// <summary>Something in a feed that could not be used.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Field">Column or member; null when the whole row is meant.</param>
/// <param name="Refused">True: the product was left out. False: it was taken without this field.</param>
public sealed record FeedProblem(string File, long Line, string? Field, string Message, bool Refused);
