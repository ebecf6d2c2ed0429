namespace KerasLikeRnn.Engine;

/// <summary>
/// The engine on which shapes are inferred: operations run as ever, with all that they and the seam check, and nothing is computed. A model
/// learns in this way what a step will give. Tensors of a few numbers that are known, such as shapes, are computed by another engine.
/// </summary>
internal sealed class OutlineBackend(Backend host) : Backend
{
    /// <inheritdoc/>
    public override Storage Allocate(DType dtype, long length) => new OutlineStorage(dtype, length);

    protected override void RunFill(Tensor y, double value) => Compute(y, [], (_, to) => host.Fill(to, value));

    protected override void RunCast(Tensor x, Tensor y) => Compute(y, [x], (from, to) => host.Cast(from[0], to));

    protected override void RunUnary(UnaryOp op, Tensor x, Tensor y) => Compute(y, [x], (from, to) => host.Unary(op, from[0], to));

    protected override void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y) =>
        Compute(y, [a, b], (from, to) => host.Binary(op, from[0], from[1], to));

    protected override void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y) =>
        Compute(y, [a, b], (from, to) => host.Compare(op, from[0], from[1], to));

    protected override void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y) =>
        Compute(y, [condition, a, b], (from, to) => host.Select(from[0], from[1], from[2], to));

    protected override void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y) =>
        Compute(y, [x], (from, to) => host.Reduce(op, from[0], axes, to));

    protected override void RunArgReduce(bool largest, Tensor x, int axis, Tensor y) =>
        Compute(y, [x], (from, to) => host.ArgReduce(largest, from[0], axis, to));

    protected override void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y) =>
        Compute(y, [x], (from, to) => host.Cumulate(product, from[0], axis, exclusive, reverse, to));

    protected override void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias) => Forget(y);

    protected override void RunTranspose(Tensor x, int[] permutation, Tensor y) =>
        Compute(y, [x], (from, to) => host.Transpose(from[0], permutation, to));

    protected override void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y) =>
        Compute(y, [x], (from, to) => host.Slice(from[0], begin, strides, to));

    protected override void RunSliceAdd(Tensor x, int[] begin, int[] strides, Tensor y) => Forget(y);

    protected override void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y) =>
        Compute(y, [.. xs], (from, to) => host.Concat(from, axis, to));

    protected override void RunGather(Tensor table, Tensor indices, Tensor y) =>
        Compute(y, [table, indices], (from, to) => host.Gather(from[0], from[1], to));

    protected override void RunScatterAdd(Tensor table, Tensor indices, Tensor rows) => Forget(table);

    protected override void RunArgSort(bool descending, Tensor x, Tensor y) =>
        Compute(y, [x], (from, to) => host.ArgSort(descending, from[0], to));

    protected override void RunRandom(RandomOperation operation, Philox stream, double a, double b, Tensor y) => Forget(y);

    protected override void RunDropoutMask(Philox stream, double rate, Tensor y) => Forget(y);

    protected override void RunCheckRows(int rows, Tensor indices)
    {
        if (IsKnown(indices)) base.RunCheckRows(rows, indices);
    }

    /// <summary>Computes what is known; of all else only the shape is.</summary>
    private void Compute(Tensor y, Tensor[] xs, Action<Tensor[], Tensor> kernel)
    {
        if (y.Storage is not OutlineStorage { CanBeKnown: true } target || !Array.TrueForAll(xs, IsKnown))
        {
            Forget(y);
            return;
        }
        var result = host.Empty(y.Shape, y.DType);
        kernel(Array.ConvertAll(xs, OnHost), result);
        target.CopyFrom(result.Storage);
    }

    private Tensor OnHost(Tensor x)
    {
        if (x.Storage is not OutlineStorage) return x;
        var copy = host.Empty(x.Shape, x.DType);
        var bytes = new byte[x.Length * x.DType.Size()];
        x.Storage.Read(bytes);
        copy.Storage.Write(bytes);
        return copy;
    }

    // Variables and constants are tensors of the engine that computes: as many numbers as here count as known.
    private static bool IsKnown(Tensor x) => x.Storage is OutlineStorage storage ? storage.IsKnown : x.Length <= OutlineStorage.Most;

    private static void Forget(Tensor y) => (y.Storage as OutlineStorage)?.Forget();
}
