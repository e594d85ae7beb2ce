using System.CommandLine;
using Comptoir.Storage;
using Comptoir.Storage.Sqlite;

namespace Comptoir.Commands;

/// <summary><c>comptoir restore</c>: puts a backup in the place of a database that no server uses.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file written by backup." };
        var data = SharedOptions.Data("comptoir.db");
        var command = new Command("restore", "Checks a backup and puts it in place; what was there is kept beside it as .before-restore. Stop the server first.") { file, data };
        command.SetAction(async (result, ct) =>
        {
            var (from, to) = (result.GetValue(file)!, result.GetValue(data)!);
            if (DatabaseAddress.IsPostgres(to))
            {
                Console.Error.WriteLine($"{DatabaseAddress.Describe(to)} is restored by PostgreSQL's own tool, into an empty database: pg_restore --dbname=DATABASE {from.Name}");
                return 2;
            }

            if (!from.Exists)
            {
                Console.Error.WriteLine($"There is no file {from.FullName}.");
                return 2;
            }

            try
            {
                await SqliteBackup.RestoreAsync(from.FullName, to, new Progress<double>(p => Console.Error.Write($"\r{p:P0}")), ct);
            }
            catch (StorageException e)
            {
                Console.Error.WriteLine(e.Message);
                return 2;
            }

            Console.Error.WriteLine($"\r{to} restored from {from.FullName}.");
            return 0;
        });
        return command;
    }
}
