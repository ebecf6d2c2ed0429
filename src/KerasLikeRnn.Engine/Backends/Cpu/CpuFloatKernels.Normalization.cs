using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product) =>
        Columns<T>.Moments(ColumnsOf(x, mean, weights), At(sum), At(product));

    public override void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y)
    {
        var columns = ColumnsOf(x, mean, weights);
        columns.Factor = At(factor);
        columns.Shift = At(shift);
        columns.WeightFactor = At(weightFactor);
        Columns<T>.Scale(columns, At(y));
    }

    private static Columns<T> ColumnsOf(Tensor x, Tensor mean, Tensor? weights) => new()
    {
        Rows = x.Length / Math.Max(1, x.Shape.Dim(-1)),
        Width = x.Shape.Dim(-1),
        X = At(x),
        Mean = At(mean),
        Weights = At(weights),
    };
}
