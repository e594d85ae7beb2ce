namespace Comptoir.Storage.Moving;

/// <param name="References">Tables whose rows must be there first.</param>
internal sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> References);

/// <summary>One side of a move: everything inside one transaction, so that it is of one moment, or written whole or not at all.</summary>
internal abstract class MoveEnd : IAsyncDisposable
{
    /// <summary>The shape of the schema is moved by migrations, and the place of a change is its transaction on the new side.</summary>
    private static readonly HashSet<(string Table, string? Column)> Left = [("schema_version", null), ("catalog_change", "position")];

    /// <summary>Tables in an order in which rows come after those that they refer to.</summary>
    public async Task<IReadOnlyList<TableShape>> TablesAsync(CancellationToken ct)
    {
        var waiting = (await ShapesAsync(ct)).Where(t => !Left.Contains((t.Name, null)))
            .Select(t => t with { Columns = [.. t.Columns.Where(c => !Left.Contains((t.Name, c)))] }).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<TableShape>();
        while (waiting.Count > 0)
        {
            var free = waiting.Find(t => t.References.All(r => r == t.Name || ordered.Exists(o => o.Name == r))) ?? throw new InvalidOperationException("The tables refer to each other in a ring.");
            ordered.Add(free);
            waiting.Remove(free);
        }

        return ordered;
    }

    public abstract Task<long> CountAsync(string table, CancellationToken ct);

    /// <summary>Values are text, whole numbers, bytes or null.</summary>
    public abstract IAsyncEnumerable<object?[]> ReadAsync(TableShape table, CancellationToken ct);

    public abstract Task WriteAsync(TableShape table, IAsyncEnumerable<object?[]> rows, CancellationToken ct);

    /// <summary>Keeps what was written.</summary>
    public abstract Task CommitAsync(CancellationToken ct);

    /// <summary>Gives up what was not committed.</summary>
    public abstract ValueTask DisposeAsync();

    protected abstract Task<IReadOnlyList<TableShape>> ShapesAsync(CancellationToken ct);

    protected static string Names(TableShape table) => string.Join(", ", table.Columns.Select(Quoted));

    protected static string Quoted(string name) => $"\"{name}\"";
}
