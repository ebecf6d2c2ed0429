using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y)
    {
        if (y.DType == DType.Float32) MatMul<float>(a, transposeA, b, transposeB, y);
        else MatMul<double>(a, transposeA, b, transposeB, y);
    }

    private static void MatMul<T>(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y) where T : unmanaged, INumber<T>
    {
        int m = y.Shape.Dim(-2), n = y.Shape.Dim(-1), k = a.Shape.Dim(transposeA ? -2 : -1);
        Fill<T>(y);
        for (long batch = 0, count = y.Shape.Range(0, y.Rank - 2).Length; batch < count; batch++)
        {
            T* pa = Pointer<T>(a) + batch * m * k, pb = Pointer<T>(b) + batch * k * n, py = Pointer<T>(y) + batch * m * n;
            for (var i = 0; i < m; i++)
                for (var p = 0; p < k; p++)
                {
                    var factor = transposeA ? pa[(long)p * m + i] : pa[(long)i * k + p];
                    for (var j = 0; j < n; j++) py[(long)i * n + j] += factor * (transposeB ? pb[(long)j * k + p] : pb[(long)p * n + j]);
                }
        }
    }

    private static void Fill<T>(Tensor y) where T : unmanaged => Span<T>(y).Clear();
}
