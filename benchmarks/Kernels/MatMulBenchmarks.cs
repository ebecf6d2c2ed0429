using BenchmarkDotNet.Attributes;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Benchmarks.Kernels;

/// <summary>Matrix products of the shapes that training asks for: square, projections, weight gradients.</summary>
public unsafe class MatMulBenchmarks
{
    private float* a, b, c;

    [Params("512 512 512", "64000 32 32", "32 1024 1024", "T 32 32 64000")]
    public string Shape { get; set; } = "";

    private (bool Transpose, int M, int N, int K) Sizes
    {
        get
        {
            var numbers = Shape.Replace("T ", "", StringComparison.Ordinal).Split(' ').Select(int.Parse).ToArray();
            return (Shape.StartsWith('T'), numbers[0], numbers[1], numbers[2]);
        }
    }

    [GlobalSetup]
    public void Setup()
    {
        var (_, m, n, k) = Sizes;
        a = NativeNumbers.Random((long)m * k);
        b = NativeNumbers.Random((long)k * n);
        c = NativeNumbers.Random((long)m * n);
    }

    [Benchmark]
    public void Product()
    {
        var (transpose, m, n, k) = Sizes;
        MatMul.Run(transpose, false, m, n, k, 1f, a, transpose ? m : k, b, n, c, n);
    }
}
