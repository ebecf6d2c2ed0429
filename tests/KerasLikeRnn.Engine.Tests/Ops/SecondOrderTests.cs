using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class SecondOrderTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> functions = new()
    {
        ["cube"] = x => x * x * x,
        ["quotient"] = x => 1 / (x * x + 1),
        ["square root"] = x => Ops.Sqrt(x * x + 1),
        ["reciprocal square root"] = x => Ops.Rsqrt(x * x + 1),
        ["power"] = x => Ops.Power(x * x + 0.5, Ops.Constant(1.5, DType.Float64)),
        ["exponential"] = Ops.Exp,
        ["logarithm"] = x => Ops.Log(x * x + 1),
        ["sine"] = x => Ops.Sin(x) + Ops.Cos(2 * x),
        ["tanh"] = Ops.Tanh,
        ["sigmoid"] = Ops.Sigmoid,
        ["softplus"] = Ops.Softplus,
        ["error function"] = Ops.Erf,
        ["softmax"] = x => Ops.Softmax(x),
        ["log-softmax"] = x => Ops.Square(Ops.LogSoftmax(x)),
        ["mean square"] = x => Ops.Mean(Ops.Square(x), [0]),
        ["product"] = x => Ops.Prod(x, [-1]),
        ["running product"] = x => Ops.CumProd(x * x + 0.5, 0),
        ["matrix product"] = x => Ops.MatMul(x, Ops.Tanh(x), transpose_b: true),
        ["Einstein summation"] = x => Ops.Einsum("ab,cb->ca", x, Ops.Tanh(x)),
        ["standardization"] = x => Ops.Standardize(x, [1], 0.1) is var (y, mean, variance) ? Ops.Square(y) + mean * variance : x,
        ["standardization of columns"] = x => Ops.StandardizeColumns(x, Ops.Mean(x, [0]), Ops.Sum(x, [0]), 0.1) is var (y, mean, variance)
            ? Ops.Square(y) + mean * variance
            : x,
        ["normalization"] = x => Ops.Square(Ops.L2Normalize(x, [0])),
        ["convolution"] = x => Ops.Convolution(
            Ops.Reshape(x * x, Shape.Of(1, Shape.Unknown, 1)), Ops.Reshape(Ops.Tanh(x), Shape.Of(Shape.Unknown, 1, 1)), null,
            new([1], [1], [(1, 1)])),
        ["slices"] = x => Ops.Square(Ops.Reverse(Ops.Concat([x, x * x], 0), 1)),
        ["padding"] = x => Ops.Square(Ops.Pad(x, [(1, 0), (0, 2)], 3)),
        ["average pooling"] = x => Ops.Square(Ops.AveragePool(Ops.ExpandDims(x, 0), [2], [1], [(1, 0)])),
        ["lookup"] = x => Ops.Square(Ops.Gather(x, Tensor.From<int>(0, 0))),
        ["sigmoid cross entropy"] = x => Ops.SigmoidCrossEntropy(Ops.Fill(x.Shape, 0.3, DType.Float64), x),
        ["sigmoid cross entropy of labels"] = x => Ops.SigmoidCrossEntropy(x, x * x),
        ["softmax cross entropy"] = x => Ops.SoftmaxCrossEntropy(Ops.StopGradient(Ops.Softmax(Ops.OnesLike(x))), x),
        ["softmax cross entropy of labels"] = x => Ops.SoftmaxCrossEntropy(Ops.Softmax(2 * x), x),
    };

    public static TheoryData<string> Functions => [.. functions.Keys];

    /// <summary>All that have a gradient: <see cref="GradientTests.No_public_operation_is_forgotten"/>.</summary>
    public static TheoryData<string> Operations => [.. GradientTests.Checks.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_gradient_of_every_operation_has_a_gradient_that_agrees_with_finite_differences(string operation) =>
        GradientTests.Checks[operation](Derivative.Second);

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_gradient_of_the_gradient_agrees_with_finite_differences(string function) =>
        Numbers.Array(Numbers.AwayFromZero, Gen.Int[1, 3].Array[2])
            .Sample(x => FiniteDifferences.CheckSecondOrder(t => [functions[function](t[0])], x.ToTensor()), iter: 10);

    [Fact]
    public void Three_tapes_give_the_third_derivative()
    {
        var x = Tensor.Scalar(2.0);
        using var first = new GradientTape();
        using var second = new GradientTape();
        using var third = new GradientTape();
        foreach (var tape in new[] { first, second, third }) tape.watch(x);
        var slope = third.gradient(x * x * x * x, x).ToDense();
        var curvature = second.gradient(slope, x).ToDense();
        Assert.Equal(32, slope.Item());
        Assert.Equal(48, curvature.Item());
        Assert.Equal(48, first.gradient(curvature, x).ToDense().Item());
    }

    [Fact]
    public void A_tape_answers_once_unless_it_is_persistent()
    {
        var x = Tensor.Scalar(3.0);
        using var once = new GradientTape();
        once.watch(x);
        using var often = new GradientTape(persistent: true);
        often.watch(x);
        var y = x * x;
        Assert.Equal(6, once.gradient(y, x).ToDense().Item());
        var error = Assert.Throws<InvalidOperationException>(() => once.gradient(y, x));
        Assert.Contains("persistent", error.Message, StringComparison.Ordinal);
        Assert.Equal(6, often.gradient(y, x).ToDense().Item());
        Assert.Equal(6, often.gradient(y, x).ToDense().Item());
    }
}
