using System.CommandLine;
using Comptoir.Storage;
using Comptoir.Storage.Sqlite;

namespace Comptoir.Commands;

/// <summary><c>comptoir backup</c>: a copy of a database, also of one that is being served.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write the copy; must not exist." };
        var data = SharedOptions.Data("comptoir.db");
        var command = new Command("backup", "Copies a database to a file while it is in use; the copy is consistent.") { file, data };
        command.SetAction(async (result, ct) =>
        {
            var (from, to) = (result.GetValue(data)!, result.GetValue(file)!);
            if (DatabaseAddress.IsPostgres(from)) return Fail($"{DatabaseAddress.Describe(from)} is backed up by PostgreSQL's own tool, also while it is in use: pg_dump --format=custom --file={to.Name} DATABASE");
            if (!File.Exists(from)) return Fail($"There is no database {from}.");
            if (to.Exists) return Fail($"{to.FullName} is there already.");
            await SqliteBackup.BackUpAsync(from, to.FullName, new Progress<double>(p => Console.Error.Write($"\r{p:P0}")), ct);
            Console.Error.WriteLine($"\rBackup of {from} written to {to.FullName} ({new FileInfo(to.FullName).Length / 1024.0 / 1024.0:0.0} MiB).");
            return 0;
        });
        return command;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
