namespace KerasLikeRnn.Engine.Tests;

/// <summary>An engine that has the built-in one do what every engine must do, and leaves everything else to the defaults.</summary>
internal sealed class HelpedBackend : Backend
{
    private readonly CpuBackend helper = new();

    public override Storage Allocate(DType dtype, long length) => helper.Allocate(dtype, length);

    protected override void RunFill(Tensor y, double value) => helper.Fill(y, value);

    protected override void RunCast(Tensor x, Tensor y) => helper.Cast(x, y);

    protected override void RunUnary(UnaryOp op, Tensor x, Tensor y) => helper.Unary(op, x, y);

    protected override void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y) => helper.Binary(op, a, b, y);

    protected override void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y) => helper.Compare(op, a, b, y);

    protected override void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y) => helper.Select(condition, a, b, y);

    protected override void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y) => helper.Reduce(op, x, axes, y);

    protected override void RunArgReduce(bool largest, Tensor x, int axis, Tensor y) => helper.ArgReduce(largest, x, axis, y);

    protected override void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y) =>
        helper.Cumulate(product, x, axis, exclusive, reverse, y);

    protected override void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias) =>
        helper.MatMul(a, transposeA, b, transposeB, y, bias);

    protected override void RunTranspose(Tensor x, int[] permutation, Tensor y) => helper.Transpose(x, permutation, y);

    protected override void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y) => helper.Slice(x, begin, strides, y);

    protected override void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y) => helper.Concat(xs, axis, y);

    protected override void RunGather(Tensor table, Tensor indices, Tensor y) => helper.Gather(table, indices, y);

    protected override void RunScatterAdd(Tensor table, Tensor indices, Tensor rows) => helper.ScatterAdd(table, indices, rows);

    protected override void RunArgSort(bool descending, Tensor x, Tensor y) => helper.ArgSort(descending, x, y);
}
