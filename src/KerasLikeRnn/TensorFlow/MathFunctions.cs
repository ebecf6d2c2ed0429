using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: functions of each element.</summary>
public static class MathFunctions
{
    /// <summary>x + y.</summary>
    [KerasExport("tf.add", "tf.math.add"), Operation("math.add")]
    internal static Tensor add(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Add);

    /// <summary>x − y.</summary>
    [KerasExport("tf.subtract", "tf.math.subtract"), Operation("math.subtract")]
    internal static Tensor subtract(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Subtract);

    /// <summary>x · y, element by element.</summary>
    [KerasExport("tf.multiply", "tf.math.multiply"), Operation("math.multiply")]
    internal static Tensor multiply(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Multiply);

    /// <summary>x / y.</summary>
    [KerasExport("tf.divide", "tf.math.divide", "tf.truediv", "tf.math.truediv"), Operation("math.truediv")]
    internal static Tensor divide(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Divide);

    /// <summary>x / y, 0 where y is 0.</summary>
    [KerasExport("tf.math.divide_no_nan"), Operation("math.divide_no_nan")]
    internal static Tensor divide_no_nan(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.DivideNoNan);

    /// <summary>The quotient rounded down.</summary>
    [KerasExport("tf.math.floordiv"), Operation("compat.v1.floor_div")]
    internal static Tensor floordiv(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.FloorDivide);

    /// <summary>The remainder, with the sign of y.</summary>
    [KerasExport("tf.math.floormod", "tf.math.mod"), Operation("math.floormod")]
    internal static Tensor floormod(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Modulo);

    /// <summary>xʸ.</summary>
    [KerasExport("tf.pow", "tf.math.pow"), Operation("math.pow")]
    internal static Tensor pow(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Power);

    /// <summary>The larger of x and y.</summary>
    [KerasExport("tf.maximum", "tf.math.maximum"), Operation("math.maximum")]
    internal static Tensor maximum(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Maximum);

    /// <summary>The smaller of x and y.</summary>
    [KerasExport("tf.minimum", "tf.math.minimum"), Operation("math.minimum")]
    internal static Tensor minimum(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Minimum);

    /// <summary>(x − y)².</summary>
    [KerasExport("tf.math.squared_difference"), Operation("math.squared_difference")]
    internal static Tensor squared_difference(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Square(Ops.Subtract(a, b)));

    /// <summary>The sum of tensors of one shape.</summary>
    [KerasExport("tf.add_n", "tf.math.add_n"), Operation("math.add_n")]
    internal static Tensor add_n(TensorLike inputs) => inputs.ToTensors() is { Length: > 0 } tensors
        ? tensors.Aggregate(Ops.Add)
        : throw new ValueError("`inputs` must be a list of at least one tensor, all of one shape and type. Received: []", nameof(inputs));

    /// <summary>|x|.</summary>
    [KerasExport("tf.abs", "tf.math.abs"), Operation("math.abs")]
    internal static Tensor abs(Tensor x) => Ops.Abs(x);

    /// <summary>−x.</summary>
    [KerasExport("tf.negative", "tf.math.negative"), Operation("math.negative")]
    internal static Tensor negative(Tensor x) => Ops.Negate(x);

    /// <summary>−1, 0 or 1.</summary>
    [KerasExport("tf.sign", "tf.math.sign"), Operation("math.sign")]
    internal static Tensor sign(Tensor x) => Ops.Sign(x);

    /// <summary>x².</summary>
    [KerasExport("tf.square", "tf.math.square"), Operation("math.square")]
    internal static Tensor square(Tensor x) => Ops.Square(x);

    /// <summary>√x.</summary>
    [KerasExport("tf.sqrt", "tf.math.sqrt"), Operation("math.sqrt")]
    internal static Tensor sqrt(Tensor x) => Ops.Sqrt(x);

    /// <summary>1/√x.</summary>
    [KerasExport("tf.math.rsqrt"), Operation("math.rsqrt")]
    internal static Tensor rsqrt(Tensor x) => Ops.Rsqrt(x);

    /// <summary>1/x.</summary>
    [KerasExport("tf.math.reciprocal"), Operation("math.reciprocal")]
    internal static Tensor reciprocal(Tensor x) => Ops.Reciprocal(x);

    /// <summary>eˣ.</summary>
    [KerasExport("tf.exp", "tf.math.exp"), Operation("math.exp")]
    internal static Tensor exp(Tensor x) => Ops.Exp(x);

    /// <summary>eˣ − 1, exact near zero.</summary>
    [KerasExport("tf.math.expm1"), Operation("math.expm1")]
    internal static Tensor expm1(Tensor x) => Ops.Expm1(x);

    /// <summary>ln x.</summary>
    [KerasExport("tf.math.log"), Operation("math.log")]
    internal static Tensor log(Tensor x) => Ops.Log(x);

