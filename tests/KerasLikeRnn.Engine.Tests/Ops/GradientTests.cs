using System.Reflection;
using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class GradientTests
{
    private const int Samples = 25;

    /// <summary>Operations through which no gradient passes.</summary>
    internal static readonly HashSet<string> notDifferentiable =
    [
        "All", "And", "Any", "Arange", "ArgMax", "ArgMin", "ArgSort", "Ceiling", "Compare", "Constant", "DropoutMask", "Fill", "Floor",
        "FloorDivide",
        "IsNan", "Not", "OneHot", "Ones", "OnesLike", "Or", "RandomNormal", "RandomTruncatedNormal", "RandomUniform", "Round", "Sign",
        "StopGradient", "Zeros", "ZerosLike",
    ];

    /// <summary>For every differentiable operation a check on random arrays.</summary>
    internal static IReadOnlyDictionary<string, Action<Derivative>> Checks { get; } = new Dictionary<string, Action<Derivative>>
    {
        ["Add"] = Binary(Ops.Add, Numbers.Pair(Numbers.Any, Numbers.Any)),
        ["Subtract"] = Binary(Ops.Subtract, Numbers.Pair(Numbers.Any, Numbers.Any)),
        ["Multiply"] = Binary(Ops.Multiply, Numbers.Pair(Numbers.Any, Numbers.Any)),
        ["Divide"] = Binary(Ops.Divide, Numbers.Pair(Numbers.Any, Numbers.AwayFromZero)),
        ["DivideNoNan"] = Binary(Ops.DivideNoNan, Numbers.Pair(Numbers.Any, Numbers.AwayFromZero)),
        ["Modulo"] = Binary(Ops.Modulo, Numbers.Pair(AwayFromWholes, OneOf(-2.0, -1.0, 1.0, 2.0))),
        ["Power"] = Binary(Ops.Power, Numbers.Pair(Numbers.Positive, Numbers.Any)),
        ["Maximum"] = Binary(Ops.Maximum, Numbers.DistinctPair()),
        ["Minimum"] = Binary(Ops.Minimum, Numbers.DistinctPair()),
        ["Select"] = Select,

        ["Negate"] = Unary(Ops.Negate),
        ["Abs"] = Unary(Ops.Abs, Numbers.AwayFromZero),
        ["Square"] = Unary(Ops.Square),
        ["Sqrt"] = Unary(Ops.Sqrt, Numbers.Positive),
        ["Rsqrt"] = Unary(Ops.Rsqrt, Numbers.Positive),
        ["Reciprocal"] = Unary(Ops.Reciprocal, Numbers.AwayFromZero),
        ["Exp"] = Unary(Ops.Exp),
        ["Expm1"] = Unary(Ops.Expm1),
        ["Log"] = Unary(Ops.Log, Numbers.Positive),
        ["Log1p"] = Unary(Ops.Log1p, Gen.Double[-0.8, 2]),
        ["Sin"] = Unary(Ops.Sin),
        ["Cos"] = Unary(Ops.Cos),
        ["Tan"] = Unary(Ops.Tan, Gen.Double[-1.2, 1.2]),
        ["Tanh"] = Unary(Ops.Tanh),
        ["Sigmoid"] = Unary(Ops.Sigmoid, Gen.Double[-6, 6]),
        ["Relu"] = Unary(Ops.Relu, Numbers.AwayFromZero),
        ["Softplus"] = Unary(Ops.Softplus, Gen.Double[-6, 6]),
        ["Erf"] = Unary(Ops.Erf, Gen.Double[-3.5, 3.5]),
        ["Clip"] = Unary(x => Ops.Clip(x, -0.1, 0.1), OneOf(-0.4, -0.15, -0.08, -0.02, 0.03, 0.07, 0.12, 0.3)),
        ["Copy"] = Unary(Ops.Copy),
        ["Cast"] = Cast,

        ["Softmax"] = AlongAxis(Ops.Softmax, Numbers.Any),
        ["LogSoftmax"] = AlongAxis(Ops.LogSoftmax, Numbers.Any),
        ["CumSum"] = Cumulative(Ops.CumSum, Numbers.Any),
        ["CumProd"] = Cumulative(Ops.CumProd, Numbers.AwayFromZero),
        ["Sum"] = Reduction(Ops.Sum, Numbers.Array(Numbers.Any)),
        ["Mean"] = Reduction(Ops.Mean, Numbers.Array(Numbers.Any)),
        ["Max"] = Reduction(Ops.Max, Numbers.Distinct()),
        ["Min"] = Reduction(Ops.Min, Numbers.Distinct()),
        ["Prod"] = Reduction(Ops.Prod, Numbers.Array(Gen.Frequency((4, Numbers.Any), (1, Gen.Const(0.0))))),

        ["Variance"] = Reduction(Ops.Variance, Numbers.Array(Numbers.Any)),
        ["LogSumExp"] = Reduction(Ops.LogSumExp, Numbers.Array(Numbers.Any)),

        ["L2Normalize"] = Normalization((x, axes) => [Ops.L2Normalize(x, axes)], Numbers.AwayFromZero),
        ["StandardizeColumns"] = check => Gen.Int[1, 4].Array[1, 3].SelectMany(rows => Gen.Int[1, 11].SelectMany(width => Gen.Select(
                Numbers.OfSizes(Numbers.Any, [.. rows, width]), Numbers.OfSizes(Numbers.Any, width), Numbers.OfSizes(Numbers.Any, width),
                Gen.Bool, Gen.Bool)))
            .Sample((x, gamma, beta, scaled, shifted) => check.Of(
                t => Ops.StandardizeColumns(t[0], scaled ? t[1] : null, shifted ? t[2] : null, 0.1) is var (y, mean, variance)
                    ? [y, mean, variance]
                    : [],
                x.ToTensor(), gamma.ToTensor(), beta.ToTensor()), iter: Samples),
        ["Standardize"] = Normalization(
            (x, axes) => Ops.Standardize(x, axes, 0.1) is var (y, mean, variance) ? [y, mean, variance] : [], Numbers.Any),

        ["Sort"] = check => Numbers.Distinct().Sample(
            (x) => check.Of(t => Ops.Sort(Rows(t[0]), x.Sizes.Length % 2 == 0), x.ToTensor()), iter: Samples),
        ["TopK"] = check => Numbers.Distinct().Sample((x) => check.Of(
            t => Ops.TopK(Rows(t[0]), Math.Min(2, Rows(t[0]).Shape.Dim(-1))).Values, x.ToTensor()), iter: Samples),
        ["TakeRows"] = check => Numbers.WithAxis(Numbers.Any)
            .SelectMany(input => IndexOf(input.X, input.Axis).Array[1, 4].Select(rows => (input.X, input.Axis, rows)))
            .Sample(
                (x, axis, rows) => check.Of(t => Ops.TakeRows(t[0], Places(rows, t[0].Shape[axis]), axis), x.ToTensor()), iter: Samples),
        ["TakeAlongLastAxis"] = check => Numbers.Distinct().Sample((x) => check.Of(
            t => Ops.TakeAlongLastAxis(Rows(t[0]), Ops.ArgSort(Rows(t[0]))), x.ToTensor()), iter: Samples),

        ["CtcLoss"] = check => Numbers.OfSizes(Numbers.Any, [3, 6, 4]).Sample(x => check.Of(
            t => Ops.CtcLoss(t[0], [[0, 1, 1], [2], [1, 0]], [6, 4, 2]), x.ToTensor()), iter: Samples),

        ["Reshape"] = Reshape,
        ["ExpandDims"] = check => Numbers.Array(Numbers.Any)
            .SelectMany(x => Gen.Int[-x.Sizes.Length - 1, x.Sizes.Length].Select(axis => (x, axis)))
            .Sample((x, axis) => check.Of(t => Ops.ExpandDims(t[0], axis), x.ToTensor()), iter: Samples),
        ["Squeeze"] = check => Numbers.WithAxis(Numbers.Any)
            .Sample((x, axis) => check.Of(t => Ops.Squeeze(Ops.Sum(t[0], [axis], keepdims: true), axis), x.ToTensor()), iter: Samples),
        ["Transpose"] = check => Numbers.Array(Numbers.Any)
            .SelectMany(x => Gen.Shuffle(Enumerable.Range(0, x.Sizes.Length).ToArray()).Select(order => (x, order)))
            .Sample((x, order) => check.Of(t => Ops.Transpose(t[0], order), x.ToTensor()), iter: Samples),
        ["BroadcastTo"] = check => Numbers.Pair(Numbers.Any, Numbers.Any)
            .Sample((a, b) => check.Of(t => Ops.BroadcastTo(t[0], Ops.Add(a.ToTensor(), b.ToTensor()).Shape), a.ToTensor()), iter: Samples),
        ["Repeat"] = check => Numbers.WithAxis(Numbers.Any).SelectMany(input => Gen.Int[0, 3].Select(count => (input.X, input.Axis, count)))
            .Sample((x, axis, count) => check.Of(t => Ops.Repeat(t[0], count, axis), x.ToTensor()), iter: Samples),
        ["Tile"] = check => Numbers.Array(Numbers.Any).SelectMany(x => Gen.Int[1, 3].Array[x.Sizes.Length].Select(counts => (x, counts)))
            .Sample((x, counts) => check.Of(t => Ops.Tile(t[0], counts), x.ToTensor()), iter: Samples),
        ["Slice"] = Slice,
        ["Take"] = check => Numbers.WithAxis(Numbers.Any).SelectMany((x, axis) => IndexOf(x, axis).Select(index => (x, axis, index)))
            .Sample((x, axis, index) => check.Of(t => Ops.Take(t[0], axis, index), x.ToTensor()), iter: Samples),
        ["Narrow"] = check => Numbers.WithAxis(Numbers.Any).SelectMany((x, axis) => PartOf(x, axis).Select(part => (x, axis, part)))
            .Sample((x, axis, part) => check.Of(t => Ops.Narrow(t[0], axis, part.Start, part.Count), x.ToTensor()), iter: Samples),
        ["Reverse"] = AlongAxis(Ops.Reverse, Numbers.Any),
        ["Pad"] = check =>
            Gen.Select(
                Numbers.Array(Numbers.Any).SelectMany(
                    x => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]).Array[x.Sizes.Length].Select(p => (x, p))), OneOf(0.0, 1.5))
            .Sample((input, value) => check.Of(t => Ops.Pad(t[0], input.p, value), input.x.ToTensor()), iter: Samples),
        ["Concat"] = check => Joined().Sample((axis, xs) => check.Of(t => Ops.Concat(t, axis), Tensors(xs)), iter: Samples),
        ["Stack"] = check =>
            Numbers.AnySizes.SelectMany(
                sizes => Gen.Select(Gen.Int[-sizes.Length - 1, sizes.Length], Numbers.OfSizes(Numbers.Any, sizes).Array[1, 3]))
            .Sample((axis, xs) => check.Of(t => Ops.Stack(t, axis), Tensors(xs)), iter: Samples),
        ["Unstack"] = check => Numbers.WithAxis(Numbers.Any)
            .Sample((x, axis) => check.Of(t => Ops.Unstack(t[0], axis), x.ToTensor()), iter: Samples),

        ["MatMul"] = MatMul,
        ["Dot"] = check => Gen.Select(Gen.Int[1, 3].Array[1, 3], Gen.Int[1, 4], Gen.Int[1, 4])
            .SelectMany(
                (rows, inner,
                columns) => Gen.Select(Numbers.OfSizes(Numbers.Any, [.. rows, inner]), Numbers.OfSizes(Numbers.Any, inner, columns)))
            .Sample((x, kernel) => check.Of(t => Ops.Dot(t[0], t[1]), x.ToTensor(), kernel.ToTensor()), iter: Samples),
        ["Linear"] = check => Gen.Select(Gen.Int[1, 3].Array[1, 3], Gen.Int[1, 4], Gen.Int[1, 4])
            .SelectMany((rows, inner, columns) => Gen.Select(
                Numbers.OfSizes(Numbers.Any, [.. rows, inner]), Numbers.OfSizes(Numbers.Any, inner, columns),
                Numbers.OfSizes(Numbers.Any, columns)))
            .Sample(
                (x, kernel, bias) => check.Of(t => Ops.Linear(t[0], t[1], t[2]), x.ToTensor(), kernel.ToTensor(), bias.ToTensor()),
                iter: Samples),
        ["Einsum"] = check => EinsumTests.Cases.Sample(
            (equation, a, b) => check.Of(t => Ops.Einsum(equation, t[0], t[1]), a.ToTensor(), b.ToTensor()), iter: 4 * Samples),
        ["Convolution"] = Convolution((c, t) => Ops.Convolution(t[0], t[1], t[3], c.Options)),
        ["ConvolutionTranspose"] = Convolution((c, t) => Ops.ConvolutionTranspose(t[2], t[1], c.Lengths, c.Options)),
        ["ConvolutionKernelGradient"] = Convolution((c, t) => Ops.ConvolutionKernelGradient(t[0], t[2], c.Sizes, c.Options)),
        ["MaxPool"] = Pooling(Ops.MaxPool, sizes => Numbers.Distinct(Gen.Const(sizes))),
        ["AveragePool"] = Pooling(Ops.AveragePool, sizes => Numbers.OfSizes(Numbers.Any, sizes)),
        ["Resize"] = check =>
            Gen.Select(Numbers.Array(Numbers.Any, Gen.Int[1, 4].Array[4]), Gen.Int[1, 7].Array[2], OneOf(Enum.GetValues<Interpolation>()))
            .Sample((x, size, how) => check.Of(t => Ops.Resize(t[0], size[0], size[1], how), x.ToTensor()), iter: 4 * Samples),
        ["Warp"] = check =>
            Gen.Select(
                Numbers.Array(Numbers.Any, Gen.Int[1, 4].Array[4]), Gen.Float[-1, 1].Array[8].Array[4], OneOf(Enum.GetValues<FillMode>()),
                Gen.Bool)
            .Sample((x, maps, mode, bilinear) =>
                check.Of(t => Ops.Warp(t[0], new ImageWarp([.. maps.Take(x.Sizes[0])], mode, 0.7f, bilinear)), x.ToTensor()),
                iter: 4 * Samples),
        ["Gather"] = Gather,
        ["SigmoidCrossEntropy"] = check =>
            Numbers.AnySizes.SelectMany(
                sizes => Gen.Select(Numbers.OfSizes(Gen.Double[0, 1], sizes), Numbers.OfSizes(Numbers.AwayFromZero, sizes)))
            .Sample(
                (labels, logits) => check.Of(t => Ops.SigmoidCrossEntropy(t[0], t[1]), labels.ToTensor(), logits.ToTensor()),
                iter: Samples),
        ["SoftmaxCrossEntropy"] = SoftmaxCrossEntropy,
        ["SparseSoftmaxCrossEntropy"] = SparseSoftmaxCrossEntropy,
        ["SimpleRnn"] = SimpleRnn,
        ["Lstm"] = Lstm,
        ["Gru"] = Gru,
    };

    public static TheoryData<string> Operations => [.. Checks.Keys];

    private static Gen<double> AwayFromWholes => Gen.Select(Gen.Int[-3, 3], Gen.Double[0.1, 0.9], (whole, part) => whole + part);

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_gradient_agrees_with_finite_differences(string operation) => Checks[operation](Derivative.First);

    [Fact]
    public void No_public_operation_is_forgotten()
    {
        // Those that return nothing change variables; no gradient could follow them.
        var operations = typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType != typeof(void)).Select(method => method.Name).ToHashSet();
        Assert.Equal([.. Checks.Keys.Concat(notDifferentiable).Order()], operations.Order());
    }

    [Fact]
    public void Every_arithmetic_operator_is_the_operation_of_its_name()
    {
        Numbers.Pair(Numbers.Any, Numbers.AwayFromZero).Sample((a, b) =>
        {
            FiniteDifferences.Check(t => (t[0] + t[1]) * (t[0] - t[1]) / t[1] - -t[0], a.ToTensor(), b.ToTensor());
            FiniteDifferences.Check(t => 2 / t[0] + (3 - t[0]) * 0.5 + 2 * t[0] - t[0] / 4 + (t[0] - 1) + (1 + t[0]), b.ToTensor());
        }, iter: Samples);
    }

    [Fact]
    public void Operations_without_gradient_give_none()
    {
        var x = Tensor.From<double>(0.5, -1.5);
        foreach (var operation in new Func<Tensor, Tensor>[]
        {
            Ops.Sign, Ops.Floor, Ops.Ceiling, Ops.Round, Ops.StopGradient, Ops.ZerosLike, Ops.OnesLike
        })
        {
            using var tape = new GradientTape();
            tape.watch(x);
            Assert.True(tape.gradient(operation(x), x) is null);
        }
    }

    [Fact]
    public void A_cast_casts_the_gradient_back()
    {
        using var tape = new GradientTape();
        var x = Tensor.From<double>(1, 2);
        tape.watch(x);
        var gradient = tape.gradient(Ops.Cast(x, DType.Float32) * 3f, x).ToDense();
        Assert.Equal(DType.Float64, gradient.DType);
        Assert.Equal([3, 3], gradient.ToArray<double>());
    }

    [Fact]
    public void Operands_of_different_types_get_gradients_of_their_own()
    {
        using var tape = new GradientTape();
        Tensor x = Tensor.From<double>(1, 2), y = Tensor.From<float>(3, 4);
        tape.watch(x);
        tape.watch(y);
        var gradients = tape.gradient(x * y, [x, y]);
        Assert.Equal([3, 4], gradients[0].ToDense().ToArray<double>());
        Assert.Equal([1, 2], gradients[1].ToDense().ToArray<float>());
    }

    [Fact]
    public void Equal_largest_elements_share_the_gradient()
    {
        Assert.Equal([0, 0.5, 0, 0.5], GradientOf(x => Ops.Max(x), 1, 3, 2, 3));
        Assert.Equal([1, 0, 0, 0], GradientOf(x => Ops.Min(x), 1, 3, 2, 3));
    }

    [Fact]
    public void Where_two_operands_are_equal_the_first_gets_the_gradient()
    {
        var two = Tensor.From<double>(2, 2);
        Assert.Equal([1, 0], GradientOf(x => Ops.Maximum(x, two), 2, 1));
        Assert.Equal([0, 0], GradientOf(x => Ops.Maximum(two, x), 2, 1));
        Assert.Equal([1, 0], GradientOf(x => Ops.Minimum(x, two), 2, 3));
    }

    [Fact]
    public void Clip_passes_the_gradient_at_its_limits()
    {
        Assert.Equal([0, 1, 1, 1, 0], GradientOf(x => Ops.Clip(x, -1, 1), -2, -1, 0, 1, 2));
    }

    [Fact]
    public void A_quotient_that_is_zero_by_definition_has_no_gradient()
    {
        var zero = Tensor.From<double>(0, 2);
        Assert.Equal([0, 0.5], GradientOf(x => Ops.DivideNoNan(x, zero), 3, 3));
        Assert.Equal([0, -0.75], GradientOf(x => Ops.DivideNoNan(Ops.Fill(2, 3, DType.Float64), x), 0, 2));
    }

    [Fact]
    public void A_power_of_a_number_that_is_not_positive_has_a_gradient_in_its_base_only()
    {
        FiniteDifferences.Check(t => Ops.Power(t[0], Ops.Constant(3, DType.Float64)), Tensor.From<double>(-1.5, 0, 2));
        Assert.Equal([0, 0], GradientOf(x => Ops.Power(Tensor.From<double>(-1.5, 0), x), 3, 2));
    }

    [Fact]
    public void A_lookup_gives_a_sparse_gradient_of_the_rows_read()
    {
        using var tape = new GradientTape();
        var table = Tensor.From<double>([1, 2, 3, 4, 5, 6], (3, 2));
        tape.watch(table);
        var gradient = tape.gradient(Ops.Gather(table, Tensor.From<int>(2, 0, 2)), table);
        Assert.Equal([2, 0, 2], gradient.Slices!.Indices.ToArray<int>());
        Assert.Equal([0, 2], gradient.Slices.Unique().Indices.ToArray<int>());
        Assert.Equal([1, 1, 2, 2], gradient.Slices.Unique().Values.ToArray<double>());
        Assert.Equal([1, 1, 0, 0, 2, 2], gradient.ToDense().ToArray<double>());
    }

    [Fact]
    public void Two_lookups_of_one_table_add_up_and_stay_sparse()
    {
        using var tape = new GradientTape();
        var table = Tensor.From<double>([1, 2, 3], (3, 1));
        tape.watch(table);
        var y = Ops.Add(Ops.Gather(table, Tensor.From<int>(0, 1)), Ops.Square(Ops.Gather(table, Tensor.From<int>(1, 2))));
        var gradient = tape.gradient(y, table);
        Assert.NotNull(gradient.Slices);
        Assert.Equal([1, 5, 6], gradient.ToDense().ToArray<double>());
    }

    [Fact]
    public void A_class_number_that_is_no_class_gives_nan()
    {
        var logits = Tensor.From<double>([1, 2, 3, 4], (2, 2));
        var loss = Ops.SparseSoftmaxCrossEntropy(Tensor.From<int>(1, 2), logits).ToArray<double>();
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), loss[0], 12);
        Assert.True(double.IsNaN(loss[1]));
    }

    [Fact]
    public void Cross_entropies_of_extreme_logits_stay_exact()
    {
        var x = Tensor.From<double>(-800, 800);
        Assert.Equal([800, 800], Ops.SigmoidCrossEntropy(Tensor.From<double>(1, 0), x).ToArray<double>());
        Assert.Equal([1600.0], Ops.SoftmaxCrossEntropy(Tensor.From<double>([1, 0], (1, 2)), Ops.Reshape(x, (1, 2))).ToArray<double>());
    }

    private static double[] GradientOf(Func<Tensor, Tensor> operation, params double[] x)
    {
        using var tape = new GradientTape();
        var input = Tensor.From<double>(x);
        tape.watch(input);
        return tape.gradient(operation(input), input).ToDense().ToArray<double>();
    }

    private static Action<Derivative> Unary(Func<Tensor, Tensor> operation, Gen<double>? element = null) => check =>
        Numbers.Array(element ?? Numbers.Any).Sample(x => check.Of(t => operation(t[0]), x.ToTensor()), iter: Samples);

    private static Action<Derivative> Binary(Func<Tensor, Tensor, Tensor> operation, Gen<(Numbers, Numbers)> operands) => check =>
        operands.Sample((a, b) => check.Of(t => operation(t[0], t[1]), a.ToTensor(), b.ToTensor()), iter: Samples);

    private static Action<Derivative> AlongAxis(Func<Tensor, int, Tensor> operation, Gen<double> element) => check =>
        Numbers.WithAxis(element).Sample((x, axis) => check.Of(t => operation(t[0], axis), x.ToTensor()), iter: Samples);

    private static Action<Derivative> Cumulative(Func<Tensor, int, bool, bool, Tensor> operation, Gen<double> element) => check =>
        Gen.Select(Numbers.WithAxis(element), Gen.Bool, Gen.Bool).Sample((input, exclusive, reverse) =>
            check.Of(t => operation(t[0], input.Axis, exclusive, reverse), input.X.ToTensor()), iter: Samples);

    private static Action<Derivative> Reduction(Func<Tensor, int[]?, bool, Tensor> operation, Gen<Numbers> arrays) => check =>
        Numbers.WithAxes(arrays).Sample((x, axes, keep) => check.Of(t => operation(t[0], axes, keep), x.ToTensor()), iter: Samples);

    private static Action<Derivative> Normalization(Func<Tensor, int[], Tensor[]> operation, Gen<double> element) => check =>
        Numbers.WithAxes(Numbers.Array(element)).Sample((x, axes, _) => check.Of(
            t => operation(t[0], axes ?? [.. Enumerable.Range(0, x.Sizes.Length)]), x.ToTensor()), iter: Samples);

    // A step of the differences would vanish in float32: the gradient must be that of a copy.
    private static void Cast(Derivative check) => Numbers.Array(Numbers.Any).Sample(x =>
    {
        var copied = check.Gradients(t => [Ops.Copy(t[0])], [x.ToTensor()])[0];
        var cast = check.Gradients(t => [Ops.Cast(Ops.Cast(t[0], DType.Float32), DType.Float64)], [x.ToTensor()])[0];
        for (var i = 0; i < copied.Length; i++) Assert.Equal(copied[i], cast[i], 1e-6);
    }, iter: Samples);

    private static void Select(Derivative check) => Numbers.Shapes(3).SelectMany(shapes => Gen.Select(
            Numbers.OfSizes(OneOf(0.0, 1.0), shapes[0]), Numbers.OfSizes(Numbers.Any, shapes[1]), Numbers.OfSizes(Numbers.Any, shapes[2])))
        .Sample(
            (condition, a, b) => check.Of(t => Ops.Select(condition.ToTensor(DType.Bool), t[0], t[1]), a.ToTensor(), b.ToTensor()),
            iter: Samples);

    private static void Reshape(Derivative check) => Numbers.Array(Numbers.Any).Sample(x =>
    {
        check.Of(t => Ops.Reshape(t[0], x.Values.Length), x.ToTensor());
        check.Of(t => Ops.Reshape(t[0], (1, null, 1)), x.ToTensor());
    }, iter: Samples);

    private static Action<Derivative> Pooling(
        Func<Tensor, IReadOnlyList<int>, IReadOnlyList<int>, IReadOnlyList<(int Before, int After)>, Tensor> pool,
        Func<int[], Gen<Numbers>> numbers) =>
        check => PoolingCase.Any.SelectMany(c => numbers(c.Sizes).Select(x => (x, c)))
            .Sample((x, c) => check.Of(t => pool(t[0], c.Window, c.Strides, c.Paddings), x.ToTensor()), iter: Samples);

    private static void Slice(Derivative check) => Numbers.Array(Numbers.Any, Gen.Int[1, 5].Array[0, 3])
        .SelectMany(x => Strides(x.Sizes).Select(strides => (x, strides)))
        .Sample((x, strides) => check.Of(
            t => Ops.Slice(t[0], [.. strides.Select(s => s.Begin)], [.. strides.Select(s => s.Count)], [.. strides.Select(s => s.Stride)]),
            x.ToTensor()), iter: Samples);

    private static Gen<(int Begin, int Count, int Stride)[]> Strides(int[] sizes) => sizes.Length == 0
        ? Gen.Const(System.Array.Empty<(int, int, int)>())
        : Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], OneOf(-2, -1, 1, 2)).Array[sizes.Length].Select(draws =>
            draws.Select((draw, axis) =>
            {
                var begin = draw.Item1 % sizes[axis];
                var most = (draw.Item3 > 0 ? sizes[axis] - 1 - begin : begin) / Math.Abs(draw.Item3) + 1;
                return (begin, 1 + draw.Item2 % most, draw.Item3);
            }).ToArray());

    private static Gen<T> OneOf<T>(params T[] values) => Gen.OneOf(System.Array.ConvertAll(values, value => Gen.Const(value)));

    private static Gen<int> IndexOf(Numbers x, int axis)
    {
        var size = x.Sizes[axis < 0 ? axis + x.Sizes.Length : axis];
        return Gen.Int[-size, size - 1];
    }

    private static Tensor Places(int[] indices, int? size) =>
        Tensor.From<int>(System.Array.ConvertAll(indices, i => i < 0 ? i + size!.Value : i));

    private static Tensor Rows(Tensor x) => x.Rank == 0 ? Ops.Reshape(x, 1) : x;

    private static Gen<(int Start, int Count)> PartOf(Numbers x, int axis)
    {
        var size = x.Sizes[axis < 0 ? axis + x.Sizes.Length : axis];
        return Gen.Int[0, size - 1].SelectMany(start => Gen.Int[1, size - start].Select(count => (start, count)));
    }

    private static Gen<(int Axis, Numbers[] Xs)> Joined() => Gen.Int[1, 4].Array[1, 3].SelectMany(sizes =>
        Gen.Int[-sizes.Length, sizes.Length - 1].SelectMany(axis =>
            Gen.Int[0, 3].SelectMany(size => Numbers.OfSizes(Numbers.Any, Replaced(sizes, axis, size))).Array[1, 3].Select(
                xs => (axis, xs))));

    private static int[] Replaced(int[] sizes, int axis, int size)
    {
        var copy = (int[])sizes.Clone();
        copy[axis < 0 ? axis + sizes.Length : axis] = size;
        return copy;
    }

    private static Tensor[] Tensors(Numbers[] xs) => System.Array.ConvertAll(xs, x => x.ToTensor());

    private static void MatMul(Derivative check) => Gen.Select(Numbers.Shapes(2), Gen.Int[1, 4].Array[3], Gen.Bool, Gen.Bool)
        .SelectMany((batches, sizes, transposeA, transposeB) => Gen.Select(
            Numbers.OfSizes(Numbers.Any, [.. batches[0], .. transposeA ? new[] { sizes[1], sizes[0] } : [sizes[0], sizes[1]]]),
            Numbers.OfSizes(Numbers.Any, [.. batches[1], .. transposeB ? new[] { sizes[2], sizes[1] } : [sizes[1], sizes[2]]]),
            Gen.Const(transposeA), Gen.Const(transposeB)))
        .Sample(
            (a, b, transposeA, transposeB) => check.Of(t => Ops.MatMul(t[0], t[1], transposeA, transposeB), a.ToTensor(), b.ToTensor()),
            iter: Samples);

    private static void Gather(Derivative check) => Numbers.Array(Numbers.Any, Gen.Int[1, 4].Array[1, 3])
        .SelectMany(
            table =>
                Numbers.AnySizes.SelectMany(sizes => Numbers.OfSizes(Gen.Int[0, table.Sizes[0] - 1].Select(i => (double)i), sizes)).Select(
                    indices => (table, indices)))
        .Sample((table, indices) => check.Of(t => Ops.Gather(t[0], indices.ToTensor(DType.Int32)), table.ToTensor()), iter: Samples);

    // The logits' rule is TensorFlow's: right for labels that add up to 1.
    private static void SoftmaxCrossEntropy(Derivative check) => Gen.Int[1, 4].Array[1, 3]
        .SelectMany(sizes => Gen.Select(Numbers.OfSizes(Numbers.Positive, sizes), Numbers.OfSizes(Numbers.Any, sizes)))
        .Sample((labels, logits) =>
        {
            var shares = Ops.Softmax(labels.ToTensor());
            check.Of(t => Ops.SoftmaxCrossEntropy(shares, t[0]), logits.ToTensor());
            check.Of(t => Ops.SoftmaxCrossEntropy(t[0], logits.ToTensor()), labels.ToTensor());
        }, iter: Samples);

    private static void SparseSoftmaxCrossEntropy(Derivative check) => Gen.Int[1, 4].Array[1, 3]
        .SelectMany(sizes => Gen.Select(
            Numbers.OfSizes(Numbers.Any, sizes), Numbers.OfSizes(Gen.Int[0, sizes[^1] - 1].Select(i => (double)i), sizes[..^1])))
        .Sample(
            (logits, labels) => check.Of(t => Ops.SparseSoftmaxCrossEntropy(labels.ToTensor(DType.Int64), t[0]), logits.ToTensor()),
            iter: Samples);

    // Numbers without the round ones that Gen.Double likes: with them a sum hits the corner of relu.
    private static double[] Draws(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 200).Select(_ => 2 * random.NextDouble() - 1)];
    }

    /// <summary>A convolution or one of its gradients: x, kernel, y and bias are given, and each uses some.</summary>
    private static Action<Derivative> Convolution(Func<ConvolutionCase, Tensor[], Tensor> operation) => check => ConvolutionCase.Any
        .SelectMany(c => Gen.Select(
            Gen.Const(c), Numbers.OfSizes(Numbers.Any, c.X), Numbers.OfSizes(Numbers.Any, c.Kernel), Numbers.OfSizes(Numbers.Any, c.Y),
            Numbers.OfSizes(Numbers.Any, c.Kernel[^1])))
        .Sample((c, x, kernel, y, bias) => check.Of(t => operation(c, t), Tensors([x, kernel, y, bias])), iter: Samples);

    private static void SimpleRnn(Derivative check) => Recurrent(check, 1, 1, (x, t, mask, bias, options, sequences) =>
    {
        var (output, state) = Ops.SimpleRnn(x, t[1], bias ? t[2] : null, t[3], t[4], mask, options, sequences);
        return [output, state];
    });

    private static void Lstm(Derivative check) => Recurrent(check, 4, 2, (x, t, mask, bias, options, sequences) =>
    {
        var (output, state, carry) = Ops.Lstm(x, t[1], bias ? t[2] : null, t[3], t[4], t[5], mask, options, sequences);
        return [output, state, carry];
    });

    private static void Gru(Derivative check) => Recurrent(check, 3, 1, (x, t, mask, bias, options, sequences) =>
    {
        var recurrentBias = bias && options.ResetAfter ? Ops.Multiply(t[2], t[2]) : null;
        var (output, state) = Ops.Gru(x, t[1], bias ? t[2] : null, t[3], recurrentBias, t[4], mask, options, sequences);
        return [output, state];
    });

    // Dense inputs and lookups, with and without bias and mask, either direction, every activation.
    private static void Recurrent(
        Derivative check, int gates, int states, Func<Tensor, Tensor[], Tensor?, bool, RecurrentOptions, bool, Tensor[]> run) => Gen
        .Select(
            Gen.Int[1, 3].Array[4], Gen.Bool.Array[7], OneOf(Enum.GetValues<FusedActivation>()).Array[2],
            Gen.Int[0, int.MaxValue].Select(Draws))
        .Sample((sizes, flags, activations, draws) =>
        {
            int batch = sizes[0], time = sizes[1], features = sizes[2], units = sizes[3], used = 0;
            Tensor Draw(params int[] shape) =>
                Tensor.From<double>(draws.AsSpan(used..(used += shape.Aggregate(1, (n, size) => n * size))), shape);
            var (lookup, masked, sequences) = (flags[0], flags[1], flags[2]);
            var options = new RecurrentOptions(activations[0], flags[3], flags[4], activations[1], flags[6]);
            var indices = Ops.Cast(
                Tensor.From<double>(draws.Take(batch * time).Select(d => Math.Floor((d + 1) * 1.49)).ToArray(), (batch, time)),
                DType.Int32);
            var mask = masked ? Tensor.From<bool>(draws.Skip(50).Take(batch * time).Select(d => d > 0).ToArray(), (batch, time)) : null;
            Tensor[] inputs =
            [
                lookup ? Draw(3, features) : Draw(batch, time, features), Draw(features, gates * units), Draw(gates * units),
                Draw(units, gates * units),
                .. Enumerable.Range(0, states).Select(_ => Draw(batch, units)),
            ];
            check.Of(t => run(lookup ? Ops.Gather(t[0], indices) : t[0], t, mask, flags[5], options, sequences), inputs);
        }, iter: 4 * Samples);
}
