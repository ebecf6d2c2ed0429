namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: many numbers become one. <c>axis</c> is an axis or several; none means all.</summary>
public static class ReductionFunctions
{
    /// <summary>The sum over axes.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axes; none given means all.</param>
    /// <param name="keepdims">Whether they stay, with size 1.</param>
    [KerasExport("keras.backend.sum")]
    public static Tensor sum(TensorLike x, AxesLike axis = default, bool keepdims = false) => tf.math.reduce_sum(x, axis, keepdims);

    /// <summary>The mean over axes; truth values count as 0 and 1.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.mean")]
    public static Tensor mean(TensorLike x, AxesLike axis = default, bool keepdims = false) =>
        tf.math.reduce_mean(Numbers(x), axis, keepdims);

    /// <summary>The mean squared distance from the mean, over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.var")]
    public static Tensor var(TensorLike x, AxesLike axis = default, bool keepdims = false) =>
        tf.math.reduce_variance(Numbers(x), axis, keepdims);

    /// <summary>The standard deviation over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.std")]
    public static Tensor std(TensorLike x, AxesLike axis = default, bool keepdims = false) =>
        tf.math.reduce_std(Numbers(x), axis, keepdims);

    /// <summary>The product over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.prod")]
    public static Tensor prod(TensorLike x, AxesLike axis = default, bool keepdims = false) => tf.math.reduce_prod(x, axis, keepdims);

    /// <summary>The largest element over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.max")]
    public static Tensor max(TensorLike x, AxesLike axis = default, bool keepdims = false) => tf.math.reduce_max(x, axis, keepdims);

    /// <summary>The smallest element over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.min")]
    public static Tensor min(TensorLike x, AxesLike axis = default, bool keepdims = false) => tf.math.reduce_min(x, axis, keepdims);

    /// <summary>Whether one element is true (or not zero), over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.any")]
    public static Tensor any(TensorLike x, AxesLike axis = default, bool keepdims = false) =>
        tf.math.reduce_any(tf.cast(x, "bool"), axis, keepdims);

    /// <summary>Whether all elements are true (or not zero), over axes.</summary>
    /// <inheritdoc cref="sum"/>
    [KerasExport("keras.backend.all")]
    public static Tensor all(TensorLike x, AxesLike axis = default, bool keepdims = false) =>
        tf.math.reduce_all(tf.cast(x, "bool"), axis, keepdims);

    /// <summary>The place (int64) of the largest element along an axis.</summary>
    [KerasExport("keras.backend.argmax")]
    public static Tensor argmax(TensorLike x, int axis = -1) => tf.math.argmax(x, axis);

    /// <summary>The place (int64) of the smallest element along an axis.</summary>
    [KerasExport("keras.backend.argmin")]
    public static Tensor argmin(TensorLike x, int axis = -1) => tf.math.argmin(x, axis);

    /// <summary>Running sums along an axis.</summary>
    [KerasExport("keras.backend.cumsum")]
    public static Tensor cumsum(TensorLike x, int axis = 0) => tf.math.cumsum(x, axis);

    /// <summary>Running products along an axis.</summary>
    [KerasExport("keras.backend.cumprod")]
    public static Tensor cumprod(TensorLike x, int axis = 0) => tf.math.cumprod(x, axis);

    private static TensorLike Numbers(TensorLike x) => x.DType == DType.Bool ? tf.cast(x, BackendConfig.floatx()) : x;
}
