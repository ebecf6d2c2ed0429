namespace KerasLikeRnn.Models;

/// <summary>Draws what <c>model.summary()</c> shows, line by line.</summary>
/// <param name="modelName">The model's name.</param>
/// <param name="rows">The model's layers in order.</param>
/// <param name="sequentialLike">Three columns in 65 characters; otherwise a fourth, <c>Connected to</c>, in 98.</param>
/// <param name="trainableCount">Number of weights that learn.</param>
/// <param name="nonTrainableCount">Number of weights that do not.</param>
internal sealed class SummaryTable(
    string modelName, IReadOnlyList<SummaryRow> rows, bool sequentialLike, long trainableCount, long nonTrainableCount)
{
    private const int TrainableWidth = 11;

    // A cell goes on in the next line after one of these, so that the shapes of several outputs stand under each other.
    private static readonly string[] Breaks = ["),", "},", "],", "',"];

    private int length;
    private int[] ends = [];
    private bool expandNested;
    private bool showTrainable;
    private Action<string> printLine = Messages.Print;

    /// <summary>Writes the table.</summary>
    /// <param name="line_length">Characters of a line; null or 0: 65, or 98 with connections.</param>
    /// <param name="positions">
    /// Where the columns end, ascending: shares of the line when the last is at most 1, else characters.
    /// Null: .45, .85, 1 or .33, .55, .67, 1.
    /// </param>
    /// <param name="print_fn">Called with each line; null: the standard output.</param>
    /// <param name="expand_nested">Whether the layers of nested models are shown.</param>
    /// <param name="show_trainable">Whether a column says which layers learn; the line is 11 characters longer.</param>
    /// <exception cref="ValueError">The positions do not give every column its place.</exception>
    public void Print(
        int? line_length = null, IReadOnlyList<double>? positions = null, Action<string>? print_fn = null, bool expand_nested = false,
        bool show_trainable = false)
    {
        expandNested = expand_nested;
        showTrainable = show_trainable;
        printLine = print_fn ?? Messages.Print;
        length = line_length is null or 0 ? (sequentialLike ? 65 : 98) : line_length.Value;
        ends = ColumnEnds(positions is null or [] ? DefaultPositions : positions);
        if (showTrainable)
        {
            length += TrainableWidth;
            ends = [.. ends, length];
        }
        CheckColumns(positions);

        printLine($"Model: \"{modelName}\"");
        printLine(new string('_', length));
        PrintCells(["Layer (type)", "Output Shape", "Param #", "Connected to"], "Trainable", 0);
        printLine(new string('=', length));
        foreach (var row in rows) PrintRow(row, level: 0, isLastNested: false);
        printLine(new string('=', length));
        printLine($"Total params: {PythonFormat.Thousands(trainableCount + nonTrainableCount)}");
        printLine($"Trainable params: {PythonFormat.Thousands(trainableCount)}");
        printLine($"Non-trainable params: {PythonFormat.Thousands(nonTrainableCount)}");
        printLine(new string('_', length));
    }

    private double[] DefaultPositions => sequentialLike ? [.45, .85, 1] : [.33, .55, .67, 1];

    private int ColumnCount => (sequentialLike ? 3 : 4) + (showTrainable ? 1 : 0);

    private int[] ColumnEnds(IReadOnlyList<double> positions) =>
        [.. positions.Select(position => (int)(positions[^1] <= 1 ? length * position : position))];

    private void CheckColumns(IReadOnlyList<double>? positions)
    {
        for (var column = 0; column < ColumnCount; column++)
            if (length < 1 || column >= ends.Length || CellWidth(column) <= 0)
                throw new ValueError(
                    $"The summary has {ColumnCount} columns of at least 3 characters. Expected {(sequentialLike ? 3 : 4)} ascending column "
                    + $"ends that leave them room in {length} characters. Received: line_length={length}, "
                    + $"positions=[{string.Join(", ", (positions ?? DefaultPositions).Select(PythonNumber.Repr))}]",
                    nameof(positions));
    }

    // Two blanks divide columns; the last one needs none.
    private int Gap(int column) => column == ends.Length - 1 ? 0 : 2;

    private int CellWidth(int column) => ends[column] - (column == 0 ? 0 : ends[column - 1]) - Gap(column);

    private void PrintRow(SummaryRow row, int level, bool isLastNested)
    {
        PrintCells([row.Layer, row.OutputShape, row.Parameters, row.ConnectedTo], row.Trainable ? "Y" : "N", level);
        var expanded = expandNested && row.Nested is { Count: > 0 };
        if (expanded) PrintNested(row.Nested!, level);
        if (!expanded && !isLastNested) printLine(Framed(' ', level));
    }

    private void PrintNested(IReadOnlyList<SummaryRow> nested, int level)
    {
        printLine(Framed('¯', level + 1));
        for (var i = 0; i < nested.Count; i++) PrintRow(nested[i], level + 1, isLastNested: i == nested.Count - 1);
        printLine(Framed('¯', level));
    }

    private string Framed(char filling, int level) =>
        new string('|', level) + new string(filling, Math.Max(0, length - 2 * level)) + new string('|', level);

    private void PrintCells(string[] cells, string trainable, int level)
    {
        var rest = cells[..(sequentialLike ? 3 : 4)].ToList();
        if (showTrainable) rest.Add(trainable);
        while (rest.Exists(text => text.Length > 0))
        {
            // The leading blank is not part of the first cell's width: a full first cell moves its line by one, as in Keras.
            var line = new string('|', level) + " ";
            for (var column = 0; column < rest.Count; column++)
            {
                var part = FirstPart(rest[column], CellWidth(column));
                rest[column] = rest[column][part.Length..];
                line = (line + part + new string(' ', Gap(column))).PadRight(Math.Max(0, ends[column] - level));
            }
            printLine(line + new string('|', level));
        }
    }

    private static string FirstPart(string text, int width)
    {
        var part = text.Length > width ? text[..width] : text;
        var ends = Breaks.Select(mark => part.IndexOf(mark, StringComparison.Ordinal) + mark.Length).Where(end => end > 1);
        return part[..ends.DefaultIfEmpty(part.Length).Min()];
    }
}
