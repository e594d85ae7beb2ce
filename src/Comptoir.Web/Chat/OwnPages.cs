using System.Text.RegularExpressions;

namespace Comptoir.Web.Chat;

/// <summary>Addresses of the shop's own pages within plain words.</summary>
internal static partial class OwnPages
{
    /// <summary>Words and addresses in turn: every second part is an address.</summary>
    public static string[] Split(string text) => Address().Split(text);

    [GeneratedRegex("(?<![^\\s(])(/(?:checkout|orders|products|policies)/[A-Za-z0-9_-]{1,100})")]
    private static partial Regex Address();
}
