using System.Runtime.Intrinsics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine.Tests.Kernels;

public sealed unsafe class SimdTests
{
    private const double FewUlp = 4e-7;

    private static readonly Dictionary<string, Func<double, double>> Exact = new()
    {
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["tanh"] = Math.Tanh,
        ["sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["erf"] = ScalarMath.Erf,
    };

    private static readonly float[] Specials =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1e-38f, 1e-30f, 1e-7f, 88.7f, 88.8f, -87f, -104f, 17f, -17f, 9.01f, 9.03f,
        1e30f, -1e30f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    public static TheoryData<string> Functions => [.. Exact.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Single_precision_functions_are_accurate_to_a_few_units_in_the_last_place(string name)
    {
        var inputs = SampledFloats();
        var outputs = Apply<float, float, SimdScalar<float>>(name, inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = Exact[name](inputs[i]);
            var rounded = (float)expected;
            if (float.IsNaN(rounded)) Assert.True(float.IsNaN(outputs[i]), $"{name}({inputs[i]:R}) = {outputs[i]:R}");
            else if (float.IsInfinity(rounded) || rounded == 0) Assert.Equal(rounded, outputs[i]);
            else if (Math.Abs(expected) > 1.2e-38)
                Assert.True(Math.Abs(outputs[i] / expected - 1) < FewUlp, $"{name}({inputs[i]:R}) = {outputs[i]:R}, not {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_width_gives_the_bits_of_the_scalar_referee(string name)
    {
        var inputs = SampledFloats();
        var referee = Apply<float, float, SimdScalar<float>>(name, inputs);
        AssertSameBits(referee, Apply<float, Vector128<float>, Simd128<float>>(name, inputs));
        AssertSameBits(referee, Apply<float, Vector256<float>, Simd256<float>>(name, inputs));
        AssertSameBits(referee, Apply<float, Vector512<float>, Simd512<float>>(name, inputs));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_precision_functions_agree_with_the_library(string name)
    {
        var inputs = Numbers.Random<double>(512, seed: 1, scale: 8);
        foreach (var outputs in new[]
        {
            Apply<double, double, SimdScalar<double>>(name, inputs), Apply<double, Vector128<double>, Simd128<double>>(name, inputs),
            Apply<double, Vector256<double>, Simd256<double>>(name, inputs),
            Apply<double, Vector512<double>, Simd512<double>>(name, inputs),
        })
            Numbers.AssertClose(Array.ConvertAll(inputs, x => Exact[name](x)), outputs, 1e-14, name);
    }

    /// <summary>Rounded once this is 2^-24, rounded twice 0: which of them depends on the machine alone, not on the width.</summary>
    [Fact]
    public void A_product_and_its_sum_are_rounded_once_where_the_machine_does_both_at_once_and_else_twice()
    {
        float a = 1 + 1f / 4096, b = -1 - 1f / 2048, expected = Simd.IsFused ? 1f / (1 << 24) : 0;
        Assert.Equal(expected, SimdScalar<float>.MultiplyAdd(a, a, b));
        Assert.Equal(Vector128.Create(expected), Simd128<float>.MultiplyAdd(Vector128.Create(a), Vector128.Create(a), Vector128.Create(b)));
        Assert.Equal(Vector256.Create(expected), Simd256<float>.MultiplyAdd(Vector256.Create(a), Vector256.Create(a), Vector256.Create(b)));
        Assert.Equal(Vector512.Create(expected), Simd512<float>.MultiplyAdd(Vector512.Create(a), Vector512.Create(a), Vector512.Create(b)));
    }

    [Fact]
    public void Tanh_never_leaves_its_range()
    {
        foreach (var value in Apply<float, float, SimdScalar<float>>("tanh", SampledFloats()))
            Assert.True(float.IsNaN(value) || Math.Abs(value) <= 1);
    }

    [Fact]
    public void Horizontal_sum_and_maximum_cover_all_lanes()
    {
        var values = Numbers.Random<float>(16, seed: 2);
        fixed (float* p = values)
        {
            Assert.Equal(values.Sum(x => (double)x), Simd512<float>.Sum(Simd512<float>.Load(p)), 1e-6);
            Assert.Equal(values.Max(), Simd512<float>.MaxAcross(Simd512<float>.Load(p)));
            Assert.Equal(values.Take(8).Sum(x => (double)x), Simd256<float>.Sum(Simd256<float>.Load(p)), 1e-6);
            Assert.Equal(values.Take(8).Max(), Simd256<float>.MaxAcross(Simd256<float>.Load(p)));
            values[5] = float.NaN;
            Assert.True(float.IsNaN(Simd256<float>.MaxAcross(Simd256<float>.Load(p))));
        }
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-2.0, -0.9953222650189527)]
    [InlineData(3.5, 0.9999992569016276)]
    [InlineData(7.0, 1.0)]
    public void Erf_has_its_tabulated_values(double x, double expected) => Assert.Equal(expected, ScalarMath.Erf(x), 1e-15);

    [Fact]
    public void Expm1_and_log1p_keep_small_arguments()
    {
        Assert.Equal(1e-10 + 5e-21, ScalarMath.Expm1(1e-10), 1e-25);
        Assert.Equal(1e-10 - 5e-21, ScalarMath.Log1p(1e-10), 1e-25);
        Assert.Equal(double.PositiveInfinity, ScalarMath.Expm1(1000.0));
        Assert.Equal(-1.0, ScalarMath.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, ScalarMath.Log1p(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, ScalarMath.Log1p(-1.0));
    }

    private static float[] SampledFloats()
    {
        var inputs = new List<float>(Specials);
        for (var bits = 0u; bits < 0x7F800000u; bits += 65_521)
            inputs.AddRange([BitConverter.UInt32BitsToSingle(bits), -BitConverter.UInt32BitsToSingle(bits)]);
        for (var x = -20f; x < 20; x += 0.0037f) inputs.Add(x);
        while (inputs.Count % 16 != 0) inputs.Add(0.5f);
        return [.. inputs];
    }

    private static T[] Apply<T, V, S>(string name, T[] inputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var outputs = new T[inputs.Length];
        fixed (T* x = inputs, y = outputs)
        {
            for (var i = 0; i < inputs.Length; i += S.Width)
            {
                var value = S.Load(x + i);
                S.Store(y + i, name switch
                {
                    "exp" => S.Exp(value),
                    "log" => S.Log(value),
                    "tanh" => S.Tanh(value),
                    "sigmoid" => S.Sigmoid(value),
                    _ => S.Erf(value),
                });
            }
        }
        return outputs;
    }

    private static void AssertSameBits(float[] expected, float[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
            if (!(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                Assert.Equal(BitConverter.SingleToInt32Bits(expected[i]), BitConverter.SingleToInt32Bits(actual[i]));
    }
}
