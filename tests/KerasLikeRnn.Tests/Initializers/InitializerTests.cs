using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using NumSharp;
using static KerasLikeRnn.Initializers.InitializerConfigs;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Initializers;

public sealed class InitializerTests
{
    [Fact]
    public void Zeros_and_ones_come_in_every_type()
    {
        foreach (var dtype in DTypes.Numbers)
        {
            Assert.Equal([0, 0], Floats(new Zeros().call(2, dtype)));
            Assert.Equal([1, 1], Floats(new Ones().call(2, dtype)));
        }
    }

    [Fact]
    public void A_constant_is_repeated_or_laid_out_row_by_row()
    {
        Assert.Equal([2.5f, 2.5f], Floats(new Constant(2.5).call(2)));
        Assert.Equal([3, 3], Floats(new Constant(new[] { 3 }).call(2)));
        Assert.Equal([1, 2, 3, 4], Floats(new Constant(new[] { 1, 2, 3, 4 }).call((2, 2))));
        Assert.Equal([1, 2, 3, 4], Floats(new Constant(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } }).call((2, 2))));
        Assert.Equal([1, 2, 3, 4], Floats(new Constant(np.array(new[] { 1f, 2f, 3f, 4f })).call((2, 2))));
        Assert.Equal(DType.Int32, new Constant(3).call(1, DType.Int32).DType);
    }

    [Fact]
    public void A_constant_that_does_not_fit_is_refused()
    {
        var length = Assert.Throws<ValueError>(() => new Constant(new[] { 1, 2 }).call(3));
        Assert.StartsWith("The constant has 2 elements, but got `shape` (3,) with 3 elements.", length.Message, StringComparison.Ordinal);
        var fraction = Assert.Throws<ValueError>(() => new Constant(2.5).call(3, DType.Int32));
        Assert.StartsWith("Cannot convert 2.5 to a tensor of dtype int32", fraction.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_identity_matrix_may_be_oblong_and_scaled() =>
        Assert.Equal([2, 0, 0, 0, 2, 0], Floats(new Identity(2).call((2, 3))));

    [Fact]
    public void Wrong_arguments_are_refused_in_Keras_words()
    {
        Refused("`scale` must be positive float. Received: scale=0.", () => new VarianceScaling(0));
        Refused(
            "Invalid `mode` argument: fan. Please use one of the {'fan_in', 'fan_out', 'fan_avg'}.",
            () => new VarianceScaling(mode: "fan"));
        Refused(
            "Invalid `distribution` argument: x.Allowed distributions: {'uniform', 'truncated_normal', 'untruncated_normal'}.",
            () => new VarianceScaling(distribution: "x"));
        Refused(
            "The tensor to initialize must be at least two-dimensional. Received: shape=(3,) of rank 1.", () => new Orthogonal().call(3));
        Refused(
            "Identity matrix initializer can only be used for 2D matrices. Received: shape=(3, 3, 3) of rank 3.",
            () => new Identity().call((3, 3, 3)));
        Refused("Expected floating point type, got <dtype: 'int32'>.", () => new Identity().call((3, 3), DType.Int32));
        Refused("Expected floating point type, got <dtype: 'int32'>.", () => new RandomNormal().call(3, DType.Int32));
        Refused("Expected float or integer dtype, got <dtype: 'bool'>.", () => new RandomUniform().call(3, DType.Bool));
        Refused("Cannot convert -0.05 to a tensor of dtype int32", () => new RandomUniform().call(3, DType.Int32));
        Refused("HeNormal got an unexpected keyword argument 'x'.", () => get(Config("he_normal", ("x", 3))));
        Refused("Could not interpret initializer identifier: 5", () => get((Like<Initializer>)(int?)5));
        Refused(
            "Improper config format for {'class_name': 'Zeros'}.", () => get(new Dictionary<string, object?> { ["class_name"] = "Zeros" }));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<ValueError>(() => get("glorot_unifrom"));
        Assert.StartsWith(
            "Unknown initializer: glorot_unifrom. Please ensure this object is passed to the `custom_objects` argument.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Did you mean 'glorot_uniform'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GlorotUniform", "glorot_uniform", "{seed: None}")]
    [InlineData("GlorotNormal", "glorot_normal", "{seed: None}")]
    [InlineData("HeUniform", "he_uniform", "{seed: None}")]
    [InlineData("HeNormal", "he_normal", "{seed: None}")]
    [InlineData("LecunUniform", "lecun_uniform", "{seed: None}")]
    [InlineData("LecunNormal", "lecun_normal", "{seed: None}")]
    [InlineData("Constant", "constant", "{value: 0}")]
    [InlineData("Zeros", "zeros", "{}")]
    [InlineData("Zeros", "zero", "{}")]
    [InlineData("Ones", "ones", "{}")]
    [InlineData("Ones", "one", "{}")]
    [InlineData("Identity", "identity", "{gain: 1}")]
    [InlineData("Orthogonal", "orthogonal", "{gain: 1, seed: None}")]
    [InlineData("RandomNormal", "random_normal", "{mean: 0, stddev: 0.05, seed: None}")]
    [InlineData("RandomNormal", "normal", "{mean: 0, stddev: 0.05, seed: None}")]
    [InlineData("RandomUniform", "random_uniform", "{minval: -0.05, maxval: 0.05, seed: None}")]
    [InlineData("RandomUniform", "uniform", "{minval: -0.05, maxval: 0.05, seed: None}")]
    [InlineData("TruncatedNormal", "truncated_normal", "{mean: 0, stddev: 0.05, seed: None}")]
    [InlineData("VarianceScaling", "variance_scaling", "{scale: 1, mode: fan_in, distribution: truncated_normal, seed: None}")]
    public void Every_name_finds_its_class_and_its_configuration_makes_it_again(string className, string alias, string config)
    {
        foreach (var name in new[] { className, alias })
        {
            var serialized = Assert.IsType<OrderedDictionary<string, object?>>(serialize(get(name)));
            Assert.Equal(className, serialized["class_name"]);
            var arguments = Assert.IsType<OrderedDictionary<string, object?>>(serialized["config"]);
            Assert.Equal(config, Text(arguments));
            Assert.Equal(className, deserialize(serialized).GetType().Name);
            Assert.Equal(config, Text(deserialize(serialized).get_config()));
        }
    }

    [Fact]
    public void A_configuration_may_hold_numbers_of_any_type()
    {
        var normal = Assert.IsType<RandomNormal>(deserialize(Config("RandomNormal", ("mean", 1L), ("stddev", 2f), ("seed", 3.0))));
        Assert.Equal((1, 2, 3L), (normal.mean, normal.stddev, normal.seed));
        Assert.Equal("truncated_normal", new VarianceScaling(distribution: "Normal").distribution);
        Assert.Equal([1, 2], Floats(deserialize(Config("Constant", ("value", new List<object?> { 1L, 2.0 }.ToArray()))).call(2)));
    }

    [Fact]
    public void An_argument_takes_a_name_an_initializer_a_function_a_configuration_or_nothing()
    {
        Func<Shape, Tensor> own = shape => Ops.Fill(shape, 7, DType.Float64);
        Assert.IsType<Ones>(Accept("ones").Or("zeros"));
        Assert.IsType<HeNormal>(Accept(new HeNormal()).Or("zeros"));
        Assert.Equal([7, 7], Floats(Accept(own).Or("zeros").call(2)));
        Assert.Equal("<lambda>", serialize(Accept(own).Or("zeros")));
        Assert.Equal(3, Assert.IsType<HeNormal>(Accept(Config("he_normal", ("seed", 3))).Or("zeros")).seed);
        Assert.IsType<Zeros>(Accept().Or("zeros"));
        Assert.IsType<Zeros>(Accept(Builtins.None).Or("zeros"));
        Assert.Null(get(null));
        Assert.Null(serialize(null));
    }

    [Fact]
    public void A_script_writes_both_names()
    {
        Assert.Equal([1, 1], Floats(keras.initializers.Ones().call(2)));
        Assert.Equal([4, 4], Floats(keras.initializers.constant(4).call(2)));
        Assert.Equal(0.1, tf.keras.initializers.RandomNormal(stddev: 0.1, seed: 3).stddev);
        Assert.IsType<Orthogonal>(Accept(keras.initializers.orthogonal(gain: 2)).Or("zeros"));
        Assert.IsType<Zeros>(keras.initializers.get("zeros"));
    }

    [Fact]
    public void Classes_of_ones_own_are_found_through_custom_objects()
    {
        var made = deserialize(Config("Half", ("of", 5)), new Dictionary<string, object> { ["Half"] = typeof(Half) });
        Assert.Equal(2.5, Assert.IsType<Half>(made).call(1).Item());
        Assert.Same(made, deserialize("mine", new Dictionary<string, object> { ["mine"] = made }));
        Refused("custom_objects['x'] must be a initializer", () => deserialize("x", new Dictionary<string, object> { ["x"] = 3 }));
    }

    private static Like<Initializer> Accept(Like<Initializer> initializer = default) => initializer;

    private static float[] Floats(Tensor tensor) => Ops.Cast(tensor, DType.Float32).ToArray<float>();

    private static string Text(OrderedDictionary<string, object?> config) =>
        "{" + string.Join(", ", config.Select(entry => FormattableString.Invariant($"{entry.Key}: {entry.Value ?? "None"}"))) + "}";

    private static void Refused(string beginning, Action action) =>
        Assert.StartsWith(beginning, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static void Refused(string beginning, Func<object?> action) => Refused(beginning, () => { action(); });

    private static Dictionary<string, object?> Config(string name, params (string Key, object? Value)[] arguments) => new()
    {
        ["class_name"] = name,
        ["config"] = arguments.ToDictionary(argument => argument.Key, argument => argument.Value),
    };

    private sealed class Half(double of) : Initializer
    {
        public override Tensor call(Shape shape, DType dtype = DType.Float32) => Ops.Fill(shape, of / 2, dtype);
    }
}
