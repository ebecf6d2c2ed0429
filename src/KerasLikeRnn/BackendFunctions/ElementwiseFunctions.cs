namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: functions of each element.</summary>
public static class ElementwiseFunctions
{
    /// <summary>|x|.</summary>
    [KerasExport("keras.backend.abs")]
    public static Tensor abs(TensorLike x) => tf.math.abs(x);

    /// <summary>x².</summary>
    [KerasExport("keras.backend.square")]
    public static Tensor square(TensorLike x) => tf.math.square(x);

    /// <summary>√x, 0 for negative x.</summary>
    [KerasExport("keras.backend.sqrt")]
    public static Tensor sqrt(TensorLike x) => tf.math.sqrt(tf.math.maximum(x, 0));

    /// <summary>eˣ.</summary>
    [KerasExport("keras.backend.exp")]
    public static Tensor exp(TensorLike x) => tf.math.exp(x);

    /// <summary>ln x.</summary>
    [KerasExport("keras.backend.log")]
    public static Tensor log(TensorLike x) => tf.math.log(x);

    /// <summary>sin x.</summary>
    [KerasExport("keras.backend.sin")]
    public static Tensor sin(TensorLike x) => tf.math.sin(x);

    /// <summary>cos x.</summary>
    [KerasExport("keras.backend.cos")]
    public static Tensor cos(TensorLike x) => tf.math.cos(x);

    /// <summary>The nearest whole number, halves to the even one.</summary>
    [KerasExport("keras.backend.round")]
    public static Tensor round(TensorLike x) => tf.math.round(x);

    /// <summary>−1, 0 or 1.</summary>
    [KerasExport("keras.backend.sign")]
    public static Tensor sign(TensorLike x) => tf.math.sign(x);

    /// <summary>xᵃ.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="a">The exponents.</param>
    [KerasExport("keras.backend.pow")]
    public static Tensor pow(TensorLike x, TensorLike a) => tf.math.pow(x, a);

    /// <summary>x where it lies between the limits, else the nearer limit.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="min_value">The lower limit; null for none.</param>
    /// <param name="max_value">The upper limit; null for none, and never below the lower one.</param>
    [KerasExport("keras.backend.clip")]
    public static Tensor clip(TensorLike x, TensorLike? min_value, TensorLike? max_value)
    {
        var lowest = min_value ?? double.NegativeInfinity;
        var highest = max_value ?? double.PositiveInfinity;
        if (lowest is { Adapts: true, DType: var a } && highest is { Adapts: true, DType: var b } && (a, b) != (DType.Bool, DType.Bool)
            && lowest.Converted(DType.Float64) is { Length: 1 } low && highest.Converted(DType.Float64) is { Length: 1 } high)
            highest = Math.Max(low.Item(), high.Item());
        return tf.clip_by_value(x, lowest, highest);
    }

    /// <summary>x == y.</summary>
    [KerasExport("keras.backend.equal")]
    public static Tensor equal(TensorLike x, TensorLike y) => tf.math.equal(x, y);

    /// <summary>x != y.</summary>
    [KerasExport("keras.backend.not_equal")]
    public static Tensor not_equal(TensorLike x, TensorLike y) => tf.math.not_equal(x, y);

    /// <summary>x > y.</summary>
    [KerasExport("keras.backend.greater")]
    public static Tensor greater(TensorLike x, TensorLike y) => tf.math.greater(x, y);

    /// <summary>x >= y.</summary>
    [KerasExport("keras.backend.greater_equal")]
    public static Tensor greater_equal(TensorLike x, TensorLike y) => tf.math.greater_equal(x, y);

    /// <summary>x &lt; y.</summary>
    [KerasExport("keras.backend.less")]
    public static Tensor less(TensorLike x, TensorLike y) => tf.math.less(x, y);

    /// <summary>x &lt;= y.</summary>
    [KerasExport("keras.backend.less_equal")]
    public static Tensor less_equal(TensorLike x, TensorLike y) => tf.math.less_equal(x, y);

    /// <summary>The larger of x and y.</summary>
    [KerasExport("keras.backend.maximum")]
    public static Tensor maximum(TensorLike x, TensorLike y) => tf.math.maximum(x, y);

    /// <summary>The smaller of x and y.</summary>
    [KerasExport("keras.backend.minimum")]
    public static Tensor minimum(TensorLike x, TensorLike y) => tf.math.minimum(x, y);
}
