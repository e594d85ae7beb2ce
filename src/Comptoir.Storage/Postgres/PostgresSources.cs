using Npgsql;

namespace Comptoir.Storage.Postgres;

/// <summary>Pools of connections to a database.</summary>
internal static class PostgresSources
{
    /// <summary>Defaults of the driver, which an address that says nothing has.</summary>
    private static readonly NpgsqlConnectionStringBuilder Driver = new();

    /// <summary>For reads and writes that are on disk when they return. Connections, statements and hosts as the address says, else as suits a shop.</summary>
    public static NpgsqlDataSource Make(string address)
    {
        var to = DatabaseAddress.ToConnectionString(address);
        if (to.MaxAutoPrepare == 0) to.MaxAutoPrepare = 400;
        if (to.MaxPoolSize == Driver.MaxPoolSize) to.MaxPoolSize = 24;
        return Build(to);
    }

    /// <summary>For the few statements that need not wait for the disk.</summary>
    public static NpgsqlDataSource MakeHurried(string address)
    {
        var to = DatabaseAddress.ToConnectionString(address);
        to.MaxAutoPrepare = 20;
        to.MinPoolSize = 0;
        to.MaxPoolSize = 6;
        to.Options = $"{to.Options} -c synchronous_commit=off".Trim();
        return Build(to);
    }

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder to)
    {
        if (string.IsNullOrEmpty(to.ApplicationName)) to.ApplicationName = "comptoir";
        if (to.KeepAlive == 0) to.KeepAlive = 30;
        // nothing is left behind in a session, so that nothing must be reset for the next who uses it
        to.NoResetOnClose = true;
        // of several servers the one that takes writes, looked for again soon after a failover
        if (to.Host?.Contains(',') == true && string.IsNullOrEmpty(to.TargetSessionAttributes)) to.TargetSessionAttributes = "primary";
        if (to.HostRecheckSeconds == Driver.HostRecheckSeconds) to.HostRecheckSeconds = 1;
        return new NpgsqlDataSourceBuilder(to.ConnectionString).Build();
    }
}
