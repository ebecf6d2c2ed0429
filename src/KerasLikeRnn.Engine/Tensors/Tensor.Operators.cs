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
            var symbolic = this as SymbolicTensor ?? slices.Select(slice => slice.Number).OfType<SymbolicTensor>().FirstOrDefault();
            return symbolic is not null ? symbolic.Apply("__operators__.getitem", this, slices)[0] : Ops.GetItem(this, slices).Leased();
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

    public static Tensor operator +(Tensor a, Tensor b) => Operate("__operators__.add", a, b, Ops.Add);

    public static Tensor operator +(Tensor a, double b) => Operate("__operators__.add", a, b, Ops.Add);

    public static Tensor operator +(double a, Tensor b) => Operate("__operators__.add", a, b, Ops.Add);

    public static Tensor operator -(Tensor a, Tensor b) => Operate("math.subtract", a, b, Ops.Subtract);

    public static Tensor operator -(Tensor a, double b) => Operate("math.subtract", a, b, Ops.Subtract);

    public static Tensor operator -(double a, Tensor b) => Operate("math.subtract", a, b, Ops.Subtract);

    public static Tensor operator *(Tensor a, Tensor b) => Operate("math.multiply", a, b, Ops.Multiply);

    public static Tensor operator *(Tensor a, double b) => Operate("math.multiply", a, b, Ops.Multiply);

    public static Tensor operator *(double a, Tensor b) => Operate("math.multiply", a, b, Ops.Multiply);

    public static Tensor operator /(Tensor a, Tensor b) => Operate("math.truediv", a, b, Ops.Divide);

    public static Tensor operator /(Tensor a, double b) => Operate("math.truediv", a, b, Ops.Divide);

    public static Tensor operator /(double a, Tensor b) => Operate("math.truediv", a, b, Ops.Divide);

    public static Tensor operator %(Tensor a, Tensor b) => Operate("math.floormod", a, b, Ops.Modulo);

    public static Tensor operator %(Tensor a, double b) => Operate("math.floormod", a, b, Ops.Modulo);

    public static Tensor operator %(double a, Tensor b) => Operate("math.floormod", a, b, Ops.Modulo);

    public static Tensor operator -(Tensor x) => Operate("math.negative", x, Ops.Negate);

    public static Tensor operator +(Tensor x) => x;

    public static Tensor operator <(Tensor a, Tensor b) => Operate("math.less", a, b, static (x, y) => Ops.Compare(CompareOp.Less, x, y));

    public static Tensor operator <(Tensor a, double b) => Operate("math.less", a, b, static (x, y) => Ops.Compare(CompareOp.Less, x, y));

    public static Tensor operator <(double a, Tensor b) => Operate("math.less", a, b, static (x, y) => Ops.Compare(CompareOp.Less, x, y));

    public static Tensor operator <=(Tensor a, Tensor b) =>
        Operate("math.less_equal", a, b, static (x, y) => Ops.Compare(CompareOp.LessEqual, x, y));

    public static Tensor operator <=(Tensor a, double b) =>
        Operate("math.less_equal", a, b, static (x, y) => Ops.Compare(CompareOp.LessEqual, x, y));

    public static Tensor operator <=(double a, Tensor b) =>
        Operate("math.less_equal", a, b, static (x, y) => Ops.Compare(CompareOp.LessEqual, x, y));

    public static Tensor operator >(Tensor a, Tensor b) =>
        Operate("math.greater", a, b, static (x, y) => Ops.Compare(CompareOp.Greater, x, y));

    public static Tensor operator >(Tensor a, double b) =>
        Operate("math.greater", a, b, static (x, y) => Ops.Compare(CompareOp.Greater, x, y));

    public static Tensor operator >(double a, Tensor b) =>
        Operate("math.greater", a, b, static (x, y) => Ops.Compare(CompareOp.Greater, x, y));

    public static Tensor operator >=(Tensor a, Tensor b) =>
        Operate("math.greater_equal", a, b, static (x, y) => Ops.Compare(CompareOp.GreaterEqual, x, y));

    public static Tensor operator >=(Tensor a, double b) =>
        Operate("math.greater_equal", a, b, static (x, y) => Ops.Compare(CompareOp.GreaterEqual, x, y));

    public static Tensor operator >=(double a, Tensor b) =>
        Operate("math.greater_equal", a, b, static (x, y) => Ops.Compare(CompareOp.GreaterEqual, x, y));

    public static Tensor operator &(Tensor a, Tensor b) => Operate("math.logical_and", a, b, Ops.And);

    public static Tensor operator |(Tensor a, Tensor b) => Operate("math.logical_or", a, b, Ops.Or);

    public static Tensor operator ^(Tensor a, Tensor b) => (a | b) & ~(a & b);

    public static Tensor operator ~(Tensor x) => Operate("math.logical_not", x, Ops.Not);

    private static Tensor Operate(string operation, Tensor x, Func<Tensor, Tensor> compute) =>
        x is SymbolicTensor symbolic ? symbolic.Apply(operation, x)[0] : compute(x).Leased();

    private static Tensor Operate(string operation, Tensor a, Tensor b, Func<Tensor, Tensor, Tensor> compute) =>
        SymbolicTensor.Among(a, b) is { } symbolic ? symbolic.Apply(operation, a, b)[0] : compute(a, b).Leased();

    private static Tensor Operate(string operation, Tensor a, double b, Func<Tensor, Tensor, Tensor> compute) =>
        a is SymbolicTensor symbolic ? symbolic.Apply(operation, a, b)[0] : compute(a, Like(a, b)).Leased();

    private static Tensor Operate(string operation, double a, Tensor b, Func<Tensor, Tensor, Tensor> compute) =>
        b is SymbolicTensor symbolic ? symbolic.Apply(operation, a, b)[0] : compute(Like(b, a), b).Leased();

    /// <summary>A number beside a tensor takes its type.</summary>
    /// <exception cref="ValueError">It is a fraction and the tensor holds integers.</exception>
    private static Tensor Like(Tensor x, double number) => x.DType.IsFloating() || number == Math.Floor(number)
        ? Ops.Constant(number, x.DType)
        : throw new ValueError(
            $"Cannot convert {number} to a tensor of dtype {x.DType.Name()}. Cast the tensor first: tf.cast(x, \"float32\").",
            nameof(number));
}
