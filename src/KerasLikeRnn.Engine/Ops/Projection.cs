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
            return Backend.ProjectsTables && x.Lookup is { CanBeProjected: true } lookup
                ? Table.Of(x, lookup, kernel, bias) : Dense.Of(x, kernel, bias);
    }

    /// <summary>Gradients of <see cref="Inputs"/>, given that of every position's product (batch, time, units).</summary>
    public abstract Gradient[] Gradients(Tensor dz, bool[] needed);

    /// <summary>The gradient of x: every position's by itself.</summary>
    private Tensor OfX(Tensor dz) => Ops.Reshape(Ops.MatMul(Positions(dz), Inputs[1], false, true), Inputs[0].Shape);

    private static Tensor Positions(Tensor x) => Ops.Reshape(x, Shape.Of(Shape.Unknown, x.Shape.Dim(-1)));

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
            var rows = Positions(dz);
            var gradients = new Gradient[Inputs.Length];
            if (needed[0]) gradients[0] = OfX(dz);
            if (needed[1]) gradients[1] = Ops.MatMul(Positions(x), rows, true);
            if (Inputs.Length > 2 && needed[2]) gradients[2] = Ops.Sum(rows, [0]);
            return gradients;
        }
    }

    /// <summary>Every row of the table that is in use, once.</summary>
    private sealed class Table : Projection
    {
        private readonly Shape tableShape;
        private readonly RowsInUse inUse;

        private Table(Shape tableShape, RowsInUse inUse) => (this.tableShape, this.inUse) = (tableShape, inUse);

        public static Table Of(Tensor x, TableLookup lookup, Tensor kernel, Tensor? bias)
        {
            var inUse = lookup.Use(Find);
            return new(lookup.TableShape, inUse)
            {
                Inputs = bias is null ? [x, kernel] : [x, kernel, bias],
                Projected = Ops.Linear(inUse.Vectors, kernel, bias),
                RowOf = inUse.RowOf,
            };
        }

        // The gradient of x is that of the rows, or, on its way to the table, that of the rows in use: the tape asks for what is wanted.
        public override Gradient[] Gradients(Tensor dz, bool[] needed)
        {
            var dRows = Tensor.Empty(Projected.Shape, dz.DType);
            Backend.SumByRow(dz, RowOf!, dRows);
            var gradients = new Gradient[Inputs.Length];
            if (needed[0]) gradients[0] = Gradient.Of(new LookupGradient(() => OfTable(dRows, dz), () => OfX(dz)));
            if (needed[1]) gradients[1] = Ops.MatMul(inUse.Vectors, dRows, true);
            if (Inputs.Length > 2 && needed[2]) gradients[2] = Ops.Sum(dRows, [0]);
            return gradients;
        }

        private static RowsInUse Find(Tensor table, Tensor indices)
        {
            var tableRows = table.Shape.Dims[0];
            var rowOf = Tensor.Empty(indices.Shape, DType.Int32);
            var rows = Tensor.Empty((int)Math.Min(tableRows, indices.Length), DType.Int32);
            rows = Ops.Narrow(rows, 0, 0, Backend.CompactRows(indices, tableRows, rowOf, rows));
            var vectors = Tensor.Empty(Shape.Of(rows.Shape.Dims[0], table.Shape.Dims[1]), table.DType);
            Backend.Gather(table, rows, vectors);
            return new(rows, vectors, rowOf);
        }

        private IndexedSlices OfTable(Tensor dRows, Tensor dz) =>
            new(Ops.MatMul(dRows, Inputs[1], false, true), inUse.Rows, tableShape, true)
            {
                BeforeAdding = () => Each(dz),
                Keep = () => Inputs[1].Readers?.Lease(),
            };

        private IndexedSlices Each(Tensor dz) =>
            new(Positions(OfX(dz)), Ops.Gather(inUse.Rows, Ops.Reshape(inUse.RowOf, Shape.Of(Shape.Unknown))), tableShape);
    }
}
