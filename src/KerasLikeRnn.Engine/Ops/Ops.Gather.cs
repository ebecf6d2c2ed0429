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
        Backend.CheckRows(table, indices);
        return GradientTape.Record(TableLookup.ReadsAtOnce ? Rows(table, indices) : LookUp(table, indices), table, gradient =>
        {
            var rows = gradient.WithoutLookup is { } rest ? (Gradient)SlicesOf(rest.ToDense(), indices, table.Shape) : null;
            return gradient.Lookup is { } lookup ? Gradient.Sum(rows, lookup.Table()) : rows!;
        });
    }

    private static Tensor LookUp(Tensor table, Tensor indices)
    {
        var lookup = new TableLookup(table, indices, Rows);
        return new(indices.Shape.Concat(table.Shape.Range(1, table.Rank)), table.DType, lookup.Read) { Lookup = lookup };
    }

    private static Tensor Rows(Tensor table, Tensor indices)
    {
        var rows = Tensor.Empty(indices.Shape.Concat(table.Shape.Range(1, table.Rank)), table.DType);
        Backend.Gather(table, indices, rows);
        return rows;
    }

    /// <summary>A table of zeros to whose rows the values are added, in their order: the way back of <see cref="Gather"/>.</summary>
    internal static Tensor SumRows(Tensor values, Tensor indices, Shape table)
    {
        if (values.DType.IsHalf()) return Cast(SumRows(Wide(values), indices, table), values.DType);
        var y = Zeros(table, values.DType);
        Backend.ScatterAdd(y, indices, values);
        return GradientTape.Record(y, (values, dy => Reshape(Gather(dy, indices), values.Shape)));
    }

    private static IndexedSlices SlicesOf(Tensor dy, Tensor indices, Shape table) =>
        new(Reshape(dy, Shape.Of(Shape.Unknown).Concat(table.Range(1, table.Rank))), Reshape(indices, Shape.Of(Shape.Unknown)), table);
}
