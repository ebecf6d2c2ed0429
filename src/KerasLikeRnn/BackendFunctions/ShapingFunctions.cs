using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: the same elements in another arrangement.</summary>
public static class ShapingFunctions
{
    /// <summary>x in another shape; one size may be −1 and is worked out.</summary>
    [KerasExport("keras.backend.reshape")]
    public static Tensor reshape(TensorLike x, ShapeLike shape) => Lifted.Shaped("tf.reshape", [x.ToTensor()], shape, static (t, sizes) => Ops.Reshape(t[0], sizes));

    /// <summary>All axes in reverse order.</summary>
    [KerasExport("keras.backend.transpose")]
    public static Tensor transpose(TensorLike x) => Lifted.One("tf.compat.v1.transpose", x, static t => Ops.Transpose(t));

    /// <summary>The axes in another order.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="pattern">Where each axis comes from, such as <c>(0, 2, 1)</c>.</param>
    [KerasExport("keras.backend.permute_dimensions")]
    public static Tensor permute_dimensions(TensorLike x, ShapeLike pattern) =>
        Lifted.One("tf.compat.v1.transpose", x, t => Ops.Transpose(t, pattern.With(pattern.Tensors).Dims.ToArray()));

    /// <summary>A new axis of size 1.</summary>
    [KerasExport("keras.backend.expand_dims")]
    public static Tensor expand_dims(TensorLike x, int axis = -1) => Lifted.One("tf.expand_dims", x, t => Ops.ExpandDims(t, axis));

    /// <summary>Without an axis of size 1.</summary>
    /// <exception cref="ValueError">Its size is another.</exception>
    [KerasExport("keras.backend.squeeze")]
    public static Tensor squeeze(TensorLike x, int axis) => Lifted.One("tf.compat.v1.squeeze", x, t => Ops.Squeeze(t, axis));

    /// <summary>Tensors one after another along an axis.</summary>
    [KerasExport("keras.backend.concatenate")]
    public static Tensor concatenate(TensorLike tensors, int axis = -1) => Symbolic.Lift("tf.concat", tensors.ToTensors(), t => Ops.Concat(t, axis));

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    [KerasExport("keras.backend.stack")]
    public static Tensor stack(TensorLike x, int axis = 0) => Symbolic.Lift("tf.stack", x.ToTensors(), t => Ops.Stack(t, axis));

    /// <summary>All elements in one axis.</summary>
    [KerasExport("keras.backend.flatten")]
    public static Tensor flatten(TensorLike x) => reshape(x, -1);

    /// <summary>All elements of each sample in one axis: (batch, n).</summary>
    [KerasExport("keras.backend.batch_flatten")]
    public static Tensor batch_flatten(TensorLike x) => Lifted.One("tf.keras.backend.batch_flatten", x,
        static t => Ops.Reshape(t, Shape.Of(Shape.Unknown, checked((int)t.Shape.Range(1, t.Rank).Length))));

    /// <summary>Every element of an axis so many times in a row.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rep">How often.</param>
    /// <param name="axis">The axis.</param>
    [KerasExport("keras.backend.repeat_elements")]
    public static Tensor repeat_elements(TensorLike x, int rep, int axis)
    {
        var tensor = x.ToTensor();
        var size = tensor.Shape[axis];
        if (tensor is not SymbolicTensor || size is null) return Symbolic.Lift("tf.repeat", [tensor], t => Ops.Repeat(t[0], rep, axis));
        var parts = Symbolic.LiftAll("tf.split", [tensor], t => [.. Enumerable.Range(0, t[0].Shape.Dim(axis)).Select(i => Ops.Narrow(t[0], axis, i, 1))]);
        return Symbolic.Lift("tf.concat", [.. parts.SelectMany(part => Enumerable.Repeat(part, rep))], t => Ops.Concat(t, axis));
    }

    /// <summary>Each sample (batch, n) so many times: (batch, times, n).</summary>
    /// <exception cref="ValueError">x has not two axes.</exception>
    [KerasExport("keras.backend.repeat")]
    public static Tensor repeat(TensorLike x, SizeLike n)
    {
        var tensor = x.ToTensor();
        if (tensor.Rank != 2) throw new ValueError($"keras.backend.repeat takes a tensor of two axes. Received: {tensor.Shape}", nameof(x));
        return tile(expand_dims(tensor, 1), [1, n, 1]);
    }

