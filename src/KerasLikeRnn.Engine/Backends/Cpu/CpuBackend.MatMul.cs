using System.Numerics;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias = null)
    {
        if (y.DType == DType.Float32) MatMul<float>(a, transposeA, b, transposeB, y, bias);
        else if (y.DType == DType.Float64) MatMul<double>(a, transposeA, b, transposeB, y, bias);
        else throw new NotSupportedException($"The matrix product of {y.DType.Name()} tensors is not defined. Cast to float32 first.");
    }

    private static void MatMul<T>(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = y.Shape.Dim(-2), n = y.Shape.Dim(-1), k = a.Shape.Dim(transposeA ? -2 : -1);
        if (y.Length == 0) return;
        if (k == 0)
        {
            for (var row = 0L; row < y.Length / n; row++)
                if (bias is null) Span<T>(y).Slice((int)(row * n), n).Clear();
                else Span<T>(bias).CopyTo(Span<T>(y).Slice((int)(row * n), n));
            return;
        }
        int lda = transposeA ? m : k, ldb = transposeB ? k : n;
        for (long batch = 0, count = y.Length / ((long)m * n); batch < count; batch++)
        {
            T* pa = Pointer<T>(a) + batch * m * k, pb = Pointer<T>(b) + batch * k * n, py = Pointer<T>(y) + batch * m * n;
            if (bias is null) Backends.Cpu.Kernels.MatMul.Run(transposeA, transposeB, m, n, k, T.One, pa, lda, pb, ldb, py, n);
            else Backends.Cpu.Kernels.MatMul.RunWithBias(transposeA, transposeB, m, n, k, pa, lda, pb, ldb, Pointer<T>(bias), py, n);
        }
    }
}
