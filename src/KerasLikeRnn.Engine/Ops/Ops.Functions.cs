namespace KerasLikeRnn.Engine;

// Functions of one number.
public static partial class Ops
{
    /// <summary>−x.</summary>
    public static Tensor Negate(Tensor x) => GradientTape.Record(Unary(UnaryOp.Negate, x), (x, dy => Negate(dy)));

    /// <summary>|x|. d/dx = sign x.</summary>
    public static Tensor Abs(Tensor x) => GradientTape.Record(Unary(UnaryOp.Abs, x), (x, dy => Multiply(dy, Sign(x))));

    /// <summary>−1, 0 or 1; it has no gradient.</summary>
    public static Tensor Sign(Tensor x) => Unary(UnaryOp.Sign, x);

    /// <summary>x². d/dx = 2x.</summary>
    public static Tensor Square(Tensor x) =>
        GradientTape.Record(Unary(UnaryOp.Square, x), (x, dy => Multiply(dy, Multiply(Constant(2, x.DType), x))));

    /// <summary>√x. d/dx = 1 / (2√x).</summary>
    public static Tensor Sqrt(Tensor x)
    {
        var y = Unary(UnaryOp.Sqrt, x);
        return GradientTape.Record(y, (x, dy => Divide(Multiply(dy, Constant(0.5, y.DType)), y)));
    }

