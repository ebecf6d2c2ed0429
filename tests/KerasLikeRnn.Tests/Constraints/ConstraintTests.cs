using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using static KerasLikeRnn.Constraints.ConstraintConfigs;

namespace KerasLikeRnn.Tests.Constraints;

/// <summary>Expected numbers are Keras 2.9's for the matrix (i - 5) * 0.4, i = 0 ... 11, of shape (4, 3).</summary>
public sealed class ConstraintTests
{
    private static Tensor Weights => Tensor.From<float>(Enumerable.Range(0, 12).Select(i => (i - 5) * 0.4f).ToArray(), (4, 3));

    public static TheoryData<Constraint, float[]> Projections => new()
    {
        { new MaxNorm(),
        [-1.4744196f, -1.1795356f, -0.81649655f, -0.5897679f, -0.2948839f, 0f, 0.29488394f, 0.5897678f, 0.81649655f, 1.1795357f, 1.4744195f,
        1.6329931f] },
        { new MaxNorm(1.5, axis: 1),
        [-1.0606602f, -0.8485282f, -0.6363962f, -0.7999999f, -0.39999995f, 0f, 0.39999998f, 0.79999995f, 1.2f, 0.68376344f, 0.85470426f,
        1.0256451f] },
        { new MaxNorm(1.5, axis: [0, 1]),
        [-0.6207044f, -0.4965635f, -0.37242267f, -0.24828176f, -0.12414088f, 0f, 0.12414088f, 0.24828176f, 0.37242267f, 0.4965635f,
        0.6207044f, 0.74484533f] },
        { new NonNeg(), [0f, 0f, 0f, 0f, 0f, 0f, 0.4f, 0.8f, 1.2f, 1.6f, 2f, 2.4f] },
        { new UnitNorm(),
        [-0.7372098f, -0.5897678f, -0.4082483f, -0.2948839f, -0.14744195f, 0f, 0.14744197f, 0.2948839f, 0.4082483f, 0.5897679f, 0.73720974f,
        0.8164966f] },
        { new UnitNorm(axis: -1),
        [-0.70710677f, -0.5656854f, -0.4242641f, -0.89442706f, -0.44721353f, 0f, 0.2672612f, 0.5345224f, 0.8017836f, 0.4558423f, 0.5698029f,
        0.68376344f] },
        { new MinMaxNorm(2, 3, 0.5), [-2f, -1.6f, -1.2f, -0.8f, -0.4f, 0f, 0.4f, 0.8f, 1.2f, 1.6f, 2f, 2.4f] },
        { new MinMaxNorm(),
        [-0.7372098f, -0.5897678f, -0.40824828f, -0.2948839f, -0.14744195f, 0f, 0.14744197f, 0.2948839f, 0.40824828f, 0.5897679f,
        0.73720974f, 0.81649655f] },
    };

    /// <summary>Which element of the diagonal each element of the first row down to the middle takes.</summary>
    public static TheoryData<int, float[]> Radial => new()
    {
        { 2, [0, 0, 0, 0] },
        { 3, [8, 8, 8, 8, 0, 8, 8, 8, 8] },
        { 4, [30, 30, 30, 30, 30, 10, 10, 30, 30, 10, 10, 30, 30, 30, 30, 30] },
        { 5, [36, 36, 36, 36, 36, 36, 24, 24, 24, 36, 36, 24, 12, 24, 36, 36, 24, 24, 24, 36, 36, 36, 36, 36, 36] },
    };

    [Theory]
    [MemberData(nameof(Projections), DisableDiscoveryEnumeration = true)]
    public void Projections_are_Keras_projections(Constraint constraint, float[] expected) =>
        Near.Equal(expected, constraint.call(Weights).ToArray<float>(), 1e-6);

    [Fact]
    public void NonNeg_keeps_nan_as_Keras_does()
    {
        var w = new NonNeg().call(Tensor.From<float>(-1, float.NaN, float.PositiveInfinity, float.NegativeInfinity)).ToArray<float>();
        Near.Equal([0, float.NaN, float.PositiveInfinity, float.NaN], w, 0);
    }

