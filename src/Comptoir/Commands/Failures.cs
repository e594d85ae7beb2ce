using Comptoir.Catalog.Feeds;
using Comptoir.Storage;

namespace Comptoir.Commands;

/// <summary>What the user of the command line reads when a verb fails: a sentence and an exit code, never a stack trace.</summary>
internal static class Failures
{
    /// <summary>Exit code 2: something that was named cannot be used; 1: a fault of ours; 130: interrupted.</summary>
    public static async Task<int> ToldAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception e) when (IsExpected(e))
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"Comptoir failed: {e.GetType().Name}: {e.Message}");
            return 1;
        }
    }

    /// <summary>Files, databases, addresses and feeds that cannot be used; their messages name what it is.</summary>
    private static bool IsExpected(Exception e) =>
        e is StorageException or FeedFormatException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException;
}
