namespace Comptoir.Storage.Sqlite;

/// <summary>On SQLite the work of a session never waits, so that the writer's thread can run it to its end.</summary>
internal static class Completed
{
    /// <exception cref="InvalidOperationException">The work waits for something else than its session: a fault of ours.</exception>
    public static T ValueOf<T>(ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Work on the database waits for something else than the database.");
}
