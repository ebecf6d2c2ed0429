using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// Python's operators and brackets. Each is an operation: on a symbolic tensor it becomes a step of the model, under Keras's name.
public partial class Tensor
{
    /// <summary>
    /// A part of the tensor as Python's brackets give it: <c>x[.., ^1]</c> is <c>x[:, -1]</c>, <c>x[0, 1..]</c> is <c>x[0, 1:]</c>.
    /// Axes not named are taken whole.
    /// </summary>
    /// <exception cref="ValueError">There are more indices than axes.</exception>
    /// <exception cref="ValueError">An index is outside its axis.</exception>
    [IndexerName("Part")]
    public Tensor this[params ReadOnlySpan<Slice> index]
    {
        get
        {
            var slices = index.ToArray();
            var numbers = slices.Where(slice => slice.Number is not null).Select(slice => slice.Number!);
            return Symbolic.Lift("tf.__operators__.getitem", [this, .. numbers], x => Ops.GetItem(x[0], slices, x.AsSpan(1)));
        }
    }

    /// <summary>Python's <c>float(tensor)</c>.</summary>
    /// <exception cref="ValueError">The tensor has several elements.</exception>
    public static explicit operator double(Tensor tensor) => tensor.Item();

    /// <summary>Python's <c>float(tensor)</c>.</summary>
    /// <exception cref="ValueError">The tensor has several elements.</exception>
    public static explicit operator float(Tensor tensor) => (float)tensor.Item();

    /// <summary>Python's <c>int(tensor)</c>: fractions are cut.</summary>
    /// <exception cref="ValueError">The tensor has several elements.</exception>
    public static explicit operator int(Tensor tensor) => checked((int)tensor.Item());

    /// <summary>Python's <c>bool(tensor)</c>.</summary>
    /// <exception cref="ValueError">The tensor has several elements.</exception>
    public static explicit operator bool(Tensor tensor) => tensor.Item() != 0;

    public static Tensor operator +(Tensor a, Tensor b) => Symbolic.Lift("tf.__operators__.add", [a, b], static x => Ops.Add(x[0], x[1]));

    public static Tensor operator +(Tensor a, double b) => a + Like(a, b);

    public static Tensor operator +(double a, Tensor b) => Like(b, a) + b;

    public static Tensor operator -(Tensor a, Tensor b) => Symbolic.Lift("tf.math.subtract", [a, b], static x => Ops.Subtract(x[0], x[1]));

    public static Tensor operator -(Tensor a, double b) => a - Like(a, b);

    public static Tensor operator -(double a, Tensor b) => Like(b, a) - b;

    public static Tensor operator *(Tensor a, Tensor b) => Symbolic.Lift("tf.math.multiply", [a, b], static x => Ops.Multiply(x[0], x[1]));

    public static Tensor operator *(Tensor a, double b) => a * Like(a, b);

    public static Tensor operator *(double a, Tensor b) => Like(b, a) * b;

    public static Tensor operator /(Tensor a, Tensor b) => Symbolic.Lift("tf.math.truediv", [a, b], static x => Ops.Divide(x[0], x[1]));

    public static Tensor operator /(Tensor a, double b) => a / Like(a, b);

    public static Tensor operator /(double a, Tensor b) => Like(b, a) / b;

    public static Tensor operator %(Tensor a, Tensor b) => Symbolic.Lift("tf.math.floormod", [a, b], static x => Ops.Modulo(x[0], x[1]));

    public static Tensor operator %(Tensor a, double b) => a % Like(a, b);

    public static Tensor operator %(double a, Tensor b) => Like(b, a) % b;

    public static Tensor operator -(Tensor x) => Symbolic.Lift("tf.math.negative", [x], static x => Ops.Negate(x[0]));

    public static Tensor operator +(Tensor x) => x;

    public static Tensor operator <(Tensor a, Tensor b) => Compared("tf.math.less", CompareOp.Less, a, b);

    public static Tensor operator <(Tensor a, double b) => a < Like(a, b);

    public static Tensor operator <(double a, Tensor b) => Like(b, a) < b;

    public static Tensor operator <=(Tensor a, Tensor b) => Compared("tf.math.less_equal", CompareOp.LessEqual, a, b);

    public static Tensor operator <=(Tensor a, double b) => a <= Like(a, b);

    public static Tensor operator <=(double a, Tensor b) => Like(b, a) <= b;

    public static Tensor operator >(Tensor a, Tensor b) => Compared("tf.math.greater", CompareOp.Greater, a, b);

    public static Tensor operator >(Tensor a, double b) => a > Like(a, b);

    public static Tensor operator >(double a, Tensor b) => Like(b, a) > b;

    public static Tensor operator >=(Tensor a, Tensor b) => Compared("tf.math.greater_equal", CompareOp.GreaterEqual, a, b);

    public static Tensor operator >=(Tensor a, double b) => a >= Like(a, b);

    public static Tensor operator >=(double a, Tensor b) => Like(b, a) >= b;

    public static Tensor operator &(Tensor a, Tensor b) => Symbolic.Lift("tf.math.logical_and", [a, b], static x => Ops.And(x[0], x[1]));

    public static Tensor operator |(Tensor a, Tensor b) => Symbolic.Lift("tf.math.logical_or", [a, b], static x => Ops.Or(x[0], x[1]));

    public static Tensor operator ^(Tensor a, Tensor b) => (a | b) & ~(a & b);

    public static Tensor operator ~(Tensor x) => Symbolic.Lift("tf.math.logical_not", [x], static x => Ops.Not(x[0]));

    private static Tensor Compared(string operation, CompareOp op, Tensor a, Tensor b) =>
        Symbolic.Lift(operation, [a, b], x => Ops.Compare(op, x[0], x[1]));

    /// <summary>A number beside a tensor takes its type.</summary>
    /// <exception cref="ValueError">It is a fraction and the tensor holds integers.</exception>
    private static Tensor Like(Tensor x, double number) => x.DType.IsFloating() || number == Math.Floor(number)
        ? Ops.Constant(number, x.DType)
        : throw new ValueError(FormattableString.Invariant(
            $"Cannot convert {number} to a tensor of dtype {x.DType.Name()}. Cast the tensor first: tf.cast(x, \"float32\")."), nameof(number));
}
