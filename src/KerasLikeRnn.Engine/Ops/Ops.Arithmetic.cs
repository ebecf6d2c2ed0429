
namespace KerasLikeRnn.Engine;

/// <summary>
/// The differentiable operations. Each shows its formula, then the forward kernel and, beside each input, the rule that
/// turns the output's gradient dy into that input's.
/// </summary>
public static partial class Ops
{
    private static Backend Backend => Backend.Current;

    /// <summary>a + b.</summary>
    public static Tensor Add(Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(BinaryOp.Add, a, b);
        return GradientTape.Record(y, (p, dy => SumTo(dy, p.Shape)), (q, dy => SumTo(dy, q.Shape)));
    }

    /// <summary>a − b.</summary>
    public static Tensor Subtract(Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(BinaryOp.Subtract, a, b);
        return GradientTape.Record(y, (p, dy => SumTo(dy, p.Shape)), (q, dy => SumTo(Negate(dy), q.Shape)));
    }

    /// <summary>a · b, element by element.</summary>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(BinaryOp.Multiply, a, b);
        return GradientTape.Record(y, (p, dy => SumTo(Multiply(dy, q), p.Shape)), (q, dy => SumTo(Multiply(dy, p), q.Shape)));
    }

    /// <summary>a / b; of two integers in float64, as Python's. d/db = −a/b².</summary>
    public static Tensor Divide(Tensor a, Tensor b)
    {
        if (!DTypes.Promote(a.DType, b.DType).IsFloating()) (a, b) = (Cast(a, DType.Float64), Cast(b, DType.Float64));
        var (y, p, q) = Binary(BinaryOp.Divide, a, b);
        return GradientTape.Record(y,
            (p, dy => SumTo(Divide(dy, q), p.Shape)),
            (q, dy => SumTo(Negate(Multiply(dy, Divide(y, q))), q.Shape)));
    }

    /// <summary>a / b, zero where b is zero.</summary>
    public static Tensor DivideNoNan(Tensor a, Tensor b)
    {
        var zero = Compare(CompareOp.Equal, b, Constant(0, b.DType));
        var safe = Select(zero, OnesLike(b), b);
        var quotient = Divide(a, safe);
        return Select(zero, ZerosLike(quotient), quotient);
    }

    /// <summary>The quotient rounded down; it has no gradient.</summary>
    public static Tensor FloorDivide(Tensor a, Tensor b) => Binary(BinaryOp.FloorDivide, a, b).Y;

    /// <summary>The remainder with the sign of b, as Python's %. d/da = 1, d/db = −⌊a/b⌋.</summary>
    public static Tensor Modulo(Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(BinaryOp.Modulo, a, b);
        return GradientTape.Record(y,
            (p, dy => SumTo(dy, p.Shape)),
            (q, dy => SumTo(Negate(Multiply(dy, FloorDivide(p, q))), q.Shape)));
    }

    /// <summary>aᵇ. d/da = b·aᵇ⁻¹, d/db = aᵇ·ln a (0 where a ≤ 0, as TensorFlow).</summary>
    public static Tensor Power(Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(BinaryOp.Power, a, b);
        return GradientTape.Record(y,
            (p, dy => SumTo(Multiply(dy, Multiply(q, Power(p, Subtract(q, Constant(1, q.DType))))), p.Shape)),
            (q, dy =>
            {
                var positive = Compare(CompareOp.Greater, p, Constant(0, p.DType));
                var log = Select(positive, Log(Select(positive, p, OnesLike(p))), ZerosLike(p));
                return SumTo(Multiply(dy, Multiply(y, log)), q.Shape);
            }));
    }

    /// <summary>The larger of a and b; where they are equal the gradient goes to a.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => Extreme(BinaryOp.Maximum, CompareOp.GreaterEqual, a, b);

    /// <summary>The smaller of a and b; where they are equal the gradient goes to a.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => Extreme(BinaryOp.Minimum, CompareOp.LessEqual, a, b);

    /// <summary>Truth values: a and b.</summary>
    public static Tensor And(Tensor a, Tensor b) => Binary(BinaryOp.And, a, b).Y;

    /// <summary>Truth values: a or b.</summary>
    public static Tensor Or(Tensor a, Tensor b) => Binary(BinaryOp.Or, a, b).Y;

    /// <summary>Truth values: not x.</summary>
    public static Tensor Not(Tensor x) => Unary(UnaryOp.Not, x);

    /// <summary>x where it lies between the limits, else the nearer limit; no gradient outside.</summary>
    public static Tensor Clip(Tensor x, double low, double high) =>
        Minimum(Maximum(x, Constant(low, x.DType)), Constant(high, x.DType));

    private static Tensor Extreme(BinaryOp op, CompareOp wins, Tensor a, Tensor b)
    {
        var (y, p, q) = Binary(op, a, b);
        // Selected and not multiplied: an infinite dy must not reach the other operand as nan.
        Tensor First() => Compare(wins, p, q);
        return GradientTape.Record(y,
            (p, dy => SumTo(Select(First(), dy, ZerosLike(dy)), p.Shape)),
            (q, dy => SumTo(Select(First(), ZerosLike(dy), dy), q.Shape)));
    }

    /// <summary>Runs a binary kernel; A and B are the operands in the type the operation is done in.</summary>
    private static (Tensor Y, Tensor A, Tensor B) Binary(BinaryOp op, Tensor a, Tensor b)
    {
        (a, b) = Promote(a, b);
        if (a.DType.IsHalf()) return (Cast(Binary(op, Wide(a), Wide(b)).Y, a.DType), a, b);
        var y = Tensor.Empty(BroadcastShape(a.Shape, b.Shape), a.DType);
        Backend.Binary(op, a, b, y);
        return (y, a, b);
    }

    /// <summary>Operands of an operation that computes in one type only.</summary>
    /// <exception cref="ValueError">They are of several; the message is TensorFlow's.</exception>
    private static void NeedOneType(string operation, Tensor first, params ReadOnlySpan<Tensor?> others)
    {
        for (var i = 0; i < others.Length; i++)
            if (others[i] is { } other && other.DType != first.DType)
                throw new ValueError(
                    $"cannot compute {operation} as input #{i + 1}(zero-based) was expected to be a {first.DType.Name()} tensor but is "
                    + $"a {other.DType.Name()} tensor");
    }

    private static (Tensor, Tensor) Promote(Tensor a, Tensor b)
    {
        var dtype = DTypes.Promote(a.DType, b.DType);
        return (Cast(a, dtype), Cast(b, dtype));
    }

    /// <summary>The shape of an operation on two broadcast operands.</summary>
    /// <param name="a">Shape of the one.</param>
    /// <param name="b">Shape of the other.</param>
    /// <exception cref="ValueError">The shapes do not fit.</exception>
    internal static Shape BroadcastShape(Shape a, Shape b) => TryBroadcast(a, b)
        ?? throw new ValueError($"Incompatible shapes: {a} vs. {b}. Sizes must be equal or 1, counted from the last axis.");

    private static Shape? TryBroadcast(Shape a, Shape b)
    {
        if (a == b) return a;
        var sizes = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 1; i <= sizes.Length; i++)
        {
            int x = i <= a.Rank ? a.Dims[^i] : 1, y = i <= b.Rank ? b.Dims[^i] : 1;
            if (x != y && x != 1 && y != 1) return null;
            sizes[^i] = x == 1 ? y : x;
        }
        return Shape.Of(sizes);
    }

    /// <summary>Adds up the axes along which a tensor of the given shape was repeated.</summary>
    internal static Tensor SumTo(Tensor x, Shape shape)
    {
        if (x.Shape == shape) return x;
        var extra = x.Rank - shape.Rank;
        var axes = new List<int>();
        for (var axis = 0; axis < x.Rank; axis++)
            if (axis < extra || (shape.Dims[axis - extra] == 1 && x.Shape.Dims[axis] != 1)) axes.Add(axis);
        return Reshape(Sum(x, [.. axes]), shape);
    }
}
