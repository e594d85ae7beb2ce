namespace Comptoir.Search.Index;

/// <summary>The languages in which a product has a title.</summary>
[Flags]
internal enum Languages : byte
{
    None = 0,
    English = 1,
    French = 2,
}
