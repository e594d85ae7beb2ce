using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Comptoir.Storage.Sqlite;

/// <summary>A folder's own entries on disk. .NET opens no folders, so that the system is asked itself; Windows keeps renames by its journal.</summary>
internal static partial class Folder
{
    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(path, 0);
        if (folder < 0) throw new IOException($"The folder {path} cannot be opened to be flushed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        try
        {
            if (Sync(folder) != 0) throw new IOException($"The folder {path} could not be flushed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
        finally
        {
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
