namespace Comptoir.Search.Index;

/// <summary>
/// Terms carry their language, so that French <c>four</c> (oven) is not English <c>four</c>: <c>e:</c> English stem, <c>f:</c> French stem,
/// <c>x:</c> as written (brands, numbers, codes, unstated language). A <c>!</c> before means "named as absent" ("sans alcool").
/// </summary>
internal static class Terms
{
    public const char English = 'e';
    public const char French = 'f';
    public const char Exact = 'x';

    public static string Of(char kind, string word) => $"{kind}:{word}";

    public static string Negated(string term) => "!" + term;
}
