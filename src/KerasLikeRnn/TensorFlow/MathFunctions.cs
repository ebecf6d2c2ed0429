using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: functions of each element.</summary>
public static class MathFunctions
{
    /// <summary>x + y.</summary>
    [KerasExport("tf.add", "tf.math.add")]
    public static Tensor add(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.add", x, y, Ops.Add);

    /// <summary>x − y.</summary>
    [KerasExport("tf.subtract", "tf.math.subtract")]
    public static Tensor subtract(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.subtract", x, y, Ops.Subtract);

    /// <summary>x · y, element by element.</summary>
    [KerasExport("tf.multiply", "tf.math.multiply")]
    public static Tensor multiply(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.multiply", x, y, Ops.Multiply);

    /// <summary>x / y.</summary>
    [KerasExport("tf.divide", "tf.math.divide", "tf.truediv", "tf.math.truediv")]
    public static Tensor divide(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.truediv", x, y, Ops.Divide);

    /// <summary>x / y, 0 where y is 0.</summary>
    [KerasExport("tf.math.divide_no_nan")]
    public static Tensor divide_no_nan(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.divide_no_nan", x, y, Ops.DivideNoNan);

    /// <summary>The quotient rounded down.</summary>
    [KerasExport("tf.math.floordiv")]
    public static Tensor floordiv(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.compat.v1.floor_div", x, y, Ops.FloorDivide);

    /// <summary>The remainder, with the sign of y.</summary>
    [KerasExport("tf.math.floormod", "tf.math.mod")]
    public static Tensor floormod(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.floormod", x, y, Ops.Modulo);

    /// <summary>xʸ.</summary>
    [KerasExport("tf.pow", "tf.math.pow")]
    public static Tensor pow(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.pow", x, y, Ops.Power);

    /// <summary>The larger of x and y.</summary>
    [KerasExport("tf.maximum", "tf.math.maximum")]
    public static Tensor maximum(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.maximum", x, y, Ops.Maximum);

    /// <summary>The smaller of x and y.</summary>
    [KerasExport("tf.minimum", "tf.math.minimum")]
    public static Tensor minimum(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.minimum", x, y, Ops.Minimum);

    /// <summary>(x − y)².</summary>
    [KerasExport("tf.math.squared_difference")]
    public static Tensor squared_difference(TensorLike x, TensorLike y, string? name = null) =>
        Lifted.Two("tf.math.squared_difference", x, y, static (a, b) => Ops.Square(Ops.Subtract(a, b)));

    /// <summary>The sum of tensors of one shape.</summary>
    [KerasExport("tf.add_n", "tf.math.add_n")]
    public static Tensor add_n(TensorLike inputs, string? name = null) => Symbolic.Lift("tf.math.add_n", inputs.ToTensors(), static t => t.Length > 0
        ? t.Aggregate(Ops.Add)
        : throw new ValueError("`inputs` must be a list of at least one tensor, all of one shape and type. Received: []", nameof(inputs)));

    /// <summary>|x|.</summary>
    [KerasExport("tf.abs", "tf.math.abs")]
    public static Tensor abs(TensorLike x, string? name = null) => Lifted.One("tf.math.abs", x, Ops.Abs);

    /// <summary>−x.</summary>
    [KerasExport("tf.negative", "tf.math.negative")]
    public static Tensor negative(TensorLike x, string? name = null) => Lifted.One("tf.math.negative", x, Ops.Negate);

    /// <summary>−1, 0 or 1.</summary>
    [KerasExport("tf.sign", "tf.math.sign")]
    public static Tensor sign(TensorLike x, string? name = null) => Lifted.One("tf.math.sign", x, Ops.Sign);

    /// <summary>x².</summary>
    [KerasExport("tf.square", "tf.math.square")]
    public static Tensor square(TensorLike x, string? name = null) => Lifted.One("tf.math.square", x, Ops.Square);

    /// <summary>√x.</summary>
    [KerasExport("tf.sqrt", "tf.math.sqrt")]
    public static Tensor sqrt(TensorLike x, string? name = null) => Lifted.One("tf.math.sqrt", x, Ops.Sqrt);

    /// <summary>1/√x.</summary>
    [KerasExport("tf.math.rsqrt")]
    public static Tensor rsqrt(TensorLike x, string? name = null) => Lifted.One("tf.math.rsqrt", x, Ops.Rsqrt);

    /// <summary>1/x.</summary>
    [KerasExport("tf.math.reciprocal")]
    public static Tensor reciprocal(TensorLike x, string? name = null) => Lifted.One("tf.math.reciprocal", x, Ops.Reciprocal);

    /// <summary>eˣ.</summary>
    [KerasExport("tf.exp", "tf.math.exp")]
    public static Tensor exp(TensorLike x, string? name = null) => Lifted.One("tf.math.exp", x, Ops.Exp);

    /// <summary>eˣ − 1, exact near zero.</summary>
    [KerasExport("tf.math.expm1")]
    public static Tensor expm1(TensorLike x, string? name = null) => Lifted.One("tf.math.expm1", x, Ops.Expm1);

    /// <summary>ln x.</summary>
    [KerasExport("tf.math.log")]
    public static Tensor log(TensorLike x, string? name = null) => Lifted.One("tf.math.log", x, Ops.Log);

    /// <summary>ln(1 + x), exact near zero.</summary>
    [KerasExport("tf.math.log1p")]
    public static Tensor log1p(TensorLike x, string? name = null) => Lifted.One("tf.math.log1p", x, Ops.Log1p);

    /// <summary>sin x.</summary>
    [KerasExport("tf.sin", "tf.math.sin")]
    public static Tensor sin(TensorLike x, string? name = null) => Lifted.One("tf.math.sin", x, Ops.Sin);

    /// <summary>cos x.</summary>
    [KerasExport("tf.cos", "tf.math.cos")]
    public static Tensor cos(TensorLike x, string? name = null) => Lifted.One("tf.math.cos", x, Ops.Cos);

    /// <summary>tan x.</summary>
    [KerasExport("tf.tan", "tf.math.tan")]
    public static Tensor tan(TensorLike x, string? name = null) => Lifted.One("tf.math.tan", x, Ops.Tan);

    /// <summary>(eˣ − e⁻ˣ)/2.</summary>
    [KerasExport("tf.sinh", "tf.math.sinh")]
    public static Tensor sinh(TensorLike x, string? name = null) => Lifted.One("tf.math.sinh", x, static t => 0.5 * (Ops.Expm1(t) - Ops.Expm1(-t)));

    /// <summary>(eˣ + e⁻ˣ)/2.</summary>
    [KerasExport("tf.cosh", "tf.math.cosh")]
    public static Tensor cosh(TensorLike x, string? name = null) => Lifted.One("tf.math.cosh", x, static t => 0.5 * (Ops.Exp(t) + Ops.Exp(-t)));

    /// <summary>The error function.</summary>
    [KerasExport("tf.math.erf")]
    public static Tensor erf(TensorLike x, string? name = null) => Lifted.One("tf.math.erf", x, Ops.Erf);

    /// <summary>The hyperbolic tangent.</summary>
    [KerasExport("tf.tanh", "tf.math.tanh", "tf.nn.tanh")]
    public static Tensor tanh(TensorLike x, string? name = null) => Lifted.One("tf.math.tanh", x, Ops.Tanh);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [KerasExport("tf.sigmoid", "tf.math.sigmoid", "tf.nn.sigmoid")]
    public static Tensor sigmoid(TensorLike x, string? name = null) => Lifted.One("tf.math.sigmoid", x, Ops.Sigmoid);

    /// <summary>ln sigmoid x.</summary>
    [KerasExport("tf.math.log_sigmoid")]
    public static Tensor log_sigmoid(TensorLike x, string? name = null) => Lifted.One("tf.math.log_sigmoid", x, static t => Ops.Negate(Ops.Softplus(Ops.Negate(t))));

    /// <summary>The nearest whole number, halves to the even one.</summary>
    [KerasExport("tf.round", "tf.math.round")]
    public static Tensor round(TensorLike x, string? name = null) => Lifted.One("tf.math.round", x, Ops.Round);

    /// <summary>The largest whole number not above x.</summary>
    [KerasExport("tf.floor", "tf.math.floor")]
    public static Tensor floor(TensorLike x, string? name = null) => Lifted.One("tf.math.floor", x, Ops.Floor);

    /// <summary>The smallest whole number not below x.</summary>
    [KerasExport("tf.math.ceil")]
    public static Tensor ceil(TensorLike x, string? name = null) => Lifted.One("tf.math.ceil", x, Ops.Ceiling);

    /// <summary>Whether x is no number.</summary>
    [KerasExport("tf.math.is_nan")]
    public static Tensor is_nan(TensorLike x, string? name = null) => Lifted.One("tf.math.is_nan", x, Ops.IsNan);

    /// <summary>Whether x is a number and not infinite.</summary>
    [KerasExport("tf.math.is_finite")]
    public static Tensor is_finite(TensorLike x, string? name = null) => Lifted.One("tf.math.is_finite", x,
        static t => Ops.Compare(CompareOp.Less, Ops.Abs(t), Ops.Constant(double.PositiveInfinity, t.DType)));

    /// <summary>Whether x is infinite.</summary>
    [KerasExport("tf.math.is_inf")]
    public static Tensor is_inf(TensorLike x, string? name = null) => Lifted.One("tf.math.is_inf", x,
        static t => Ops.Compare(CompareOp.Equal, Ops.Abs(t), Ops.Constant(double.PositiveInfinity, t.DType)));

    /// <summary>t where it lies between the limits, else the nearer limit.</summary>
    [KerasExport("tf.clip_by_value")]
    public static Tensor clip_by_value(TensorLike t, TensorLike clip_value_min, TensorLike clip_value_max, string? name = null) =>
        ElementwiseFunctions.Clipped(t, clip_value_min, clip_value_max);

    /// <summary>t scaled down to a length, where it is longer.</summary>
    [KerasExport("tf.clip_by_norm")]
    public static Tensor clip_by_norm(TensorLike t, TensorLike clip_norm, string? name = null) => Lifted.Two("tf.clip_by_norm", t, clip_norm, static (x, limit) =>
    {
        var length = Ops.Sqrt(Ops.Sum(Ops.Square(x)));
        return Ops.Divide(Ops.Multiply(x, limit), Ops.Maximum(length, limit));
    });
}
