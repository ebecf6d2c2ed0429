using System.Numerics;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y)
    {
        if (y.DType == DType.Float32) MatMul<float>(a, transposeA, b, transposeB, y);
        else if (y.DType == DType.Float64) MatMul<double>(a, transposeA, b, transposeB, y);
        else throw new NotSupportedException($"The matrix product of {y.DType.Name()} tensors is not defined. Cast to float32 first.");
    }

    private static void MatMul<T>(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = y.Shape.Dim(-2), n = y.Shape.Dim(-1), k = a.Shape.Dim(transposeA ? -2 : -1);
        if (y.Length == 0) return;
        if (k == 0)
        {
            Span<T>(y).Clear();
            return;
        }
        for (long batch = 0, count = y.Length / ((long)m * n); batch < count; batch++)
            Backends.Cpu.Kernels.MatMul.Run(transposeA, transposeB, m, n, k, T.One,
                Pointer<T>(a) + batch * m * k, transposeA ? m : k, Pointer<T>(b) + batch * k * n, transposeB ? k : n, Pointer<T>(y) + batch * m * n, n);
    }
}
