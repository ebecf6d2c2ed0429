using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product)
    {
        if (x.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, INumber<T> => Columns<T>.Moments(Of<T>(x, mean, weights), OrNull<T>(sum), Pointer<T>(product));
    }

    /// <inheritdoc/>
    public override void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y)
    {
        if (x.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>() where T : unmanaged, INumber<T>
        {
            var columns = Of<T>(x, mean, weights);
            columns.Factor = Pointer<T>(factor);
            columns.Shift = Pointer<T>(shift);
            columns.WeightFactor = OrNull<T>(weightFactor);
            Columns<T>.Scale(columns, Pointer<T>(y));
        }
    }

    private static Columns<T> Of<T>(Tensor x, Tensor mean, Tensor? weights) where T : unmanaged, INumber<T> => new()
    {
        Rows = x.Length / Math.Max(1, x.Shape.Dim(-1)),
        Width = x.Shape.Dim(-1),
        X = Pointer<T>(x),
        Mean = Pointer<T>(mean),
        Weights = OrNull<T>(weights),
    };
}
