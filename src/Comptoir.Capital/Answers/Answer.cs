using System.Collections.Immutable;
using Comptoir.Capital.Numbers;

namespace Comptoir.Capital.Answers;

public enum Unit { Money, Share, Times, Count, Years, Months }

/// <param name="Value">Minor units for money, 0 to 1 for shares.</param>
/// <param name="Exact">The same without rounding, where it was worked so.</param>
public readonly record struct Quantity(double Value, Unit Unit, Rational? Exact = null)
{
    public static Quantity Money(double minor) => new(minor, Unit.Money);

    public static Quantity Money(long minor) => new(minor, Unit.Money, minor);

    public static Quantity Money(Rational minor) => new(minor.ToDouble(), Unit.Money, minor);

    public static Quantity Share(double share) => new(share, Unit.Share);

    public static Quantity Share(Rational share) => new(share.ToDouble(), Unit.Share, share);

    public static Quantity Count(long count) => new(count, Unit.Count, count);
}

/// <summary>A figure is never one bare number: it has two ends, and each says what must be assumed for it.</summary>
/// <param name="Id">The same in every language.</param>
/// <param name="Deals">Ids of the deals behind it.</param>
/// <param name="Undefined">Why it is not defined here; the ends are then not numbers.</param>
public sealed record Figure(string Id, string Label, Quantity Low, string LowMeans, Quantity High, string HighMeans, ImmutableArray<string> Deals, string? Undefined = null)
{
    public static Figure NotDefined(string id, string label, Unit unit, string why) =>
        new(id, label, new(double.NaN, unit), "", new(double.NaN, unit), "", [], why);
}

/// <summary>A text or a quantity.</summary>
public readonly record struct Cell(string? Text, Quantity? Quantity)
{
    public static implicit operator Cell(string text) => new(text, null);

    public static implicit operator Cell(Quantity quantity) => new(null, quantity);
}

/// <param name="Deals">Ids of the deals behind the row.</param>
public sealed record AnswerRow(ImmutableArray<Cell> Cells, ImmutableArray<string> Deals);

/// <param name="Columns">Names that do not change with the language, for scripts, and headings for people.</param>
public sealed record AnswerTable(string Id, string Caption, ImmutableArray<(string Id, string Heading)> Columns, ImmutableArray<AnswerRow> Rows);

/// <summary>The answer to a question about a file of deals: figures, tables and what to know about them.</summary>
public sealed record Answer(string Id, string Question, string Currency, ImmutableArray<Figure> Figures, ImmutableArray<AnswerTable> Tables, ImmutableArray<string> Notes);
