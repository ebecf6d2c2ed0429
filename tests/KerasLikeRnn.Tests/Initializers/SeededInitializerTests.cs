using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using static KerasLikeRnn.Initializers.InitializerConfigs;

namespace KerasLikeRnn.Tests.Initializers;

/// <summary>First values that follow from a seed.</summary>
[Collection("Seeds")]
public sealed class SeededInitializerTests
{
    public static TheoryData<string> Cases =>
        [.. GoldenFile.Cases("seeded.json").Select(GoldenFile.Name)
            .Where(name => name.StartsWith("initializer_", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_seed_gives_Keras_values(string name)
    {
        var golden = GoldenFile.Case("seeded.json", name);
        var kind = golden.GetProperty("class").GetString()!;
        Shape shape = golden.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var tolerance = kind.EndsWith("Uniform", StringComparison.Ordinal) ? 0 : 1e-6;
        RandomStreams.Global.SetSeed(golden.GetProperty("seed").GetInt64());
        Compare("value", get(kind)!);
        Compare("value_of_a_second_instance", get(kind)!);
        var own = deserialize(Config(kind, ("seed", 11)));
        Compare("value_with_own_seed_11", own);
        Compare("next_value_with_own_seed_11", own);

        void Compare(string property, Initializer initializer) =>
            Near.Equal(golden.Floats(property), initializer.call(shape).ToArray<float>(), tolerance);
    }

    // Keras 2.9 after keras.utils.set_random_seed(7), in this order.
    [Fact]
    public void Arguments_and_shapes_of_any_rank_give_Keras_values()
    {
        RandomStreams.Global.SetSeed(7);
        Expect(new Orthogonal(gain: 2), (2, 2, 3),
            1.1084514f, 1.0199769f, -0.06143346f, 0.8981408f, 0.30759487f, 1.4969192f, -0.5584705f, 1.649996f, -0.51993513f, 1.2856086f,
            -0.377552f, -1.2186575f);
        Expect(new Orthogonal(seed: 4), (3, 2), -0.13596582f, -0.69090134f, -0.6853428f, -0.45195407f, 0.715415f, -0.5642633f);
        Expect(new RandomUniform(-3, 7, seed: 2), 5, -0.19990611f, 3.8686733f, 3.526053f, 6.342943f, -1.9842021f);
        Expect(new RandomNormal(2, 3), 5, -4.8199935f, -2.9776316f, 1.2099296f, -0.4277024f, 5.0882945f);
        Expect(new TruncatedNormal(2, 3), 5, 6.7248507f, 0.41293502f, -0.11223769f, -0.77139544f, -2.0517477f);
        Expect(
            new VarianceScaling(2, "fan_out", "untruncated_normal"), (3, 2), -1.3201816f, -0.89147884f, 1.0364838f, -0.7927566f,
            -0.6815354f, 1.8882535f);
        Expect(
            new VarianceScaling(2, "fan_avg", "uniform"), (3, 2), -1.257237f, 0.7955034f, -1.0937555f, -0.26577044f, -0.73697513f,
            0.21085787f);
    }

    [Theory]
    [InlineData(0, 1.1585821f, -2.667587f, -0.8607016f)]
    [InlineData(1, 0.51813364f, -1.1929811f, -0.38491747f)]
    [InlineData(3, 0.386194f, -1.0890378f, -0.35137996f)]
    public void Inputs_and_outputs_are_counted_as_Keras_counts_them(int rank, float glorot, float he, float lecun)
    {
        Shape shape = rank switch { 0 => Shape.Scalar, 1 => 5, _ => (3, 2, 4) };
        RandomStreams.Global.SetSeed(7);
        Assert.Equal(glorot, new GlorotUniform().call(shape).ToArray<float>()[0], 1e-6);
        Assert.Equal(he, new HeNormal().call(shape).ToArray<float>()[0], 2e-6);
        Assert.Equal(lecun, new LecunUniform().call(shape).ToArray<float>()[0], 1e-6);
    }

    [Fact]
    public void Whole_numbers_and_float64_have_streams_of_their_own()
    {
        RandomStreams.Global.SetSeed(7);
        Assert.Equal([4, 5, 7, 8, 4, 7], new RandomUniform(0, 10).call((2, 3), DType.Int32).ToArray<int>());
        Assert.Equal([251284, 154484, 231284, 11752, 459715], new RandomUniform(-5, 1000000).call(5, DType.Int64).ToArray<long>());
        Near.Equal([0.25153685f, 0.30157518f, 0.5093776f], new RandomUniform(0, 1).call(3).ToArray<float>(), 0);

        RandomStreams.Global.SetSeed(5);
        new RandomUniform(0, 10).call((2, 3));
        Expect64(new RandomUniform(0, 1), 0.61366018, 0.48365855, 0.23966799, 0.21879253, 0.74979508, 0.43828654);
        Expect64(new RandomNormal(0, 1), 0.33784643, -0.9274669, -0.25449741, 0.32772203, 0.2062781, -0.27140911);

        static void Expect64(Initializer initializer, params double[] expected)
        {
            var values = initializer.call((2, 3), DType.Float64).ToArray<double>();
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-8);
        }
    }

    [Fact]
    public void An_orthogonal_matrix_of_float64_is_Keras_too()
    {
        RandomStreams.Global.SetSeed(5);
        new RandomUniform(0, 10).call((2, 3));
        new RandomUniform(0, 1).call((2, 3), DType.Float64);
        new RandomNormal(0, 1).call((2, 3), DType.Float64);
        double[] expected = [
            -0.46962368, 0.00098557, 0.88286614, -0.86029148, -0.22520352, -0.45736412, 0.1983738, -0.97431124, 0.10660878];
        var values = new Orthogonal().call((3, 3), DType.Float64).ToArray<double>();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 1e-8);
    }

    [Fact]
    public void Initializers_with_one_own_seed_draw_one_after_another()
    {
        RandomStreams.Global.SetSeed(5);
        GlorotUniform a = new(seed: 11), b = new(seed: 11);
        Expect(a, (2, 2), 0.56437147f, -1.1520219f, 0.28703618f, 1.0209187f);
        Expect(b, (2, 2), -0.7418698f, 0.696399f, -0.9558739f, -0.23204929f);
        Expect(a, (2, 2), 1.1946694f, -0.8802513f, 0.406255f, -0.8816251f);
        Assert.Equal(11, a.seed);
    }

    [Fact]
    public void Without_any_seed_two_draws_differ()
    {
        RandomStreams.Global.SetSeed(null);
        Assert.NotEqual(new GlorotUniform().call((4, 4)).ToArray<float>(), new GlorotUniform().call((4, 4)).ToArray<float>());
    }

    private static void Expect(Initializer initializer, Shape shape, params float[] expected) =>
        Near.Equal(expected, initializer.call(shape).ToArray<float>(), 1.5e-6);

    private static Dictionary<string, object?> Config(string name, params (string Key, object? Value)[] arguments) => new()
    {
        ["class_name"] = name,
        ["config"] = arguments.ToDictionary(argument => argument.Key, argument => argument.Value),
    };
}