    /// <summary>ln(1 + x), exact near zero.</summary>
    [KerasExport("tf.math.log1p"), Operation("math.log1p")]
    internal static Tensor log1p(Tensor x) => Ops.Log1p(x);

    /// <summary>sin x.</summary>
    [KerasExport("tf.sin", "tf.math.sin"), Operation("math.sin")]
    internal static Tensor sin(Tensor x) => Ops.Sin(x);

    /// <summary>cos x.</summary>
    [KerasExport("tf.cos", "tf.math.cos"), Operation("math.cos")]
    internal static Tensor cos(Tensor x) => Ops.Cos(x);

    /// <summary>tan x.</summary>
    [KerasExport("tf.tan", "tf.math.tan"), Operation("math.tan")]
    internal static Tensor tan(Tensor x) => Ops.Tan(x);

    /// <summary>(eˣ − e⁻ˣ)/2.</summary>
    [KerasExport("tf.sinh", "tf.math.sinh"), Operation("math.sinh")]
    internal static Tensor sinh(Tensor x) => 0.5 * (Ops.Expm1(x) - Ops.Expm1(-x));

    /// <summary>(eˣ + e⁻ˣ)/2.</summary>
    [KerasExport("tf.cosh", "tf.math.cosh"), Operation("math.cosh")]
    internal static Tensor cosh(Tensor x) => 0.5 * (Ops.Exp(x) + Ops.Exp(-x));

    /// <summary>The error function.</summary>
    [KerasExport("tf.math.erf"), Operation("math.erf")]
    internal static Tensor erf(Tensor x) => Ops.Erf(x);

    /// <summary>The hyperbolic tangent.</summary>
    [KerasExport("tf.tanh", "tf.math.tanh", "tf.nn.tanh"), Operation("math.tanh")]
    internal static Tensor tanh(Tensor x) => Ops.Tanh(x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [KerasExport("tf.sigmoid", "tf.math.sigmoid", "tf.nn.sigmoid"), Operation("math.sigmoid")]
    internal static Tensor sigmoid(Tensor x) => Ops.Sigmoid(x);

    /// <summary>ln sigmoid x.</summary>
    [KerasExport("tf.math.log_sigmoid"), Operation("math.log_sigmoid")]
    internal static Tensor log_sigmoid(Tensor x) => Ops.Negate(Ops.Softplus(Ops.Negate(x)));

    /// <summary>The nearest whole number, halves to the even one.</summary>
    [KerasExport("tf.round", "tf.math.round"), Operation("math.round")]
    internal static Tensor round(Tensor x) => Ops.Round(x);

    /// <summary>The largest whole number not above x.</summary>
    [KerasExport("tf.floor", "tf.math.floor"), Operation("math.floor")]
    internal static Tensor floor(Tensor x) => Ops.Floor(x);

    /// <summary>The smallest whole number not below x.</summary>
    [KerasExport("tf.math.ceil"), Operation("math.ceil")]
    internal static Tensor ceil(Tensor x) => Ops.Ceiling(x);

    /// <summary>Whether x is no number.</summary>
    [KerasExport("tf.math.is_nan"), Operation("math.is_nan")]
    internal static Tensor is_nan(Tensor x) => Ops.IsNan(x);

    /// <summary>Whether x is a number and not infinite.</summary>
    [KerasExport("tf.math.is_finite"), Operation("math.is_finite")]
    internal static Tensor is_finite(Tensor x) => Ops.Compare(CompareOp.Less, Ops.Abs(x), Ops.Constant(double.PositiveInfinity, x.DType));

    /// <summary>Whether x is infinite.</summary>
    [KerasExport("tf.math.is_inf"), Operation("math.is_inf")]
    internal static Tensor is_inf(Tensor x) => Ops.Compare(CompareOp.Equal, Ops.Abs(x), Ops.Constant(double.PositiveInfinity, x.DType));

    /// <summary>t where it lies between the limits, else the nearer limit.</summary>
    [KerasExport("tf.clip_by_value"), Operation("clip_by_value")]
    internal static Tensor clip_by_value(Tensor t, TensorLike clip_value_min, TensorLike clip_value_max)
    {
        return Ops.Maximum(Ops.Minimum(t, Limit(clip_value_max)), Limit(clip_value_min));

        Tensor Limit(TensorLike limit) => limit.Adapts ? limit.Converted(t.DType) : limit.ToTensor(t.DType);
    }

    /// <summary>t scaled down to a length, where it is longer.</summary>
    [KerasExport("tf.clip_by_norm"), Operation("clip_by_norm")]
    internal static Tensor clip_by_norm(TensorLike t, TensorLike clip_norm) => TensorLike.InOneType(t, clip_norm, static (x, limit) =>
    {
        var length = Ops.Sqrt(Ops.Sum(Ops.Square(x)));
        return Ops.Divide(Ops.Multiply(x, limit), Ops.Maximum(length, limit));
    });
}
