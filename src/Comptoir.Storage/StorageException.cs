namespace Comptoir.Storage;

/// <summary>A database that cannot be used, with a message that tells an operator what to do.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
