using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: many numbers become one, running sums, order. <c>axis</c> is an axis or several; none means all.</summary>
public static class ReduceFunctions
{
    /// <summary>The sum over axes.</summary>
    /// <param name="input_tensor">Any shape.</param>
    /// <param name="axis">The axes; none given means all.</param>
    /// <param name="keepdims">Whether they stay, with size 1.</param>
    [KerasExport("tf.reduce_sum", "tf.math.reduce_sum"), Operation("math.reduce_sum")]
    internal static Tensor reduce_sum(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Sum(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The mean over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_mean", "tf.math.reduce_mean"), Operation("math.reduce_mean")]
    internal static Tensor reduce_mean(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Mean(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The largest element over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_max", "tf.math.reduce_max"), Operation("math.reduce_max")]
    internal static Tensor reduce_max(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Max(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The smallest element over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_min", "tf.math.reduce_min"), Operation("math.reduce_min")]
    internal static Tensor reduce_min(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Min(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The product over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_prod", "tf.math.reduce_prod"), Operation("math.reduce_prod")]
    internal static Tensor reduce_prod(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Prod(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>Whether one element is true, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_any", "tf.math.reduce_any"), Operation("math.reduce_any")]
    internal static Tensor reduce_any(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Any(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>Whether all elements are true, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_all", "tf.math.reduce_all"), Operation("math.reduce_all")]
    internal static Tensor reduce_all(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.All(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>ln Σeˣ over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_logsumexp", "tf.math.reduce_logsumexp"), Operation("math.reduce_logsumexp")]
    internal static Tensor reduce_logsumexp(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.LogSumExp(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The mean squared distance from the mean, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.math.reduce_variance"), Operation("math.reduce_variance")]
    internal static Tensor reduce_variance(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Variance(input_tensor, axis.Of(input_tensor), keepdims);

    /// <summary>The standard deviation over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.math.reduce_std"), Operation("math.reduce_std")]
    internal static Tensor reduce_std(Tensor input_tensor, AxesLike axis = default, bool keepdims = false) =>
        Ops.Sqrt(Ops.Variance(input_tensor, axis.Of(input_tensor), keepdims));

    /// <summary>How many elements are not zero, over axes (int64).</summary>
    [KerasExport("tf.math.count_nonzero"), Operation("math.count_nonzero")]
    internal static Tensor count_nonzero(Tensor input, AxesLike axis = default, bool keepdims = false, string dtype = "int64") =>
        Ops.Sum(Ops.Cast(Ops.Cast(input, DType.Bool), DTypes.Parse(dtype)), axis.Of(input), keepdims);

    /// <summary>The length of a vector (its Euclidean norm), over axes.</summary>
    [KerasExport("tf.norm", "tf.linalg.norm"), Operation("compat.v1.norm")]
    internal static Tensor norm(Tensor tensor, string ord = "euclidean", AxesLike axis = default, bool keepdims = false)
    {
        if (ord != "euclidean")
            throw new NotSupportedException(
                $"The norm '{ord}' is not supported: 'euclidean' is. Others are made of tf.reduce_sum, tf.reduce_max and tf.abs.");
        return Ops.Sqrt(Ops.Sum(Ops.Square(tensor), axis.Of(tensor), keepdims));
    }

    /// <summary>The place of the largest element along an axis.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="output_type">int64 or int32.</param>
    [KerasExport("tf.argmax", "tf.math.argmax"), Operation("math.argmax")]
    internal static Tensor argmax(Tensor input, int axis = 0, string output_type = "int64") =>
        Ops.Cast(Ops.ArgMax(input, axis), DTypes.Parse(output_type));

    /// <summary>The place of the smallest element along an axis.</summary>
    /// <inheritdoc cref="argmax"/>
    [KerasExport("tf.argmin", "tf.math.argmin"), Operation("math.argmin")]
    internal static Tensor argmin(Tensor input, int axis = 0, string output_type = "int64") =>
        Ops.Cast(Ops.ArgMin(input, axis), DTypes.Parse(output_type));

    /// <summary>Running sums along an axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="exclusive">Whether each sum leaves its own element out.</param>
    /// <param name="reverse">Whether it runs from the end.</param>
    [KerasExport("tf.cumsum", "tf.math.cumsum"), Operation("math.cumsum")]
    internal static Tensor cumsum(Tensor x, int axis = 0, bool exclusive = false, bool reverse = false) =>
        Ops.CumSum(x, axis, exclusive, reverse);

    /// <summary>Running products along an axis.</summary>
    /// <inheritdoc cref="cumsum"/>
    [KerasExport("tf.math.cumprod"), Operation("math.cumprod")]
    internal static Tensor cumprod(Tensor x, int axis = 0, bool exclusive = false, bool reverse = false) =>
        Ops.CumProd(x, axis, exclusive, reverse);

    /// <summary>The elements in order along an axis.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="direction">ASCENDING or DESCENDING.</param>
    [KerasExport("tf.sort"), Operation("sort")]
    internal static Tensor sort(Tensor values, int axis = -1, string direction = "ASCENDING")
    {
        var descending = IsDescending(direction);
        return AlongLastAxis(values, axis, x => Ops.Sort(x, descending));
    }

    /// <summary>The places (int32) of the elements in order along an axis; equal ones stay in their order.</summary>
    /// <inheritdoc cref="sort"/>
    [KerasExport("tf.argsort"), Operation("argsort")]
    internal static Tensor argsort(Tensor values, int axis = -1, string direction = "ASCENDING")
    {
        var descending = IsDescending(direction);
        return AlongLastAxis(values, axis, x => Ops.ArgSort(x, descending));
    }

    /// <summary>The k largest elements along the last axis, largest first, and their places (int32).</summary>
    [KerasExport("tf.math.top_k", "tf.nn.top_k"), Operation("math.top_k")]
    internal static (Tensor values, Tensor indices) top_k(Tensor input, int k = 1) => Ops.TopK(input, k);

    private static bool IsDescending(string direction) => direction switch
    {
        "ASCENDING" => false,
        "DESCENDING" => true,
        _ => throw new ValueError($"The direction must be one of ASCENDING, DESCENDING. Received: {direction}", nameof(direction)),
    };

    private static Tensor AlongLastAxis(Tensor x, int axis, Func<Tensor, Tensor> compute)
    {
        var order = Enumerable.Range(0, x.Rank).ToArray();
        var at = x.Shape.Axis(axis);
        if (at == x.Rank - 1) return compute(x);
        (order[at], order[^1]) = (order[^1], order[at]);
        return Ops.Transpose(compute(Ops.Transpose(x, order)), order);
    }
}
