using System.Security.Cryptography;
using Comptoir.Web.Console;

namespace Comptoir;

/// <summary>The key that opens the console: from the configuration, else made at random. Only its hash is kept.</summary>
/// <param name="Key">In the clear, when it may be shown; null when only the hash is known.</param>
internal sealed record ConsoleKey(string? Key, string? Hash)
{
    /// <param name="keep">False: a new key at every start (the demo).</param>
    public static ConsoleKey Prepare(string? configured, string databasePath, bool keep)
    {
        var file = databasePath + ".console-key";
        if (!string.IsNullOrWhiteSpace(configured)) return new(configured, null);
        if (keep && File.Exists(file)) return new(null, File.ReadAllText(file).Trim());
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (keep)
        {
            var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, access);
            writer.WriteLine(ConsoleOptions.HashOf(key));
        }

        return new(key, null);
    }
}