    /// <summary>The whole tensor so many times along each axis.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="n">How often, for each axis.</param>
    /// <exception cref="ValueError">There are not as many numbers as axes.</exception>
    [KerasExport("keras.backend.tile")]
    public static Tensor tile(TensorLike x, ShapeLike n) => Lifted.Shaped("tf.tile", [x.ToTensor()], n, static (t, counts) => Tiled(t[0], counts));

    /// <summary>The axes the other way round.</summary>
    [KerasExport("keras.backend.reverse")]
    public static Tensor reverse(TensorLike x, AxesLike axes) =>
        Lifted.One("tf.reverse", x, t => axes.In(t.Shape).Aggregate(t, Ops.Reverse));

    /// <summary>Rows of a tensor.</summary>
    /// <param name="reference">The tensor.</param>
    /// <param name="indices">Numbers of rows.</param>
    [KerasExport("keras.backend.gather")]
    public static Tensor gather(TensorLike reference, TensorLike indices) =>
        Symbolic.Lift("tf.compat.v1.gather", [reference.ToTensor(), indices.ToTensor()], static t => Ops.TakeRows(t[0], t[1], 0));

    /// <summary>(n..., classes): 1 at the index, else 0.</summary>
    [KerasExport("keras.backend.one_hot")]
    public static Tensor one_hot(TensorLike indices, int num_classes) => Lifted.One("tf.one_hot", indices, t => Ops.OneHot(Whole(t), num_classes));

    /// <exception cref="ValueError">The indices have fractions.</exception>
    internal static Tensor Whole(Tensor indices) => !indices.DType.IsFloating() ? indices : throw new ValueError(
        $"Indices are whole numbers. Received a tensor of dtype {indices.DType.Name()}: cast it, K.cast(x, \"int32\").", nameof(indices));

    /// <summary>Zeros before and after the time steps of (batch, time, features).</summary>
    /// <param name="x">Three axes.</param>
    /// <param name="padding">How many before and after.</param>
    [KerasExport("keras.backend.temporal_padding")]
    public static Tensor temporal_padding(TensorLike x, (int, int)? padding = null) => Padded(x, [(0, 0), padding ?? (1, 1), (0, 0)]);

    /// <summary>Zeros around images.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="padding">How many before and after the rows, and the columns; (1, 1) and (1, 1) unless given.</param>
    /// <param name="data_format">Where the channels are; null for <c>image_data_format</c>.</param>
    [KerasExport("keras.backend.spatial_2d_padding")]
    public static Tensor spatial_2d_padding(TensorLike x, ((int, int), (int, int))? padding = null, string? data_format = null)
    {
        var (rows, columns) = padding ?? ((1, 1), (1, 1));
        return Padded(x, WithChannels(data_format, rows, columns));
    }

    /// <summary>Zeros around volumes.</summary>
    /// <param name="x">(batch, depth, rows, columns, channels), or channels before depth.</param>
    /// <param name="padding">How many before and after each of the three axes; (1, 1) each unless given.</param>
    /// <param name="data_format">Where the channels are; null for <c>image_data_format</c>.</param>
    [KerasExport("keras.backend.spatial_3d_padding")]
    public static Tensor spatial_3d_padding(TensorLike x, ((int, int), (int, int), (int, int))? padding = null, string? data_format = null)
    {
        var (depth, rows, columns) = padding ?? ((1, 1), (1, 1), (1, 1));
        return Padded(x, WithChannels(data_format, depth, rows, columns));
    }

    /// <summary>x itself, through which no gradient passes.</summary>
    [KerasExport("keras.backend.stop_gradient")]
    public static Tensor stop_gradient(TensorLike variables) => Lifted.One("tf.stop_gradient", variables, Ops.StopGradient);

    internal static Tensor Tiled(Tensor x, Shape counts) => counts.Rank == x.Rank
        ? Ops.Tile(x, counts.Dims.ToArray())
        : throw new ValueError(FormattableString.Invariant($"Expected multiples argument to be a vector of length {x.Rank} but got length {counts.Rank}"), "n");

    private static Tensor Padded(TensorLike x, (int, int)[] paddings) => Lifted.One("tf.compat.v1.pad", x, t => Ops.Pad(t, paddings));

    private static (int, int)[] WithChannels(string? data_format, params (int, int)[] spatial) =>
        DataFormat.Normalize(data_format) == DataFormat.ChannelsFirst ? [(0, 0), (0, 0), .. spatial] : [(0, 0), .. spatial, (0, 0)];
}
