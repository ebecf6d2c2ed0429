using CsCheck;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class TickTests
{
    [Theory]
    [InlineData(0.55, 10.45, 9, new[] { 2.0, 4, 6, 8, 10 })]
    [InlineData(0.68198, 0.99702, 9, new[] { 0.70, 0.75, 0.80, 0.85, 0.90, 0.95 })]
    [InlineData(-2, 2, 8, new[] { -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2 })]
    [InlineData(-2.95, 61.95, 9, new[] { 0.0, 10, 20, 30, 40, 50, 60 })]
    [InlineData(10, 0, 9, new[] { 0.0, 2, 4, 6, 8, 10 })]
    public void Ticks_are_those_of_matplotlib(double low, double high, int intervals, double[] expected) =>
        Assert.Equal(expected, TickLocator.Locate(low, high, intervals), (one, other) => Math.Abs(one - other) < 1e-12);

    [Fact]
    public void Ticks_are_at_least_two_evenly_spaced_and_inside() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-6, 6], Gen.Int[2, 9]).Sample((low, exponent, intervals) =>
        {
            var length = Math.Pow(10, exponent);
            if (length < Math.Abs(low) * 1e-9) return;
            var ticks = TickLocator.Locate(low, low + length, intervals);
            Assert.InRange(ticks.Length, 2, 2 * intervals + 2);
            Assert.All(ticks, tick => Assert.InRange(tick, low - length * 1e-6, low + length * (1 + 1e-6)));
            var steps = ticks.Zip(ticks.Skip(1), (one, next) => next - one).ToArray();
            Assert.All(steps, step => Assert.Equal(steps[0], step, length * 1e-4));
        });

    [Theory]
    [InlineData(new[] { 0.70, 0.75, 0.80 }, 0.68, 0.82, "0.70 0.75 0.80", "")]
    [InlineData(new[] { -1, -0.5, 0, 0.5 }, -1.1, 0.6, "−1.0 −0.5 0.0 0.5", "")]
    [InlineData(new[] { 0.0, 10, 20 }, -1, 22, "0 10 20", "")]
    [InlineData(new[] { 0.0, 1e6, 2e6 }, -1e5, 2.1e6, "0 1 2", "1e6")]
    [InlineData(new[] { 0.0, 2e-6, 4e-6 }, -1e-7, 4.1e-6, "0 2 4", "1e−6")]
    [InlineData(new[] { 0.0, 20000, 40000 }, -1e3, 4.1e4, "0 20000 40000", "")]
    [InlineData(new[] { 0.69314, 0.69315, 0.69316 }, 0.69313, 0.69317, "4 5 6", "1e−5+6.931e−1")]
    public void Numbers_are_written_as_matplotlib_writes_them(double[] ticks, double low, double high, string texts, string shared)
    {
        var labels = TickLabels.For(ticks, low, high);
        Assert.Equal(texts, string.Join(' ', labels.Texts));
        Assert.Equal(shared, labels.Shared);
    }
}