    /// <summary>1/√x. d/dx = −y³/2.</summary>
    public static Tensor Rsqrt(Tensor x)
    {
        var y = Unary(UnaryOp.Rsqrt, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Multiply(Constant(-0.5, y.DType), Multiply(y, Square(y))))));
    }

    /// <summary>1/x. d/dx = −y².</summary>
    public static Tensor Reciprocal(Tensor x)
    {
        var y = Unary(UnaryOp.Reciprocal, x);
        return GradientTape.Record(y, (x, dy => Negate(Multiply(dy, Square(y)))));
    }

    /// <summary>eˣ, its own derivative.</summary>
    public static Tensor Exp(Tensor x)
    {
        var y = Unary(UnaryOp.Exp, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, y)));
    }

    /// <summary>eˣ − 1, exact near zero. d/dx = y + 1.</summary>
    public static Tensor Expm1(Tensor x)
    {
        var y = Unary(UnaryOp.Expm1, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Add(y, Constant(1, y.DType)))));
    }

    /// <summary>ln x. d/dx = 1/x.</summary>
    public static Tensor Log(Tensor x) => GradientTape.Record(Unary(UnaryOp.Log, x), (x, dy => Divide(dy, x)));

    /// <summary>ln(1 + x), exact near zero. d/dx = 1/(1 + x).</summary>
    public static Tensor Log1p(Tensor x) =>
        GradientTape.Record(Unary(UnaryOp.Log1p, x), (x, dy => Divide(dy, Add(x, Constant(1, x.DType)))));

    /// <summary>sin x. d/dx = cos x.</summary>
    public static Tensor Sin(Tensor x) => GradientTape.Record(Unary(UnaryOp.Sin, x), (x, dy => Multiply(dy, Cos(x))));

    /// <summary>cos x. d/dx = −sin x.</summary>
    public static Tensor Cos(Tensor x) => GradientTape.Record(Unary(UnaryOp.Cos, x), (x, dy => Multiply(dy, Negate(Sin(x)))));

    /// <summary>tan x. d/dx = 1 + tan² x.</summary>
    public static Tensor Tan(Tensor x)
    {
        var y = Unary(UnaryOp.Tan, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Add(Constant(1, y.DType), Square(y)))));
    }

    /// <summary>tanh x. d/dx = 1 − tanh² x: the rule needs the output only.</summary>
    public static Tensor Tanh(Tensor x)
    {
        var y = Unary(UnaryOp.Tanh, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Subtract(Constant(1, y.DType), Square(y)))));
    }

    /// <summary>1 / (1 + e⁻ˣ). d/dx = y(1 − y). The output remembers its logits.</summary>
    public static Tensor Sigmoid(Tensor x)
    {
        var y = WithLogits(Unary(UnaryOp.Sigmoid, x), x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Multiply(y, Subtract(Constant(1, y.DType), y)))));
    }

    /// <summary>max(x, 0). d/dx = 1 where x > 0.</summary>
    public static Tensor Relu(Tensor x)
    {
        var y = Unary(UnaryOp.Relu, x);
        return GradientTape.Record(y, (x, dy => Multiply(dy, Cast(Compare(CompareOp.Greater, y, Constant(0, y.DType)), y.DType))));
    }

    /// <summary>ln(1 + eˣ). d/dx = sigmoid x.</summary>
    public static Tensor Softplus(Tensor x) =>
        GradientTape.Record(Unary(UnaryOp.Softplus, x), (x, dy => Multiply(dy, Sigmoid(x))));

    /// <summary>The error function. d/dx = 2/√π · e^(−x²).</summary>
    public static Tensor Erf(Tensor x) => GradientTape.Record(Unary(UnaryOp.Erf, x),
        (x, dy => Multiply(dy, Multiply(Constant(2 / Math.Sqrt(Math.PI), x.DType), Exp(Negate(Square(x)))))));

    /// <summary>The largest integer not above x; it has no gradient.</summary>
    public static Tensor Floor(Tensor x) => Unary(UnaryOp.Floor, x);

    /// <summary>The smallest integer not below x; it has no gradient.</summary>
    public static Tensor Ceiling(Tensor x) => Unary(UnaryOp.Ceiling, x);

    /// <summary>Truth values: whether x is no number.</summary>
    public static Tensor IsNan(Tensor x) => Compare(CompareOp.NotEqual, x, x);

    /// <summary>The nearest integer, halves to the even one; it has no gradient.</summary>
    public static Tensor Round(Tensor x) => Unary(UnaryOp.Round, x);

    /// <summary>softmax along an axis: eˣ / Σeˣ. dx = y(dy − Σ y·dy). The output remembers its logits.</summary>
    public static Tensor Softmax(Tensor x, int axis = -1)
    {
        var y = WithLogits(SoftmaxAlong(axis, x, logarithm: false), x);
        return GradientTape.Record(y, (x, dy => Multiply(y, Subtract(dy, Sum(Multiply(dy, y), [axis], keepdims: true)))));
    }

    /// <summary>ln softmax along an axis. dx = dy − softmax(x)·Σdy.</summary>
    public static Tensor LogSoftmax(Tensor x, int axis = -1)
    {
        var y = SoftmaxAlong(axis, x, logarithm: true);
        return GradientTape.Record(y, (x, dy => Subtract(dy, Multiply(Exp(y), Sum(dy, [axis], keepdims: true)))));
    }

    /// <summary>x itself, through which no gradient passes.</summary>
    public static Tensor StopGradient(Tensor x) => x.View(x.Shape);

    /// <summary>The kernel works on the last axis: another one changes places with it before and after.</summary>
    private static Tensor SoftmaxAlong(int axis, Tensor x, bool logarithm)
    {
        if (!x.DType.IsFloating())
            throw new NotSupportedException($"The softmax of {x.DType.Name()} tensors is not defined. Cast to float32 first.");
        using var pause = GradientTape.Pause();
        if (x.DType.IsHalf()) return Cast(SoftmaxAlong(axis, Wide(x), logarithm), x.DType);
        var order = Enumerable.Range(0, x.Rank).ToArray();
        (order[x.Shape.Axis(axis)], order[^1]) = (order[^1], order[x.Shape.Axis(axis)]);
        var isLast = order[^1] == x.Rank - 1;
        if (!isLast) x = Transpose(x, order);
        var y = Tensor.Empty(x.Shape, x.DType);
        Backend.Softmax(logarithm, x, y);
        return isLast ? y : Transpose(y, order);
    }

    private static Tensor Unary(UnaryOp op, Tensor x)
    {
        if (Required.NotNull(x).DType.IsHalf()) return Cast(Unary(op, Wide(x)), x.DType);
        var y = Tensor.Empty(x.Shape, x.DType);
        Backend.Unary(op, x, y);
        return y;
    }

    private static Tensor WithLogits(Tensor y, Tensor logits) => new(y.Storage, y.Shape) { Logits = logits.Leased() };
}
