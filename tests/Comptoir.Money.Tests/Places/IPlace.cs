using Comptoir.Money.Tests.Witness;

namespace Comptoir.Money.Tests.Places;

/// <summary>Where the servers under test keep everything that must last.</summary>
internal interface IPlace : IAsyncDisposable
{
    /// <summary>What <c>--data</c> takes.</summary>
    string Data { get; }

    /// <summary>A folder of the test's own on this machine.</summary>
    string Folder { get; }

    /// <summary>The books as one moment's view.</summary>
    /// <param name="running">A server has the place open; false: it was killed and must be judged as it was left, untouched.</param>
    Task<Books> ReadAsync(bool running);

    /// <summary>Payments without an outcome that were started before a moment, and leases that reach beyond another.</summary>
    Task<IReadOnlyList<string>> StuckAsync(DateTimeOffset startedBefore, DateTimeOffset lookedAfterBy, DateTimeOffset leasedBeyond);

    /// <summary>Runs a statement beside the servers.</summary>
    Task ExecuteAsync(string sql);
}
