namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// Rows of a table: y[i...] = table[indices[i...]]. The table's gradient is sparse: dy belongs to the rows read.
    /// The result remembers the lookup and reads the rows only when somebody needs them: a recurrent operation that follows
    /// projects the table instead.
    /// </summary>
    /// <exception cref="ValueError">An index is not a row of the table.</exception>
    public static Tensor Gather(Tensor table, Tensor indices)
    {
        // Cut to the range of int32: a larger number must not come around as a small one.
        if (indices.DType == DType.Int64) indices = Clip(indices, -1, int.MaxValue);
        indices = Cast(indices, DType.Int32);
        var width = table.Shape.Range(1, table.Rank);
        Backend.CheckRows(table, indices);
        var y = new Tensor(indices.Shape.Concat(width), table.DType, Rows) { Lookup = new TableLookup(table, indices) };
        return GradientTape.Record(y, (table, dy =>
            new IndexedSlices(Reshape(dy, Shape.Of(Shape.Unknown).Concat(width)), Reshape(indices, Shape.Of(Shape.Unknown)), table.Shape)));

        Tensor Rows()
        {
            var rows = Tensor.Empty(indices.Shape.Concat(width), table.DType);
            Backend.Gather(table, indices, rows);
            return rows;
        }
    }
}
