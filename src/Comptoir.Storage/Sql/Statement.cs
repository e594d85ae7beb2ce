namespace Comptoir.Storage.Sql;

/// <summary>A statement that waits to be sent with others.</summary>
internal sealed class Statement
{
    private int _rows = -1;

    /// <summary>How many rows it changed.</summary>
    /// <exception cref="InvalidOperationException">It was not sent yet.</exception>
    public int Rows
    {
        get => _rows >= 0 ? _rows : throw new InvalidOperationException("The statement was not sent yet; flush the session first.");
        set => _rows = value;
    }
}
