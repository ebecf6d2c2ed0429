using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: many numbers become one, running sums, order. <c>axis</c> is an axis or several; none means all.</summary>
public static class ReduceFunctions
{
    /// <summary>The sum over axes.</summary>
    /// <param name="input_tensor">Any shape.</param>
    /// <param name="axis">The axes; none given means all.</param>
    /// <param name="keepdims">Whether they stay, with size 1.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.reduce_sum", "tf.math.reduce_sum")]
    public static Tensor reduce_sum(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_sum", input_tensor, axis, keepdims, Ops.Sum);

    /// <summary>The mean over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_mean", "tf.math.reduce_mean")]
    public static Tensor reduce_mean(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_mean", input_tensor, axis, keepdims, Ops.Mean);

    /// <summary>The largest element over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_max", "tf.math.reduce_max")]
    public static Tensor reduce_max(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_max", input_tensor, axis, keepdims, Ops.Max);

    /// <summary>The smallest element over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_min", "tf.math.reduce_min")]
    public static Tensor reduce_min(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_min", input_tensor, axis, keepdims, Ops.Min);

    /// <summary>The product over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_prod", "tf.math.reduce_prod")]
    public static Tensor reduce_prod(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_prod", input_tensor, axis, keepdims, Ops.Prod);

    /// <summary>Whether one element is true, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_any", "tf.math.reduce_any")]
    public static Tensor reduce_any(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_any", input_tensor, axis, keepdims, Ops.Any);

    /// <summary>Whether all elements are true, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_all", "tf.math.reduce_all")]
    public static Tensor reduce_all(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_all", input_tensor, axis, keepdims, Ops.All);

    /// <summary>ln Σeˣ over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.reduce_logsumexp", "tf.math.reduce_logsumexp")]
    public static Tensor reduce_logsumexp(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_logsumexp", input_tensor, axis, keepdims, Ops.LogSumExp);

    /// <summary>The mean squared distance from the mean, over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.math.reduce_variance")]
    public static Tensor reduce_variance(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_variance", input_tensor, axis, keepdims, Ops.Variance);

    /// <summary>The standard deviation over axes.</summary>
    /// <inheritdoc cref="reduce_sum"/>
    [KerasExport("tf.math.reduce_std")]
    public static Tensor reduce_std(TensorLike input_tensor, AxesLike axis = default, bool keepdims = false, string? name = null) =>
        Lifted.Reduced("tf.math.reduce_std", input_tensor, axis, keepdims, ReductionFunctions.StandardDeviation);

    /// <summary>How many elements are not zero, over axes (int64).</summary>
    [KerasExport("tf.math.count_nonzero")]
    public static Tensor count_nonzero(TensorLike input, AxesLike axis = default, bool keepdims = false, string dtype = "int64", string? name = null) =>
        Lifted.Reduced("tf.math.count_nonzero", input, axis, keepdims,
            (x, axes, keep) => Ops.Sum(Ops.Cast(Ops.Cast(x, DType.Bool), DTypes.Parse(dtype)), axes, keep));

    /// <summary>The length of a vector (its Euclidean norm), over axes.</summary>
    [KerasExport("tf.norm", "tf.linalg.norm")]
    public static Tensor norm(TensorLike tensor, string ord = "euclidean", AxesLike axis = default, bool keepdims = false, string? name = null)
    {
        if (ord != "euclidean")
            throw new NotSupportedException($"The norm '{ord}' is not supported: 'euclidean' is. Others are made of tf.reduce_sum, tf.reduce_max and tf.abs.");
        return Lifted.Reduced("tf.compat.v1.norm", tensor, axis, keepdims, static (x, axes, keep) => Ops.Sqrt(Ops.Sum(Ops.Square(x), axes, keep)));
    }

    /// <summary>The place of the largest element along an axis.</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="output_type">int64 or int32.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.argmax", "tf.math.argmax")]
    public static Tensor argmax(TensorLike input, int axis = 0, string output_type = "int64", string? name = null) =>
        Lifted.One("tf.math.argmax", input, t => Ops.Cast(Ops.ArgMax(t, axis), DTypes.Parse(output_type)));

    /// <summary>The place of the smallest element along an axis.</summary>
    /// <inheritdoc cref="argmax"/>
    [KerasExport("tf.argmin", "tf.math.argmin")]
    public static Tensor argmin(TensorLike input, int axis = 0, string output_type = "int64", string? name = null) =>
        Lifted.One("tf.math.argmin", input, t => Ops.Cast(Ops.ArgMin(t, axis), DTypes.Parse(output_type)));

    /// <summary>Running sums along an axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="exclusive">Whether each sum leaves its own element out.</param>
    /// <param name="reverse">Whether it runs from the end.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.cumsum", "tf.math.cumsum")]
    public static Tensor cumsum(TensorLike x, int axis = 0, bool exclusive = false, bool reverse = false, string? name = null) =>
        Lifted.One("tf.math.cumsum", x, t => Ops.CumSum(t, axis, exclusive, reverse));

    /// <summary>Running products along an axis.</summary>
    /// <inheritdoc cref="cumsum"/>
    [KerasExport("tf.math.cumprod")]
    public static Tensor cumprod(TensorLike x, int axis = 0, bool exclusive = false, bool reverse = false, string? name = null) =>
        Lifted.One("tf.math.cumprod", x, t => Ops.CumProd(t, axis, exclusive, reverse));

    /// <summary>The elements in order along an axis.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="direction">ASCENDING or DESCENDING.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.sort")]
    public static Tensor sort(TensorLike values, int axis = -1, string direction = "ASCENDING", string? name = null)
    {
        var descending = IsDescending(direction);
        return Lifted.One("tf.sort", values, t => AlongLastAxis(t, axis, x => Ops.Sort(x, descending)));
    }

    /// <summary>The places (int32) of the elements in order along an axis; equal ones stay in their order.</summary>
    /// <inheritdoc cref="sort"/>
    [KerasExport("tf.argsort")]
    public static Tensor argsort(TensorLike values, int axis = -1, string direction = "ASCENDING", string? name = null)
    {
        var descending = IsDescending(direction);
        return Lifted.One("tf.argsort", values, t => AlongLastAxis(t, axis, x => Ops.ArgSort(x, descending)));
    }

    /// <summary>The k largest elements along the last axis, largest first, and their places (int32).</summary>
    [KerasExport("tf.math.top_k", "tf.nn.top_k")]
    public static (Tensor values, Tensor indices) top_k(TensorLike input, int k = 1)
    {
        var results = Symbolic.LiftAll("tf.math.top_k", [input.ToTensor()], t => Ops.TopK(t[0], k) is var (values, indices) ? [values, indices] : []);
        return (results[0], results[1]);
    }

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
