using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed unsafe class MatMulTests
{
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 3, 5, 7 }, { 8, 32, 32 }, { 13, 33, 65 }, { 128, 1, 32 }, { 1, 100, 40 }, { 17, 16, 210 }, { 35, 131, 220 },
        { 4, 80, 3 }, { 200, 48, 32 }, { 12, 20, 2100 }, { 9, 11, 4099 }, { 5, 600, 9 }, { 72, 150, 41 }, { 2, 3, 0 }, { 1008, 40, 113 },
        { 500, 33, 17 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_agree_with_the_plain_sum_at_every_width_and_number_of_threads(int m, int n, int k)
    {
        foreach (var transposeA in new[] { false, true })
            foreach (var transposeB in new[] { false, true })
                foreach (var variant in Enum.GetValues<Variant>())
                {
                    Check<float>(m, n, k, transposeA, transposeB, variant, 3e-5);
                    if (variant == Variant.Plain) Check<double>(m, n, k, transposeA, transposeB, variant, 1e-12);
                }
    }

    [Theory]
    [InlineData(70, 90, 1000)]
    [InlineData(64, 64, 250)]
    public void The_register_width_does_not_change_a_bit(int m, int n, int k)
    {
        var results = KernelSettings.AtAllWidths(() => Compute<float>(m, n, k, false, false, Variant.Plain));
        foreach (var result in results.Values) Assert.Equal(results[SimdWidth.Scalar], result);
    }

    [Fact]
    public void Steady_products_allocate_nothing()
    {
        var a = Numbers.Random<float>(300 * 300, 1);
        var c = new float[300 * 300];
        fixed (float* pa = a, pc = c)
        {
            var before = 0L;
            for (var i = 0; i < 10; i++)
            {
                if (i == 5) before = GC.GetAllocatedBytesForCurrentThread();
                MatMul.Run(false, true, 300, 300, 300, 1f, pa, 300, pa, 300, pc, 300);
            }
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    internal enum Variant
    {
        Plain,
        Accumulate,
        Scaled,
        ScaledAccumulate,
        Bias,
    }

    private static void Check<T>(int m, int n, int k, bool transposeA, bool transposeB, Variant variant, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var expected = Naive(m, n, k, transposeA, transposeB, variant);
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => Compute<T>(m, n, k, transposeA, transposeB, variant)))
            Numbers.AssertClose(expected, result, tolerance, $"{width} {m}x{n}x{k} {transposeA} {transposeB} {variant}");
    }

    // Leading dimensions exceed the rows by 3, and the numbers between the rows must stay as they are.
    private static T[] Compute<T>(int m, int n, int k, bool transposeA, bool transposeB, Variant variant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b, c, bias) = Inputs<T>(m, n, k, transposeA, transposeB);
        var lda = (transposeA ? m : k) + 3;
        var ldb = (transposeB ? k : n) + 3;
        var alpha = variant is Variant.Scaled or Variant.ScaledAccumulate ? T.CreateTruncating(0.5) : T.One;
        var accumulate = variant is Variant.Accumulate or Variant.ScaledAccumulate;
        fixed (T* pa = a, pb = b, pc = c, pBias = bias)
        {
            if (variant == Variant.Bias) MatMul.RunWithBias(transposeA, transposeB, m, n, k, pa, lda, pb, ldb, pBias, pc, n + 3);
            else MatMul.Run(transposeA, transposeB, m, n, k, alpha, pa, lda, pb, ldb, pc, n + 3, accumulate);
        }
        return c;
    }

    private static (T[] A, T[] B, T[] C, T[] Bias) Inputs<T>(int m, int n, int k, bool transposeA, bool transposeB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (Numbers.Random<T>(((transposeA ? m : k) + 3) * (transposeA ? k : m) + 1, 1),
            Numbers.Random<T>(((transposeB ? k : n) + 3) * (transposeB ? n : k) + 1, 2),
            Numbers.Random<T>((n + 3) * m, 3), Numbers.Random<T>(n, 4));

    private static double[] Naive(int m, int n, int k, bool transposeA, bool transposeB, Variant variant)
    {
        var (a, b, c, bias) = Inputs<double>(m, n, k, transposeA, transposeB);
        var lda = (transposeA ? m : k) + 3;
        var ldb = (transposeB ? k : n) + 3;
        for (var i = 0; i < m; i++)
            for (var j = 0; j < n; j++)
            {
                var sum = 0.0;
                for (var p = 0; p < k; p++)
                    sum += (transposeA ? a[p * lda + i] : a[i * lda + p]) * (transposeB ? b[j * ldb + p] : b[p * ldb + j]);
                if (variant is Variant.Scaled or Variant.ScaledAccumulate) sum *= 0.5;
                if (variant == Variant.Bias) sum += bias[j];
                if (variant is Variant.Accumulate or Variant.ScaledAccumulate) sum += c[i * (n + 3) + j];
                c[i * (n + 3) + j] = sum;
            }
        return c;
    }
}
