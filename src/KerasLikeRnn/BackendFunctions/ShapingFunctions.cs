namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: the same elements in another arrangement.</summary>
public static class ShapingFunctions
{
    /// <summary>x in another shape; one size may be −1 and is worked out.</summary>
    [KerasExport("keras.backend.reshape")]
    public static Tensor reshape(TensorLike x, ShapeLike shape) => tf.reshape(x, shape);

    /// <summary>All axes in reverse order.</summary>
    [KerasExport("keras.backend.transpose")]
    public static Tensor transpose(TensorLike x) => tf.transpose(x);

    /// <summary>The axes in another order.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="pattern">Where each axis comes from, such as <c>(0, 2, 1)</c>.</param>
    [KerasExport("keras.backend.permute_dimensions")]
    public static Tensor permute_dimensions(TensorLike x, ShapeLike pattern) => tf.transpose(x, pattern.ToShape().Dims.ToArray());

    /// <summary>A new axis of size 1.</summary>
    [KerasExport("keras.backend.expand_dims")]
    public static Tensor expand_dims(TensorLike x, int axis = -1) => tf.expand_dims(x, axis);

    /// <summary>Without an axis of size 1.</summary>
    /// <exception cref="ValueError">Its size is another.</exception>
    [KerasExport("keras.backend.squeeze")]
    public static Tensor squeeze(TensorLike x, int axis) => tf.squeeze(x, [axis]);

    /// <summary>Tensors one after another along an axis.</summary>
    [KerasExport("keras.backend.concatenate")]
    public static Tensor concatenate(TensorLike tensors, int axis = -1) => tf.concat(tensors, axis);

    /// <summary>Tensors of one shape side by side along a new axis.</summary>
    [KerasExport("keras.backend.stack")]
    public static Tensor stack(TensorLike x, int axis = 0) => tf.stack(x, axis);

    /// <summary>All elements in one axis.</summary>
    [KerasExport("keras.backend.flatten")]
    public static Tensor flatten(TensorLike x) => reshape(x, -1);

    /// <summary>All elements of each sample in one axis: (batch, n).</summary>
    [KerasExport("keras.backend.batch_flatten"), Operation("keras.backend.batch_flatten")]
    internal static Tensor batch_flatten(Tensor x) =>
        Ops.Reshape(x, Shape.Of(Shape.Unknown, checked((int)x.Shape.Range(1, x.Rank).Length)));

    /// <summary>Every element of an axis so many times in a row.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="rep">How often.</param>
    /// <param name="axis">The axis.</param>
    [KerasExport("keras.backend.repeat_elements")]
    public static Tensor repeat_elements(TensorLike x, int rep, int axis)
    {
        var tensor = x.ToTensor();
        var size = tensor.Shape[axis];
        if (tensor is not SymbolicTensor || size is null) return tf.repeat(tensor, rep, axis);
        return tf.concat(tf.split(tensor, size.Value, axis).SelectMany(part => Enumerable.Repeat(part, rep)).ToArray(), axis);
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
    public static Tensor tile(TensorLike x, ShapeLike n) => tf.tile(x, n);

    /// <summary>The axes the other way round.</summary>
    [KerasExport("keras.backend.reverse")]
    public static Tensor reverse(TensorLike x, AxesLike axes) => tf.reverse(x, (int[])[.. axes]);

    /// <summary>Rows of a tensor.</summary>
    /// <param name="reference">The tensor.</param>
    /// <param name="indices">Numbers of rows.</param>
    [KerasExport("keras.backend.gather")]
    public static Tensor gather(TensorLike reference, TensorLike indices) => tf.gather(reference, indices);

    /// <summary>(n..., classes): 1 at the index, else 0.</summary>
    [KerasExport("keras.backend.one_hot")]
    public static Tensor one_hot(TensorLike indices, int num_classes) => tf.one_hot(indices, num_classes);

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
    public static Tensor stop_gradient(TensorLike variables) => tf.stop_gradient(variables);

    private static Tensor Padded(TensorLike x, (int Before, int After)[] paddings) =>
        tf.pad(x, Array.ConvertAll(paddings, ends => new[] { ends.Before, ends.After }));

    private static (int, int)[] WithChannels(string? data_format, params (int, int)[] spatial) =>
        DataFormat.Normalize(data_format) == DataFormat.ChannelsFirst ? [(0, 0), (0, 0), .. spatial] : [(0, 0), .. spatial, (0, 0)];
}
