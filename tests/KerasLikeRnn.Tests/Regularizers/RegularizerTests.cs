using KerasLikeRnn.Engine;
using KerasLikeRnn.Regularizers;
using static KerasLikeRnn.Regularizers.RegularizerConfigs;

namespace KerasLikeRnn.Tests.Regularizers;

/// <summary>Expected numbers are Keras 2.9's for the matrix (i - 5) * 0.4, i = 0 ... 11, of shape (4, 3).</summary>
public sealed class RegularizerTests
{
    private static Tensor Weights => Tensor.From<float>(Enumerable.Range(0, 12).Select(i => (i - 5) * 0.4f).ToArray(), (4, 3));

    public static TheoryData<Regularizer, float> Penalties => new()
    {
        { new L1(0.3), 4.32f },
        { new L2(0.3), 7.008f },
        { new L1L2(0.3, 0.1), 6.656f },
        { l1_l2(), 0.377600014f },
        { new L1L2(), 0f },
        { new OrthogonalRegularizer(0.5), -0.0872366428f },
        { new OrthogonalRegularizer(0.5, "columns"), 0.460384935f },
    };

    [Theory]
    [MemberData(nameof(Penalties), DisableDiscoveryEnumeration = true)]
    public void Penalties_are_Keras_penalties(Regularizer regularizer, float expected)
    {
        var penalty = regularizer.call(Weights);
        Assert.Equal(Shape.Scalar, penalty.Shape);
        Near.Equal([expected], penalty.ToArray<float>(), 1e-6);
    }

    [Fact]
    public void The_gradient_of_the_orthogonal_penalty_is_Keras_gradient()
    {
        using var tape = new GradientTape();
        var w = Weights;
        tape.watch(w);
        var gradient = tape.gradient(new OrthogonalRegularizer(0.5).call(w), w).ToDense();
        Near.Equal(
            [
                -0.023398478f, 0.0046796966f, 0.03275787f, -0.019775836f, 0.039551683f, 0.09887921f,
                -0.058806606f, -0.014701654f, 0.029403303f, -0.024939228f, -0.0029340256f, 0.019071177f,
            ],
            gradient.ToArray<float>(), 1e-6);
    }

    [Fact]
    public void A_penalty_has_its_weights_type() =>
        Assert.Equal(DType.Float64, new L1L2(1, 1).call(Ops.Cast(Weights, DType.Float64)).DType);

    [Theory]
    [InlineData("l1", "L1", "l1: 0.009999999776482582")]
    [InlineData("L1", "L1", "l1: 0.009999999776482582")]
    [InlineData("l2", "L2", "l2: 0.009999999776482582")]
    [InlineData("l1_l2", "L1L2", "l1: 0.009999999776482582, l2: 0.009999999776482582")]
    [InlineData("L1L2", "L1L2", "l1: 0, l2: 0")]
    [InlineData("orthogonal_regularizer", "OrthogonalRegularizer", "factor: 0.009999999776482582, mode: rows")]
    public void Every_name_finds_its_class_and_its_configuration_makes_it_again(string name, string className, string config)
    {
        var serialized = Assert.IsType<OrderedDictionary<string, object?>>(serialize(get(name)));
        Assert.Equal(className, serialized["class_name"]);
        Assert.Equal(config, Text(Assert.IsType<OrderedDictionary<string, object?>>(serialized["config"])));
        Assert.Equal(config, Text(get(serialized)!.get_config()));
        Assert.Equal(config, Text(deserialize(serialized).get_config()));
    }

    [Fact]
    public void An_argument_takes_a_name_a_regularizer_a_function_or_nothing()
    {
        Func<Tensor, Tensor> own = x => 3 * Ops.Sum(x);
        Assert.IsType<L2>(Accept("l2"));
        Assert.IsType<L1>(Accept(new L1()));
        Assert.Equal(12, Accept(own)!.call(Tensor.From<float>(1, 3)).Item());
        Assert.Equal("<lambda>", serialize(Accept(own)));
        Assert.Null(Accept());
        Assert.Null(Accept(null));
        Assert.Null(Accept(Builtins.None));
        Assert.Null(serialize(null));
    }

    [Fact]
    public void A_script_writes_classes_and_functions()
    {
        Assert.Equal(0.25, Assert.IsType<L2>(Accept(keras.regularizers.l2(0.25))).l2);
        Assert.Equal(0.5, keras.regularizers.L1L2(l1: 0.5).l1);
        Assert.Equal(0.25, keras.regularizers.l1_l2(l2: 0.25).l2);
        Assert.Equal("columns", keras.regularizers.orthogonal_regularizer(mode: "columns").mode);
        Assert.Null(keras.regularizers.get(null));
    }

    [Fact]
    public void Wrong_arguments_are_refused_in_Keras_words()
    {
        Refused(
            "Value nan is not a valid regularization penalty number, an infinite number or NaN are not valid values.",
            () => new L2(double.NaN));
        Refused(
            "Value inf is not a valid regularization penalty number, an infinite number or NaN are not valid values.",
            () => new L1L2(l2: double.PositiveInfinity));
        Refused(
            "Invalid value for argument `mode`. Expected one of {\"rows\", \"columns\"}. Received: mode=x",
            () => new OrthogonalRegularizer(mode: "x"));
        Refused(
            "Inputs to OrthogonalRegularizer must have rank 2. Received: inputs.shape == (3,)",
            () => new OrthogonalRegularizer().call(Ops.Ones(3)));
        Refused("Unknown regularizer: l3. Please ensure this object is passed to the `custom_objects` argument.", () => get("l3"));
        Refused("Could not interpret regularizer identifier: 5", () => get((Like<Regularizer>)(int?)5));
    }

    [Fact]
    public void A_class_of_ones_own_says_that_it_cannot_be_saved()
    {
        var error = Assert.Throws<NotSupportedException>(() => serialize(new Own()));
        Assert.StartsWith("Own does not implement get_config().", error.Message, StringComparison.Ordinal);
    }

    private static Regularizer? Accept(Like<Regularizer>? regularizer = null) => regularizer?.Value;

    private static string Text(OrderedDictionary<string, object?> config) =>
        string.Join(", ", config.Select(entry => FormattableString.Invariant($"{entry.Key}: {entry.Value}")));

    private static void Refused(string beginning, Func<object?> action) =>
        Assert.StartsWith(beginning, Assert.Throws<ValueError>(() => { action(); }).Message, StringComparison.Ordinal);

    private sealed class Own : Regularizer
    {
        public override Tensor call(Tensor x) => Ops.Sum(x);
    }
}
