using System.Collections;
using System.Globalization;
using NumSharp;

namespace KerasLikeRnn.Plotting;

/// <summary>
/// The numbers given to a plot, whatever held them: a row of numbers is one column, a table (<c>NDArray</c>, <c>double[,]</c>,
/// <c>double[][]</c>) has several, each a line of its own.
/// </summary>
internal sealed class Columns
{
    private readonly double[][] columns;

    private Columns(double[][] columns, int[] shape)
    {
        this.columns = columns;
        Shape = shape;
    }

    /// <summary>(rows,) or (rows, columns).</summary>
    public int[] Shape { get; }

    public int Rows => Shape[0];
    public int Count => columns.Length;

    /// <summary>The column; a single one stands for each of the others' partners.</summary>
    public double[] this[int index] => columns[columns.Length == 1 ? 0 : index];

    /// <summary>The shape as Python writes it: <c>(3,)</c>, <c>(3, 2)</c>.</summary>
    public string ShapeText => Shape.Length == 1 ? Invariant($"({Shape[0]},)") : Invariant($"({Shape[0]}, {Shape[1]})");

    /// <summary>0 to rows - 1: the x of a plot that names none.</summary>
    public static Columns Positions(int rows) => OfRow([.. Enumerable.Range(0, rows).Select(index => (double)index)]);

    /// <exception cref="ValueError">No numbers, or a table that is not rectangular or has three dimensions.</exception>
    public static Columns Of(IEnumerable values, string argument)
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        return values switch
        {
            double[] row => OfRow([.. row]),
            string => throw NotNumbers(values, argument),
            NDArray array => OfArray(array, argument),
            Array { Rank: 2 } table => OfTable(Flat(table, argument), table.GetLength(0), table.GetLength(1)),
            Array { Rank: > 2 } cube => throw TooManyDimensions(cube.Rank, argument),
            _ => OfEnumerable(values, argument),
        };
    }

    /// <summary>The numbers when they form one row (or a table's only column).</summary>
    /// <exception cref="ValueError">They form several columns, or are no numbers.</exception>
    public static double[] Row(IEnumerable values, string argument)
    {
        var columns = Of(values, argument);
        if (columns.Count != 1) throw new ValueError($"{argument} must be 1D, but has shape {columns.ShapeText}", argument);
        return columns[0];
    }

    private static Columns OfRow(double[] row) => new([row], [row.Length]);

    private static Columns OfTable(double[] flat, int rows, int columns) => new(
        [.. Enumerable.Range(0, columns).Select(column => Enumerable.Range(0, rows).Select(row => flat[row * columns + column]).ToArray())],
        [rows, columns]);

    private static Columns OfArray(NDArray array, string argument)
    {
        if (array.ndim > 2) throw TooManyDimensions(array.ndim, argument);
        var flat = array.astype(typeof(double)).ravel().ToArray<double>();
        return array.ndim == 2 ? OfTable(flat, (int)array.shape[0], (int)array.shape[1]) : OfRow(flat);
    }

    private static Columns OfEnumerable(IEnumerable values, string argument)
    {
        var elements = values.Cast<object?>().ToList();
        if (elements.Count == 0 || elements[0] is not IEnumerable || elements[0] is string)
            return OfRow([.. elements.Select(element => Number(element, argument))]);

        var rows = elements.Select(row => row is IEnumerable numbers ? Row(numbers, argument) : throw NotNumbers(row, argument)).ToList();
        if (rows.Exists(row => row.Length != rows[0].Length))
            throw new ValueError($"{argument} must have rows of the same length.", argument);
        return OfTable([.. rows.SelectMany(row => row)], rows.Count, rows[0].Length);
    }

    private static double[] Flat(Array table, string argument) => [.. table.Cast<object?>().Select(element => Number(element, argument))];

    private static double Number(object? element, string argument) => element switch
    {
        double number => number,
        null or string or char or DateTime => throw NotNumbers(element, argument),
        NDArray { size: 1 } scalar => scalar.astype(typeof(double)).ravel().ToArray<double>()[0],
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        Half half => (double)half,
        _ => throw NotNumbers(element, argument),
    };

    private static ValueError NotNumbers(object? value, string argument) =>
        new($"{argument} must hold numbers. Received: {value ?? "null"} ({value?.GetType().Name ?? "null"})", argument);

    private static ValueError TooManyDimensions(int rank, string argument) =>
        new($"x and y can be no greater than 2D, but {argument} has {rank} dimensions", argument);
}
