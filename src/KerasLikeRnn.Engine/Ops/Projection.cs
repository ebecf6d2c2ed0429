namespace KerasLikeRnn.Engine;

/// <summary>
/// x·kernel + bias for every position of a sequence, the part of a recurrent layer that does not wait for the step before:
/// either for each position, or, where x is a lookup, for each row of the table in use.
/// </summary>
internal abstract class Projection
{
    /// <summary>The tensors it was made of: their gradients are asked for.</summary>
    public required Tensor[] Inputs { get; init; }

    /// <summary>The products (batch, time, units), or (rows, units) with <see cref="RowOf"/>.</summary>
    public required Tensor Projected { get; init; }

    /// <summary>Row of each position (batch, time), or null.</summary>
    public Tensor? RowOf { get; init; }

    private static Backend Backend => Backend.Current;

    /// <summary>The cheaper of both.</summary>
    public static Projection Of(Tensor x, Tensor kernel, Tensor? bias)
    {
        using (GradientTape.Pause())
            return x.Lookup is { } lookup && lookup.Table.Rank == 2 && lookup.Indices.Rank == 2 ? Table.Of(lookup, kernel, bias) : Dense.Of(x, kernel, bias);
    }

    /// <summary>Gradients of <see cref="Inputs"/>, given that of every position's product (batch, time, units).</summary>
    public abstract Gradient[] Gradients(Tensor dz, bool[] needed);

    /// <summary>Every position by itself.</summary>
    private sealed class Dense : Projection
    {
        public static new Dense Of(Tensor x, Tensor kernel, Tensor? bias) => new()
        {
            Inputs = bias is null ? [x, kernel] : [x, kernel, bias],
            Projected = Ops.Linear(x, kernel, bias),
        };

        public override Gradient[] Gradients(Tensor dz, bool[] needed)
        {
            Tensor x = Inputs[0], kernel = Inputs[1];
            var rows = Ops.Reshape(dz, Shape.Of(Shape.Unknown, dz.Shape.Dim(-1)));
            var gradients = new Gradient[Inputs.Length];
            if (needed[0]) gradients[0] = Ops.Reshape(Ops.MatMul(rows, kernel, false, true), x.Shape);
            if (needed[1]) gradients[1] = Ops.MatMul(Ops.Reshape(x, Shape.Of(Shape.Unknown, x.Shape.Dim(-1))), rows, true);
            if (Inputs.Length > 2 && needed[2]) gradients[2] = Ops.Sum(rows, [0]);
            return gradients;
        }
    }

    /// <summary>Every row of the table that is in use, once.</summary>
    private sealed class Table : Projection
    {
        private readonly TableLookup lookup;
        private readonly Tensor rows;
        private readonly Tensor vectors;

        private Table(TableLookup lookup, Tensor rows, Tensor vectors) => (this.lookup, this.rows, this.vectors) = (lookup, rows, vectors);

        public static Table Of(TableLookup lookup, Tensor kernel, Tensor? bias)
        {
            var (table, indices) = lookup;
            var tableRows = table.Shape.Dims[0];
            var rowOf = Tensor.Empty(indices.Shape, DType.Int32);
            var rows = Tensor.Empty((int)Math.Min(tableRows, indices.Length), DType.Int32);
            rows = Ops.Narrow(rows, 0, 0, Backend.CompactRows(indices, tableRows, rowOf, rows));
            var vectors = Tensor.Empty(Shape.Of(rows.Shape.Dims[0], table.Shape.Dims[1]), table.DType);
            Backend.Gather(table, rows, vectors);
            return new(lookup, rows, vectors)
            {
                Inputs = bias is null ? [table, kernel] : [table, kernel, bias],
                Projected = Ops.Linear(vectors, kernel, bias),
                RowOf = rowOf,
            };
        }

        public override Gradient[] Gradients(Tensor dz, bool[] needed)
        {
            var kernel = Inputs[1];
            var dRows = Tensor.Empty(Projected.Shape, dz.DType);
            Backend.SumByRow(dz, RowOf!, dRows);
            var gradients = new Gradient[Inputs.Length];
            if (needed[0])
                gradients[0] = new IndexedSlices(Ops.MatMul(dRows, kernel, false, true), rows, lookup.Table.Shape, true) { Occurrences = () => Each(dz, kernel) };
            if (needed[1]) gradients[1] = Ops.MatMul(vectors, dRows, true);
            if (Inputs.Length > 2 && needed[2]) gradients[2] = Ops.Sum(dRows, [0]);
            return gradients;
        }

        private IndexedSlices Each(Tensor dz, Tensor kernel)
        {
            var rows = Ops.Reshape(dz, Shape.Of(Shape.Unknown, dz.Shape.Dim(-1)));
            return new(Ops.MatMul(rows, kernel, false, true), Ops.Reshape(lookup.Indices, Shape.Of(Shape.Unknown)), lookup.Table.Shape);
        }
    }
}
