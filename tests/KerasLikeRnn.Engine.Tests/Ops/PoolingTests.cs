using CsCheck;
using KerasLikeRnn.Engine.Tests.Kernels;

namespace KerasLikeRnn.Engine.Tests;

[Collection(KernelSettings.Name)]
public sealed class PoolingTests
{
    private const int Samples = 50;

    // Vectors and the channels left over after them.
    private static Gen<(Numbers X, PoolingCase Case)> Cases(Gen<double> element) =>
        PoolingCase.OfChannels(Gen.Int[0, 3].Select(i => new[] { 1, 2, 7, 19 }[i]))
        .SelectMany(c => Numbers.OfSizes(element, c.Sizes).Select(x => (x, c)));

    [Fact]
    public void Max_pooling_takes_the_largest_of_each_window_in_every_type() =>
        Cases(Gen.Int[-9, 9].Select(v => (double)v)).Sample((x, c) =>
    {
        var expected = Naive.Make(c.Pooled, index => c.Covered(x, index).Max());
        foreach (var type in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
            Naive.Equal(expected, Ops.MaxPool(x.ToTensor(type), c.Window, c.Strides, c.Paddings));
    }, iter: Samples);

    [Fact]
    public void Average_pooling_counts_only_what_lies_inside() => Cases(Numbers.Any).Sample((x, c) =>
    {
        var expected = Naive.Make(c.Pooled, index => c.Covered(x, index).Average());
        Naive.Equal(expected, Ops.AveragePool(x.ToTensor(), c.Window, c.Strides, c.Paddings), 1e-12);
        Naive.Equal(expected, Ops.AveragePool(x.ToTensor(DType.Float32), c.Window, c.Strides, c.Paddings), 1e-5);
    }, iter: Samples);

    [Fact]
    public void The_second_derivative_of_max_pooling_agrees_with_finite_differences() =>
        PoolingCase.Any.SelectMany(c => Numbers.Distinct(Gen.Const(c.Sizes)).Select(x => (x, c)))
            .Sample(
                (x, c) => FiniteDifferences.CheckSecondOrder(
                    t => [Ops.Square(Ops.MaxPool(t[0], c.Window, c.Strides, c.Paddings))], x.ToTensor()), iter: 10);

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Of_equal_elements_the_first_gets_the_gradient(int channels)
    {
        var x = Ops.Ones((1, 5, channels));
        using var tape = new GradientTape();
        tape.watch(x);
        var gradient = tape.gradient(Ops.MaxPool(x, [3], [2], [(0, 0)]), x).ToDense();
        Assert.Equal([1f, 0, 1, 0, 0], Ops.Max(gradient, [0, 2]).ToArray<float>());
        Assert.Equal(2 * channels, Ops.Sum(gradient).Item());
    }

    [Fact]
    public void Nan_goes_through()
    {
        ChosenEngine.NotOnTensorFlow("TensorFlow's max pooling overlooks NaN, in Keras 2.9 too.");
        var x = Tensor.From<float>([1, float.NaN, 3, 4], (1, 4, 1));
        Assert.Equal([float.NaN, 4], Ops.MaxPool(x, [2], [2], [(0, 0)]).ToArray<float>());
        Assert.Equal([float.NaN, 3.5f], Ops.AveragePool(x, [2], [2], [(0, 0)]).ToArray<float>());
    }

    [Fact]
    public void The_same_bits_come_from_1_2_and_7_threads()
    {
        var x = Ops.RandomNormal((9, 61, 33), 0, 1, new Philox(1, 2));
        var results = new List<float[]>();
        foreach (var threads in new[] { 1, 2, 7 })
            foreach (var pool in new[] { Ops.MaxPool, Ops.AveragePool })
                KernelSettings.OnThreads(threads, () =>
                {
                    using var tape = new GradientTape();
                    tape.watch(x);
                    var y = pool(x, [5], [3], [(1, 1)]);
                    results.Add([.. y.ToArray<float>(), .. tape.gradient(Ops.Square(y), x).ToDense().ToArray<float>()]);
                });
        for (var i = 2; i < results.Count; i++) Assert.Equal(results[i % 2], results[i]);
    }

    [Fact]
    public void What_is_no_pooling_is_refused()
    {
        var x = Ops.Zeros((1, 4, 2));
        Assert.Contains(
            "needs (batch, 1 to 3 axes, channels)",
            Assert.Throws<ValueError>(() => Ops.MaxPool(x, [2, 2], [2, 2], [(0, 0), (0, 0)])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "the padding smaller than the size", Assert.Throws<ValueError>(() => Ops.MaxPool(x, [2], [1], [(2, 0)])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Cast to float32 first",
            Assert.Throws<NotSupportedException>(() => Ops.AveragePool(Ops.Cast(x, DType.Int32), [2], [1], [(0, 0)])).Message,
            StringComparison.Ordinal);
        Assert.Equal((Shape)(1, 0, 2), Ops.MaxPool(x, [5], [1], [(0, 0)]).Shape);
    }
}
