using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public class DistributionsTests
{
    [Fact]
    public void Uniform_values_are_TensorFlows_bit_for_bit()
    {
        AssertDraw<float>("uniform", Recorded.Floats, (stream, part) => Distributions.Uniform(stream, part));
        AssertDraw<float>("uniform_interval", Recorded.Floats, (stream, part) => Distributions.Uniform(stream, part, -0.3f, 0.7f));
        AssertDraw<double>("uniform_float64", Recorded.Doubles, (stream, part) => Distributions.Uniform(stream, part));
        AssertDraw<int>(
            "uniform_int32", (c, name) => [.. c.Longs(name).Select(v => (int)v)],
            (stream, part) => Distributions.Uniform(stream, part, -5, 1000));
        AssertDraw<long>("uniform_int64", Recorded.Longs, (stream, part) => Distributions.Uniform(stream, part, -5, 10_000_000_000_000));
    }

    [Fact]
    public void Normal_values_are_TensorFlows_to_the_last_bits()
    {
        AssertNear("normal", (stream, part) => Distributions.Normal(stream, part));
        AssertNear("normal_shifted", (stream, part) => Distributions.Normal(stream, part, 1.5f, 0.3f));
        AssertNear("truncated_normal", (stream, part) => Distributions.TruncatedNormal(stream, part));
    }

    [Fact]
    public void Normal_float64_values_are_TensorFlows_to_the_last_bits()
    {
        AssertNear64("normal_float64", (stream, part) => Distributions.Normal(stream, part));
        AssertNear64("truncated_normal_float64", (stream, part) => Distributions.TruncatedNormal(stream, part));
    }

    [Fact]
    public void Truncated_values_stay_within_two_standard_deviations()
    {
        var values = new float[10000];
        Distributions.TruncatedNormal(new Philox(1, 2), values, mean: 3, stddev: 0.5f);
        Assert.All(values, value => Assert.InRange(value, 2, 4));
        Assert.InRange(values.Average(), 2.98, 3.02);
    }

    [Fact]
    public void A_mask_keeps_what_is_at_or_above_the_rate_and_scales_it()
    {
        Gen.Select(Gen.Double[0, 0.99], Gen.Int[0, 300]).Sample((rate, length) =>
        {
            var stream = new Philox(7, 9);
            var (uniform, mask) = (new float[length], new float[length]);
            Distributions.Uniform(stream, uniform);
            Distributions.DropoutMask(stream, mask, rate);
            Assert.Equal(uniform.Select(u => u >= (float)rate ? (float)(1 / (1 - rate)) : 0), mask);
        });
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_rate_that_drops_everything_or_less_than_nothing_is_refused(double rate)
    {
        var error = Assert.Throws<ValueError>(() => Distributions.DropoutMask(new Philox(1, 2), new float[4], rate));
        Assert.Equal("rate", error.ParamName);
        Assert.Contains("in the range [0, 1)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_interval_of_whole_numbers_is_refused()
    {
        var error = Assert.Throws<ValueError>(() => Distributions.Uniform(new Philox(1, 2), new int[4], 3, 3));
        Assert.Contains("low=3, high=3", error.Message, StringComparison.Ordinal);
    }

    private delegate void FillDraw<T>(Philox stream, Span<T> part);

    private delegate T[] Values<T>(System.Text.Json.JsonElement c, string property);

    private static void AssertDraw<T>(string kind, Values<T> values, FillDraw<T> fill)
    {
        var recorded = Recorded.Extra("draw", "kind", kind);
        Assert.Equal(values(recorded, "first"), Draw(values(recorded, "first").Length, 0, fill));
        Assert.Equal(values(recorded, "second"), Draw(values(recorded, "second").Length, 1, fill));
    }

    private static void AssertNear(string kind, FillDraw<float> fill)
    {
        var recorded = Recorded.Extra("draw", "kind", kind);
        foreach (var (property, earlier) in new[] { ("first", 0), ("second", 1) })
        {
            var expected = recorded.Floats(property);
            var values = Draw(expected.Length, earlier, fill);
            for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 2.5e-7f * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private static void AssertNear64(string kind, FillDraw<double> fill)
    {
        var recorded = Recorded.Extra("draw", "kind", kind);
        foreach (var (property, earlier) in new[] { ("first", 0), ("second", 1) })
        {
            var expected = recorded.Doubles(property);
            var values = Draw(expected.Length, earlier, fill);
            for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 2e-15);
        }
    }

    // The recorded draws have own seed 3; the second one goes on where the first ended.
    private static T[] Draw<T>(int count, int earlier, FillDraw<T> fill)
    {
        var values = new T[count];
        fill(new Philox(5, 3).Skip((ulong)(earlier * count * 256)), values);
        return values;
    }
}
