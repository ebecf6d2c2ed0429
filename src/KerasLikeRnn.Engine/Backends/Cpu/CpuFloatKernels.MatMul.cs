namespace KerasLikeRnn.Engine;

internal sealed unsafe partial class CpuFloatKernels<T>
{
    public static void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias)
    {
        int m = y.Shape.Dim(-2), n = y.Shape.Dim(-1), k = a.Shape.Dim(transposeA ? -2 : -1);
        if (y.Length == 0) return;
        if (k == 0)
        {
            for (var row = 0L; row < y.Length / n; row++)
                if (bias is null) Elements(y).Slice((int)(row * n), n).Clear();
                else Elements(bias).CopyTo(Elements(y).Slice((int)(row * n), n));
            return;
        }
        int lda = transposeA ? m : k, ldb = transposeB ? k : n;
        for (long batch = 0, count = y.Length / ((long)m * n); batch < count; batch++)
        {
            T* pa = At(a) + batch * m * k, pb = At(b) + batch * k * n, py = At(y) + batch * m * n;
            if (bias is null) Backends.Cpu.Kernels.MatMul.Run(transposeA, transposeB, m, n, k, T.One, pa, lda, pb, ldb, py, n);
            else Backends.Cpu.Kernels.MatMul.RunWithBias(transposeA, transposeB, m, n, k, pa, lda, pb, ldb, At(bias), py, n);
        }
    }
}