    [Theory]
    [MemberData(nameof(Radial))]
    public void A_radial_kernel_has_the_rings_of_Keras(int size, float[] expected)
    {
        var kernel = Ops.Reshape(Ops.Arange(size * size * 2, DType.Float32), (size, size, 1, 2));
        var rings = new RadialConstraint().call(kernel);
        Assert.Equal(kernel.Shape, rings.Shape);
        var values = rings.ToArray<float>();
        Assert.Equal(expected, values.Where((_, i) => i % 2 == 0));
        Assert.Equal(expected.Select(v => v + 1), values.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void A_kernel_of_one_element_stays_as_it_is() => Assert.Equal(3, new RadialConstraint().call(Ops.Fill((1, 1, 1, 1), 3)).Item());

    [Theory]
    [InlineData("MaxNorm", "max_norm", "max_value: 2, axis: 0")]
    [InlineData("MaxNorm", "maxnorm", "max_value: 2, axis: 0")]
    [InlineData("MinMaxNorm", "min_max_norm", "min_value: 0, max_value: 1, rate: 1, axis: 0")]
    [InlineData("NonNeg", "non_neg", "")]
    [InlineData("NonNeg", "nonneg", "")]
    [InlineData("RadialConstraint", "radial_constraint", "")]
    [InlineData("UnitNorm", "unit_norm", "axis: 0")]
    [InlineData("UnitNorm", "unitnorm", "axis: 0")]
    public void Every_name_finds_its_class_and_its_configuration_makes_it_again(string className, string alias, string config)
    {
        foreach (var name in new[] { className, alias })
        {
            var serialized = Assert.IsType<OrderedDictionary<string, object?>>(serialize(get(name)));
            Assert.Equal(className, serialized["class_name"]);
            Assert.Equal(config, Text(Assert.IsType<OrderedDictionary<string, object?>>(serialized["config"])));
            Assert.Equal(config, Text(deserialize(serialized).get_config()));
        }
    }

    [Fact]
    public void A_configuration_may_have_one_axis_or_a_list()
    {
        Assert.Equal([0, 1, 2], Assert.IsType<int[]>(new MaxNorm(axis: [0, 1, 2]).get_config()["axis"]));
        var list = get(Config("MaxNorm", ("max_value", 1.5), ("axis", new List<object> { 0L, 1L })))!;
        Near.Equal(new MaxNorm(1.5, 0, 1).call(Weights).ToArray<float>(), list.call(Weights).ToArray<float>(), 0);
        Assert.Equal(1, get(Config("UnitNorm", ("axis", 1L)))!.get_config()["axis"]);
    }

    [Fact]
    public void An_argument_takes_a_name_a_constraint_a_function_or_nothing()
    {
        Func<Tensor, Tensor> own = w => w / 2;
        Assert.IsType<MaxNorm>(Accept("max_norm"));
        Assert.IsType<NonNeg>(Accept(new NonNeg()));
        Assert.Equal(2, Accept(own)!.call(Tensor.Scalar(4f)).Item());
        Assert.Equal("<lambda>", serialize(Accept(own)));
        Assert.Null(Accept());
        Assert.Null(Accept(null));
        Assert.Null(Accept(Builtins.None));
    }

    [Fact]
    public void A_script_gives_one_axis_or_several()
    {
        Assert.Equal(0, keras.constraints.MaxNorm().get_config()["axis"]);
        Assert.Equal(1, keras.constraints.max_norm(3, axis: 1).get_config()["axis"]);
        Assert.Equal([0, 1, 2], Assert.IsType<int[]>(keras.constraints.max_norm(axis: [0, 1, 2]).get_config()["axis"]));
        Assert.Equal([0, 1], Assert.IsType<int[]>(keras.constraints.unit_norm(axis: [0, 1]).get_config()["axis"]));
        Assert.Equal(0, keras.constraints.UnitNorm().get_config()["axis"]);
        Assert.Equal(0, keras.constraints.min_max_norm(rate: 0.5).get_config()["axis"]);
        Assert.IsType<NonNeg>(keras.constraints.get("NonNeg"));
    }

    [Fact]
    public void Wrong_arguments_are_refused_in_Keras_words()
    {
        Refused(
            "The weight tensor must have rank 4. Received weight tensor with shape: (3, 4)",
            () => new RadialConstraint().call(Ops.Ones((3, 4))));
        Refused("A radial constraint needs a square kernel", () => new RadialConstraint().call(Ops.Ones((3, 4, 1, 1))));
        Refused("Unknown constraint: maxnrm. Please ensure this object is passed to the `custom_objects` argument.", () => get("maxnrm"));
        Refused("MaxNorm got an unexpected keyword argument 'foo'. Known: max_value, axis.", () => get(Config("MaxNorm", ("foo", 1))));
        Refused("MaxNorm cannot be made from these arguments: {'axis': 'x'}.", () => get(Config("MaxNorm", ("axis", "x"))));
        Refused("Could not interpret constraint function identifier: 5", () => get((Like<Constraint>)(int?)5));
    }

    private static Constraint? Accept(Like<Constraint>? constraint = null) => constraint?.Value;

    private static string Text(OrderedDictionary<string, object?> config) =>
        string.Join(", ", config.Select(entry => FormattableString.Invariant($"{entry.Key}: {entry.Value}")));

    private static void Refused(string beginning, Func<object?> action) =>
        Assert.StartsWith(beginning, Assert.ThrowsAny<ArgumentException>(() => { action(); }).Message, StringComparison.Ordinal);

    private static Dictionary<string, object?> Config(string name, params (string Key, object? Value)[] arguments) => new()
    {
        ["class_name"] = name,
        ["config"] = arguments.ToDictionary(argument => argument.Key, argument => argument.Value),
    };
}
