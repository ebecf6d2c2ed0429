namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: pooling, and its opposite, enlarging.</summary>
public static class PoolingFunctions
{
    /// <summary>The largest or the mean element of windows over images.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="pool_size">Size of a window.</param>
    /// <param name="strides">Steps from one window to the next, 1 unless given.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are; null for <c>image_data_format</c>.</param>
    /// <param name="pool_mode">"max" or "avg".</param>
    [KerasExport("keras.backend.pool2d")]
    public static Tensor pool2d(
        TensorLike x, IntTuple pool_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
        string pool_mode = "max") =>
        Pooled(
            2, pool_mode == "max" ? "compat.v1.nn.max_pool" : "compat.v1.nn.avg_pool", x, pool_size, strides, padding, data_format,
            pool_mode);

    /// <summary>The largest or the mean element of windows over volumes.</summary>
    /// <param name="x">(batch, depth, rows, columns, channels), or channels before depth.</param>
    /// <param name="pool_size">Size of a window.</param>
    /// <param name="strides">Steps from one window to the next, 1 unless given.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are; null for <c>image_data_format</c>.</param>
    /// <param name="pool_mode">"max" or "avg".</param>
    [KerasExport("keras.backend.pool3d")]
    public static Tensor pool3d(
        TensorLike x, IntTuple pool_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
        string pool_mode = "max") =>
        Pooled(3, pool_mode == "max" ? "nn.max_pool3d" : "nn.avg_pool3d", x, pool_size, strides, padding, data_format, pool_mode);

    /// <summary>Images enlarged by whole factors.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="height_factor">Factor of the rows.</param>
    /// <param name="width_factor">Factor of the columns.</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="interpolation">"nearest" or "bilinear".</param>
    /// <exception cref="NotSupportedException">interpolation is another of TensorFlow's.</exception>
    [KerasExport("keras.backend.resize_images"), Operation("keras.backend.resize_images")]
    internal static Tensor resize_images(
        Tensor x, int height_factor, int width_factor, string data_format, string interpolation = "nearest")
    {
        RequireFormat(data_format);
        Func<Tensor, int, int, Tensor> enlarge = interpolation switch
        {
            "nearest" => Ops.Repeat,
            "bilinear" => Interpolated,
            "area" or "bicubic" or "gaussian" or "lanczos3" or "lanczos5" or "mitchellcubic" => throw new NotSupportedException(
                $"The interpolation '{interpolation}' is not supported: use 'nearest' or 'bilinear'."),
            _ => throw new ValueError(
                $"`interpolation` argument should be one of: \"area\", \"bicubic\", \"bilinear\", \"gaussian\", \"lanczos3\", "
                + $"\"lanczos5\", \"mitchellcubic\", \"nearest\". Received: \"{interpolation}\".", nameof(interpolation)),
        };
        var first = DataFormat.FirstAxis(data_format);
        return enlarge(enlarge(x, height_factor, first), width_factor, first + 1);
    }

    /// <summary>Volumes enlarged by whole factors: every element is repeated.</summary>
    /// <param name="x">(batch, depth, rows, columns, channels), or channels before depth.</param>
    /// <param name="depth_factor">Factor of the depth.</param>
    /// <param name="height_factor">Factor of the rows.</param>
    /// <param name="width_factor">Factor of the columns.</param>
    /// <param name="data_format">Where the channels are.</param>
    [KerasExport("keras.backend.resize_volumes")]
    public static Tensor resize_volumes(TensorLike x, int depth_factor, int height_factor, int width_factor, string data_format)
    {
        RequireFormat(data_format);
        var first = DataFormat.FirstAxis(data_format);
        int[] factors = [depth_factor, height_factor, width_factor];
        return factors.Select((factor, i) => (factor, first + i)).Aggregate(
            x.ToTensor().Leased(), (t, axis) => ShapingFunctions.repeat_elements(t, axis.factor, axis.Item2));
    }

    private static void RequireFormat(string data_format)
    {
        if (data_format is not (DataFormat.ChannelsFirst or DataFormat.ChannelsLast))
            throw new ValueError($"Invalid `data_format` argument: {data_format}", nameof(data_format));
    }

    /// <summary>An axis enlarged; new elements lie between the centres of the old ones, as on the line from one to the next.</summary>
    private static Tensor Interpolated(Tensor x, int factor, int axis)
    {
        var size = x.Shape.Dims[axis];
        var weights = new double[size * factor * size];
        for (var i = 0; i < size * factor; i++)
        {
            var place = Math.Clamp((i + 0.5) / factor - 0.5, 0, size - 1);
            var (below, above) = ((int)place, Math.Min((int)place + 1, size - 1));
            weights[i * size + below] += 1 - (place - below);
            weights[i * size + above] += place - below;
        }
        int[] last = [.. Enumerable.Range(0, x.Rank).Where(other => other != axis), axis];
        int[] back = [.. Enumerable.Range(0, axis), x.Rank - 1, .. Enumerable.Range(axis, x.Rank - 1 - axis)];
        var matrix = Ops.Cast(Tensor.From<double>(weights, Shape.Of(size * factor, size)), x.DType);
        return Ops.Transpose(Ops.Dot(Ops.Transpose(x, last), Ops.Transpose(matrix)), back);
    }

    private static Tensor Pooled(
        int rank, string operation, TensorLike x, IntTuple pool_size, IntTuple strides, string padding, string? data_format,
        string pool_mode)
    {
        if (pool_mode is not ("max" or "avg")) throw new ValueError($"Invalid pooling mode: {pool_mode}", nameof(pool_mode));
        var sizes = pool_size.Normalize(rank, nameof(pool_size));
        var steps = strides.Or(1).Normalize(rank, nameof(strides));
        var (ends, format) = (ConvolutionFunctions.Padding(padding), ConvolutionFunctions.Format(data_format));
        return Operation.Call(operation, x, All(sizes), All(steps), ends.ToUpperInvariant(), ConvolutionFunctions.Named(format, rank))[0];

        int[] All(IReadOnlyList<int> spatial) => format == DataFormat.ChannelsFirst ? [1, 1, .. spatial] : [1, .. spatial, 1];
    }
}
