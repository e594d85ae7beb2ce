using System.Globalization;

namespace Comptoir.Money.Tests;

/// <summary>How long a proof runs, from the environment.</summary>
internal static class Setting
{
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
