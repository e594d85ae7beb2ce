using Npgsql;

namespace Comptoir.Storage;

/// <summary>What <c>--data</c> names: a file of SQLite, or a PostgreSQL database by URI or by keywords (<c>Host=…;Database=…</c>).</summary>
public static class DatabaseAddress
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool IsPostgres(string database) =>
        Schemes.Any(s => database.StartsWith(s, StringComparison.OrdinalIgnoreCase)) || database.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address as people may see it: a full path, or server, database and user without the password.</summary>
    public static string Describe(string database)
    {
        if (!IsPostgres(database)) return Path.GetFullPath(database);
        var to = ToConnectionString(database);
        var port = to.Port == NpgsqlConnection.DefaultPort ? "" : $":{to.Port}";
        return $"PostgreSQL database {to.Database} on {to.Host}{port}{(string.IsNullOrEmpty(to.Username) ? "" : $" as {to.Username}")}";
    }

    /// <exception cref="StorageException">Neither a URI nor keywords.</exception>
    internal static NpgsqlConnectionStringBuilder ToConnectionString(string database)
    {
        try
        {
            var scheme = Schemes.FirstOrDefault(s => database.StartsWith(s, StringComparison.OrdinalIgnoreCase));
            return scheme is null ? new NpgsqlConnectionStringBuilder(database) : FromUri(database[scheme.Length..]);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // the text itself may hold a password, and so may the exception
            throw new StorageException("The address of the PostgreSQL database cannot be read. Use postgresql://user:password@host:5432/database or Host=…;Database=…;Username=…");
        }
    }

    /// <summary><c>user:password@host:port,host:port/database?sslmode=require</c>, each part percent-encoded where need be.</summary>
    private static NpgsqlConnectionStringBuilder FromUri(string rest)
    {
        var to = new NpgsqlConnectionStringBuilder();
        var (address, query) = Split(rest, '?');
        var (authority, name) = Split(address, '/');
        if (authority.LastIndexOf('@') is var at && at >= 0)
        {
            var (user, password) = Split(authority[..at], ':');
            to.Username = Uri.UnescapeDataString(user);
            if (password.Length > 0) to.Password = Uri.UnescapeDataString(password);
        }

        var hosts = authority[(at + 1)..];
        // one host gives its port apart; several keep theirs beside them
        if (!hosts.Contains(',') && hosts.LastIndexOf(':') is var colon and >= 0 && hosts.IndexOf(']') < colon)
        {
            to.Port = int.Parse(hosts[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            hosts = hosts[..colon];
        }

        to.Host = hosts.Length == 0 ? "localhost" : Uri.UnescapeDataString(hosts).Trim('[', ']');
        if (name.Length > 0) to.Database = Uri.UnescapeDataString(name);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Split(pair, '=');
            to[Keyword(Uri.UnescapeDataString(key))] = Uri.UnescapeDataString(value);
        }

        return to;
    }

    /// <summary>The names that libpq gives what Npgsql calls otherwise.</summary>
    private static string Keyword(string key) => key switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "target_session_attrs" => "Target Session Attributes",
        "user" => "Username",
        "dbname" => "Database",
        _ => key,
    };

    private static (string Before, string After) Split(string text, char by) =>
        text.IndexOf(by) is var at && at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
}
