namespace Comptoir.Catalog.Reviews;

/// <param name="Rating">1 to 5.</param>
/// <param name="Language">Two letters; null when unknown.</param>
public sealed record Review(string Id, string ProductId, string Author, int Rating, string? Language, string? Title, string Text, DateTimeOffset CreatedAt);
