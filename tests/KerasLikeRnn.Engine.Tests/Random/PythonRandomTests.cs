using System.Globalization;
using System.Numerics;

namespace KerasLikeRnn.Engine.Tests;

public class PythonRandomTests
{
    [Fact]
    public void The_array_seeding_gives_its_authors_numbers()
    {
        // mt19937ar.out, M. Matsumoto and T. Nishimura.
        var twister = new MersenneTwister();
        twister.Seed([0x123, 0x234, 0x345, 0x456]);
        Assert.Equal([1067595299u, 955945823, 477289528, 4107218783, 4228976476], Enumerable.Range(0, 5).Select(_ => twister.NextUInt32()));
    }

    [Fact]
    public void The_scalar_seeding_gives_the_standard_librarys_numbers()
    {
        // std::mt19937 with its default seed: the 10,000th number is fixed by the C++ standard.
        var twister = new MersenneTwister();
        twister.Seed(5489);
        for (var i = 0; i < 9999; i++) twister.NextUInt32();
        Assert.Equal(4123659995u, twister.NextUInt32());
    }

    [Fact]
    public void Numbers_and_orders_are_Pythons()
    {
        foreach (var recorded in Recorded.Extra("python_random"))
        {
            var random = new PythonRandom(BigInteger.Parse(recorded.Text("seed"), CultureInfo.InvariantCulture));
            foreach (var value in recorded.List("randint")) Assert.Equal(value.GetInt64(), random.RandInt(0, int.MaxValue));
            foreach (var value in recorded.List("random")) Assert.Equal(value.GetDouble(), random.Random());
            foreach (var pair in recorded.List("getrandbits"))
                Assert.Equal(ulong.Parse(pair[1].GetString()!, CultureInfo.InvariantCulture), random.GetRandBits(pair[0].GetInt32()));
            foreach (var value in recorded.List("randint_small")) Assert.Equal(value.GetInt64(), random.RandInt(-3, 9));
            foreach (var value in recorded.List("randint_wide"))
                Assert.Equal(long.Parse(value.GetString()!, CultureInfo.InvariantCulture), random.RandInt(long.MinValue, long.MaxValue));
            var items = Enumerable.Range(0, 12).ToArray();
            random.Shuffle(items.AsSpan());
            Assert.Equal(recorded.GetProperty("shuffle").Ints(), items);
            Assert.Equal((ulong)recorded.Int("next"), random.GetRandBits(32));
        }
    }

    [Fact]
    public void Without_a_seed_two_generators_differ() =>
        Assert.NotEqual(new PythonRandom().GetRandBits(64), new PythonRandom().GetRandBits(64));

    [Fact]
    public void An_empty_range_is_refused()
    {
        var error = Assert.Throws<ValueError>(() => new PythonRandom(1).RandInt(3, 2));
        Assert.StartsWith("empty range for randint: low=3, high=2.", error.Message, StringComparison.Ordinal);
    }
}
