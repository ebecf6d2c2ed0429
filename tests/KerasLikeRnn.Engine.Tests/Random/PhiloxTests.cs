using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public class PhiloxTests
{
    [Fact]
    public void The_published_test_vectors_come_out()
    {
        // Known answers of the authors' implementation (Random123, philox4x32-10): zero, all ones, digits of pi.
        Assert.Equal([0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u], Outputs(new Philox(0, 0), 4));
        Assert.Equal(
            [0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu], Outputs(new Philox(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue), 4));
        Assert.Equal(
            [0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u],
            Outputs(new Philox(0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3243f6a88), 4));
    }

    [Fact]
    public void Every_width_of_vectors_gives_what_the_scalar_code_gives()
    {
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.Int[0, 300]).Sample((seed, seed2, group, length) =>
        {
            var stream = new Philox(seed, seed2, group);
            var expected = new uint[length];
            stream.FillScalar(expected);
            Assert.Equal(expected, Outputs(stream, length));
            if (Avx2.IsSupported) AssertStartsWith(expected, stream.Fill256, 16);
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported) AssertStartsWith(expected, stream.Fill512, 32);
        });
    }

    [Fact]
    public void Counters_carry_beyond_32_bits_in_every_width()
    {
        var stream = new Philox(3, 4, uint.MaxValue - 5);
        var one = new uint[4];
        var all = Outputs(stream, 64);
        for (var group = 0; group < 16; group++)
        {
            stream.Skip((ulong)group).FillScalar(one);
            Assert.Equal(one, all[(4 * group)..(4 * group + 4)]);
        }
    }

    [Fact]
    public void Parts_of_a_draw_fill_as_the_whole()
    {
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 1250]).Sample((length, cut) =>
        {
            var stream = new Philox(1, 2);
            var first = Math.Min(4 * cut, length / 4 * 4);
            var (whole, parts) = (new float[length], new float[length]);
            Distributions.Normal(stream, whole);
            Distributions.Normal(stream, parts.AsSpan(0, first));
            Distributions.Normal(stream, parts.AsSpan(first), first: first);
            Assert.Equal(whole, parts);
            Distributions.Uniform(stream, whole, -1, 3);
            Distributions.Uniform(stream, parts.AsSpan(first), -1, 3, first);
            Distributions.Uniform(stream, parts.AsSpan(0, first), -1, 3);
            Assert.Equal(whole, parts);
            Distributions.DropoutMask(stream, whole, 0.4);
            Distributions.DropoutMask(stream, parts.AsSpan(first), 0.4, first);
            Distributions.DropoutMask(stream, parts.AsSpan(0, first), 0.4);
            Assert.Equal(whole, parts);
        }, iter: 30);
    }

    [Fact]
    public void Parts_of_a_rare_kind_of_draw_fill_as_the_whole()
    {
        var stream = new Philox(1, 2);
        AssertParts<float>((part, first) => Distributions.TruncatedNormal(stream, part, first: first));
        AssertParts<double>((part, first) => Distributions.TruncatedNormal(stream, part, first: first));
        AssertParts<double>((part, first) => Distributions.Normal(stream, part, first: first));
        AssertParts<double>((part, first) => Distributions.Uniform(stream, part, first));
        AssertParts<double>((part, first) => Distributions.DropoutMask(stream, part, 0.3, first));
        AssertParts<int>((part, first) => Distributions.Uniform(stream, part, -7, 12, first));
        AssertParts<long>((part, first) => Distributions.Uniform(stream, part, -7, 1L << 40, first));
    }

    [Fact]
    public void A_part_begins_at_a_multiple_of_four()
    {
        var error = Assert.Throws<ValueError>(() => new Philox(1, 2).Fill(new uint[4], first: 6));
        Assert.Equal("first", error.ParamName);
        Assert.Contains("Received: first=6", error.Message, StringComparison.Ordinal);
    }

    private delegate void FillPart<T>(Span<T> part, long first);

    private static void AssertParts<T>(FillPart<T> fill)
    {
        var (whole, parts) = (new T[103], new T[103]);
        fill(whole, 0);
        fill(parts.AsSpan(40), 40);
        fill(parts.AsSpan(0, 40), 0);
        Assert.Equal(whole, parts);
    }

    private delegate int Fill(Span<uint> destination);

    private static void AssertStartsWith(uint[] expected, Fill fill, int step)
    {
        var outputs = new uint[expected.Length];
        var done = fill(outputs);
        Assert.Equal(expected.Length / step * step, done);
        Assert.Equal(expected[..done], outputs[..done]);
    }

    private static uint[] Outputs(Philox stream, int count)
    {
        var outputs = new uint[count];
        stream.Fill(outputs);
        return outputs;
    }
}
