namespace KerasLikeRnn.Engine.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class ColumnsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(64)]
    public void Many_rows_are_standardized_right_and_with_the_same_bits_on_1_2_and_7_threads(int width)
    {
        var random = new Random(width);
        var values = Enumerable.Range(0, 2011 * width).Select(_ => (float)random.NextDouble() + 3).ToArray();
        float[]? first = null;
        foreach (var threads in new[] { 1, 2, 7 })
            KernelSettings.OnThreads(threads, () =>
            {
                var results = YAndGradient(Ops.StandardizeColumns, Tensor.From<float>(values, (2011, width)));
                first ??= results;
                Assert.Equal(first, results);
            });
        var expected = YAndGradient((x, _, _, epsilon) => Ops.Standardize(x, [0], epsilon), Tensor.From<float>(values, (2011, width)));
        Assert.All(expected.Zip(first!), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
    }

    private static float[] YAndGradient(
        Func<Tensor, Tensor?, Tensor?, double, (Tensor Y, Tensor Mean, Tensor Variance)> standardize, Tensor x)
    {
        using var tape = new GradientTape();
        tape.watch(x);
        var y = standardize(x, null, null, 1e-3).Y;
        return [.. y.ToArray<float>(), .. tape.gradient(Ops.Sum(Ops.Square(Ops.Square(y))) * 0.1, x).ToDense().ToArray<float>()];
    }
}
