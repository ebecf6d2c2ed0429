namespace KerasLikeRnn.Engine;

/// <summary>
/// The gradient of a table of which only some rows were read: <paramref name="Values"/> (n, width...) belong to the rows
/// <paramref name="Indices"/> (n, int32) of a table of shape <paramref name="DenseShape"/>. Rows may repeat; they add up.
/// </summary>
/// <param name="Values">A gradient for each row named.</param>
/// <param name="Indices">The rows.</param>
/// <param name="DenseShape">Shape of the table.</param>
/// <param name="IsUnique">True when no row is named twice.</param>
public sealed record IndexedSlices(Tensor Values, Tensor Indices, Shape DenseShape, bool IsUnique = false)
{
    /// <summary>
    /// Makes the slices as they were before equal rows were added up, one for each time a row was read; null where these are
    /// they. Keras clips gradients before it adds them.
    /// </summary>
    internal Func<IndexedSlices>? BeforeAdding { get; init; }

    /// <summary>Keeps what <see cref="BeforeAdding"/> reads as it is, whatever variables are written before.</summary>
    internal Action? Keep { get; init; }

    /// <summary>The whole table's gradient, zero in the rows that were not read.</summary>
    public Tensor ToDense() => Ops.SumRows(Values, Indices, DenseShape);

    /// <summary>The same with every row named once, in ascending order.</summary>
    public IndexedSlices Unique()
    {
        if (IsUnique) return this;
        var (rows, positions) = DistinctRows(Indices);
        var values = Ops.SumRows(Values, Tensor.From<int>(positions, positions.Length), DenseShape.With(0, rows.Length));
        return new IndexedSlices(values, Tensor.From<int>(rows, rows.Length), DenseShape, true);
    }

    /// <summary>The distinct rows, ascending, and for each index its place among them.</summary>
    private static (int[] Rows, int[] Positions) DistinctRows(Tensor indices)
    {
        var all = indices.ToArray<int>();
        var rows = (int[])all.Clone();
        Array.Sort(rows);
        var count = 0;
        foreach (var row in rows)
            if (count == 0 || rows[count - 1] != row) rows[count++] = row;
        Array.Resize(ref rows, count);
        return (rows, Array.ConvertAll(all, row => Array.BinarySearch(rows, row)));
    }
}
