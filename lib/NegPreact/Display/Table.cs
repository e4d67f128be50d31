using Microsoft.Data.Analysis;

namespace NegPreact;

/// <summary>
/// Numbers for people: a heading with its unit over each column, missing values named, long tables cut with a line that
/// says so. Shown in a notebook as HTML, elsewhere as aligned text.
/// </summary>
/// <example>
/// <code>
/// new Table("Perplexity under ablation").Column("neurons").Column("perplexity", "nats", "0.00").Row("top 1 %", 21.4)
/// </code>
/// </example>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class Table : IRichDisplay
{
    private readonly List<TableColumn> columns = [];
    private readonly List<IReadOnlyList<object?>> rows = [];
    private readonly List<string> notes = [];

    /// <summary>Makes a table without columns and rows.</summary>
    /// <param name="title">What the numbers are.</param>
    /// <exception cref="NegPreactException">The title is empty.</exception>
    public Table(string title) => Title = string.IsNullOrWhiteSpace(title)
        ? throw new NegPreactException(ErrorKind.Figure, "A table needs a title: say what its numbers are.")
        : title;

    /// <summary>What the numbers are.</summary>
    public string Title { get; }

    /// <summary>The columns, from left to right.</summary>
    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>All rows, also those that are not shown.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows => rows;

    /// <summary>Sentences beneath the table.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>How many rows are shown; the rest is counted in a line.</summary>
    public int RowsShown { get; private set; } = 20;

    /// <summary>A table of a data frame's rows, its columns named as they are there (with their units).</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="title">What its numbers are.</param>
    public static Table From(DataFrame frame, string title)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var table = new Table(title);
        foreach (var column in frame.Columns)
            table.Column(column.Name);
        foreach (var row in frame.Rows)
            table.rows.Add([.. row]);
        return table;
    }

    /// <summary>Adds a column on the right.</summary>
    /// <param name="name">What it holds.</param>
    /// <param name="unit">The unit of its numbers; empty for words, counts and pure numbers.</param>
    /// <param name="format">A .NET number format, or null for four figures.</param>
    /// <param name="alignment">Where its cells stand, or null: numbers on the right, all else on the left.</param>
    /// <returns>This table.</returns>
    /// <exception cref="NegPreactException">The table has rows already.</exception>
    public Table Column(string name, string unit = "", string? format = null, Alignment? alignment = null)
    {
        if (rows.Count > 0)
            throw new NegPreactException(
                ErrorKind.Figure, $"Table \"{Title}\": column \"{name}\" comes after the first row; add "
                + "columns first.");
        columns.Add(new TableColumn(name, unit, format, alignment));
        return this;
    }

    /// <summary>
    /// Adds three columns: a value and the ends of its interval, which one <see cref="NegPreact.Estimate"/> fills.
    /// </summary>
    /// <param name="name">What the value is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="format">The number format of all three.</param>
    /// <returns>This table.</returns>
    /// <exception cref="NegPreactException">The table has rows already.</exception>
    public Table EstimateColumns(string name, string unit = "", string? format = null) =>
        Column(name, unit, format).Column("from", format: format).Column("to", format: format);

    /// <summary>Adds a row at the bottom.</summary>
    /// <param name="cells">
    /// One value per column: words, numbers, or for a value that is not there null, NaN or a <see cref="Missing"/> with
    /// the reason. An <see cref="NegPreact.Estimate"/> fills three: its value and the ends of its interval.
    /// </param>
    /// <returns>This table.</returns>
    /// <exception cref="NegPreactException">There are more or fewer cells than columns.</exception>
    public Table Row(params object?[]? cells)
    {
        cells ??= [null]; // a lone null argument is taken for the array itself
        cells = [.. cells.SelectMany(cell =>
            cell is Estimate e ? [e.Value, e.Interval.Low, e.Interval.High] : new[] { cell })];
        if (cells.Length != columns.Count)
            throw new NegPreactException(
                ErrorKind.Figure,
                $"Table \"{Title}\": row {rows.Count + 1} has {cells.Length} cells for {columns.Count} columns; give "
                    + "one per column.");
        rows.Add([.. cells]);
        return this;
    }

    /// <summary>Adds a sentence beneath the table.</summary>
    /// <param name="sentence">What a reader must know of the numbers.</param>
    /// <returns>This table.</returns>
    public Table Note(string sentence)
    {
        notes.Add(sentence);
        return this;
    }

    /// <summary>Sets how many rows are shown (20 unless told).</summary>
    /// <param name="count">The number of rows, counted from the top.</param>
    /// <returns>This table.</returns>
    /// <exception cref="NegPreactException">The count is below 1.</exception>
    public Table Show(int count)
    {
        RowsShown = count >= 1 ? count : throw new NegPreactException(
            ErrorKind.Figure, $"Table \"{Title}\": {count} rows cannot be shown; ask for at least 1.");
        return this;
    }

    /// <summary>The table as HTML.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The table as aligned text.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer) => TableWriter.WriteHtml(this, writer);

    void IRichDisplay.WriteText(TextWriter writer) => TableWriter.WriteText(this, writer);
}
