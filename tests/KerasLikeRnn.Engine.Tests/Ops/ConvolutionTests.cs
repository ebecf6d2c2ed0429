using CsCheck;
using KerasLikeRnn.Engine.Tests.Kernels;

namespace KerasLikeRnn.Engine.Tests;

[Collection(KernelSettings.Name)]
public sealed class ConvolutionTests
{
    /// <summary>Larger than a block of every kind, and not a multiple of any.</summary>
    public static TheoryData<string> LargeCases => [.. large.Keys];

    private static readonly Dictionary<string, ConvolutionCase> large = new()
    {
        ["one axis"] = Case([3, 301, 37], [5, 37, 67], [1], [1], [(2, 2)]),
        ["one axis, strides"] = Case([3, 301, 37], [5, 37, 67], [2], [1], [(2, 1)]),
        ["one axis, dilation"] = Case([2, 150, 70], [7, 70, 33], [1], [3], [(18, 0)]),
        ["two axes, one channel"] = Case([2, 29, 31, 1], [3, 3, 1, 16], [1, 1], [1, 1], [(1, 1), (1, 1)]),
        ["two axes, strides and groups"] = Case([2, 17, 19, 24], [3, 2, 6, 40], [2, 3], [1, 1], [(1, 1), (0, 1)], groups: 4),
        ["two axes, long sums"] = Case([5, 23, 21, 30], [3, 3, 30, 9], [1, 1], [2, 1], [(0, 0), (1, 0)]),
        ["two axes, depthwise"] = Case([3, 23, 21, 45], [3, 3, 1, 45], [2, 1], [1, 2], [(1, 1), (2, 2)], groups: 45),
        ["three axes"] = Case([2, 9, 8, 7, 11], [2, 3, 2, 11, 21], [1, 1, 1], [1, 1, 1], [(0, 1), (1, 1), (0, 0)]),
    };

    [Fact]
    public void Convolutions_and_their_gradients_are_the_sums_of_the_formula() =>
        ConvolutionCase.OfUpTo(batch: 3, length: 7, size: 4, channels: 6).SelectMany(c => Gen.Select(
                Gen.Const(c), Numbers.OfSizes(Numbers.Any, c.X), Numbers.OfSizes(Numbers.Any, c.Kernel), Numbers.OfSizes(Numbers.Any, c.Y),
                Numbers.OfSizes(Numbers.Any, c.Kernel[^1])))
            .Sample((c, x, kernel, y, bias) =>
            {
                Naive.Equal(
                    c.Convolve(x, kernel, bias), Ops.Convolution(x.ToTensor(), kernel.ToTensor(), bias.ToTensor(), c.Options), 1e-12);
                Naive.Equal(c.Transpose(y, kernel), Ops.ConvolutionTranspose(y.ToTensor(), kernel.ToTensor(), c.Lengths, c.Options), 1e-12);
                Naive.Equal(c.KernelGradient(x, y), Ops.ConvolutionKernelGradient(x.ToTensor(), y.ToTensor(), c.Sizes, c.Options), 1e-12);
            }, iter: 100);

    [Theory]
    [MemberData(nameof(LargeCases))]
    public void Large_ones_are_right_at_every_width_and_have_the_same_bits_on_1_2_and_7_threads(string name)
    {
        var c = large[name];
        Numbers x = Random(c.X, 1), kernel = Random(c.Kernel, 2), y = Random(c.Y, 3), bias = Random([c.Kernel[^1]], 4);
        Everywhere(c.Convolve(x, kernel, bias), () => Ops.Convolution(Single(x), Single(kernel), Single(bias), c.Options));
        Everywhere(c.Transpose(y, kernel), () => Ops.ConvolutionTranspose(Single(y), Single(kernel), c.Lengths, c.Options));
        Everywhere(c.KernelGradient(x, y), () => Ops.ConvolutionKernelGradient(Single(x), Single(y), c.Sizes, c.Options));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var options = new ConvolutionOptions([1], [1], [(0, 0)]);
        var x = Ops.Zeros(Shape.Of(2, 5, 3), DType.Float32);
        Assert.Contains("(2, 5, 3)", Assert.Throws<ValueError>(
            () => Ops.Convolution(x, Ops.Zeros(Shape.Of(3, 4, 2), DType.Float32), null, options)).Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => Ops.Convolution(Ops.Zeros(Shape.Of(2, 5), DType.Float32), x, null, options));
        Assert.Throws<ValueError>(() => Ops.ConvolutionTranspose(x, Ops.Zeros(Shape.Of(3, 4, 3), DType.Float32), [9], options));
        Assert.Throws<NotSupportedException>(
            () => Ops.Convolution(Ops.Zeros(Shape.Of(2, 5, 3), DType.Int32), Ops.Zeros(Shape.Of(2, 3, 2), DType.Int32), null, options));
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_batch_and_a_kernel_gradient_of_zeros()
    {
        var options = new ConvolutionOptions([1], [1], [(0, 0)]);
        Tensor x = Ops.Zeros(Shape.Of(0, 5, 3), DType.Float32), kernel = Ops.Ones(Shape.Of(2, 3, 4), DType.Float32);
        var y = Ops.Convolution(x, kernel, null, options);
        Assert.Equal(Shape.Of(0, 4, 4), y.Shape);
        Assert.Equal(x.Shape, Ops.ConvolutionTranspose(y, kernel, [5], options).Shape);
        Assert.All(Ops.ConvolutionKernelGradient(x, y, [2], options).ToArray<float>(), number => Assert.Equal(0, number));
    }

    private static ConvolutionCase Case(int[] x, int[] kernel, int[] strides, int[] dilations, (int, int)[] paddings, int groups = 1) =>
        new(x, kernel, new ConvolutionOptions(strides, dilations, paddings, groups));

    private static Numbers Random(int[] sizes, int seed)
    {
        var random = new Random(seed);
        return Naive.Make(sizes, _ => (float)(random.NextDouble() * 2 - 1));
    }

    private static Tensor Single(Numbers numbers) => numbers.ToTensor(DType.Float32);

    private static void Everywhere(Numbers expected, Func<Tensor> compute)
    {
        foreach (var result in KernelSettings.AtAllWidths(() => compute().ToArray<float>()).Values)
            for (var i = 0; i < result.Length; i++)
                Assert.True(
                    Math.Abs(expected.Values[i] - result[i]) <= 1e-4 * Math.Max(1, Math.Abs(expected.Values[i])),
                    $"Element {i}: {expected.Values[i]} and {result[i]}.");
    }
}
