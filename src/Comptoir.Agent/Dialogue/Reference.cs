namespace Comptoir.Agent.Dialogue;

/// <summary>How a person points at a product.</summary>
internal abstract record Reference
{
    public static Reference It { get; } = new It();
}

/// <summary>"it", "this one", nothing at all: what is being talked about.</summary>
internal sealed record It : Reference
{
    public override string ToString() => "it";
}

/// <summary>Places in the last list, from 1; −1 is the last.</summary>
internal sealed record Places(IReadOnlyList<int> Numbers) : Reference
{
    public override string ToString() => string.Join(" ", Numbers.Select(n => $"#{n}"));
}

/// <summary>An id from a button. Looked up before use.</summary>
internal sealed record ById(IReadOnlyList<string> Values) : Reference
{
    public override string ToString() => string.Join(" ", Values.Select(v => Bounded.Text(v, 60)));
}

/// <summary>The words that name it.</summary>
internal sealed record Named(string Text) : Reference
{
    public override string ToString() => Bounded.Text(Text, 60);
}

/// <summary>Everything (in the cart).</summary>
internal sealed record Everything : Reference
{
    public override string ToString() => "everything";
}
