namespace KerasLikeRnn.Plotting;

/// <summary>
/// The room a figure gives its axes: borders in fractions of the figure, gaps in fractions of the average axes' width and height.
/// The defaults are matplotlib's.
/// </summary>
internal sealed record SubplotGrid
{
    public double Left { get; init; } = 0.125;
    public double Right { get; init; } = 0.9;
    public double Bottom { get; init; } = 0.11;
    public double Top { get; init; } = 0.88;
    public double WidthSpace { get; init; } = 0.2;
    public double HeightSpace { get; init; } = 0.2;

    /// <summary>The rectangle of a cell, in fractions of the figure.</summary>
    public Box Cell(SubplotCell cell)
    {
        var width = (Right - Left) / (cell.Columns + WidthSpace * (cell.Columns - 1));
        var height = (Top - Bottom) / (cell.Rows + HeightSpace * (cell.Rows - 1));
        var left = Left + cell.Column * width * (1 + WidthSpace);
        var top = Top - cell.Row * height * (1 + HeightSpace);
        return new Box(left, top - height, left + width, top);
    }
}

/// <summary>One place of a grid of axes; <paramref name="Index"/> counts from 1, row by row.</summary>
internal readonly record struct SubplotCell(int Rows, int Columns, int Index)
{
    public static readonly SubplotCell Whole = new(1, 1, 1);

    public int Row => (Index - 1) / Columns;
    public int Column => (Index - 1) % Columns;

    public static SubplotCell Of(int rows, int columns, int index)
    {
        if (rows < 1 || columns < 1)
            throw new ValueError(
                $"Number of rows and columns must be positive integers, not {rows} and {columns}", nameof(rows));
        if (index < 1 || index > rows * columns)
            throw new ValueError($"num must be an integer with 1 <= num <= {rows * columns}, not {index}", nameof(index));
        return new SubplotCell(rows, columns, index);
    }
}
