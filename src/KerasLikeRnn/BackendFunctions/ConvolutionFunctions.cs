namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: convolutions. A data format not given is <c>image_data_format</c>.</summary>
public static class ConvolutionFunctions
{
    /// <summary>A convolution over time.</summary>
    /// <param name="x">(batch, steps, channels), or channels before steps.</param>
    /// <param name="kernel">(size, channels, filters).</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid", "same" or "causal".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.conv1d")]
    public static Tensor conv1d(
        TensorLike x, TensorLike kernel, int strides = 1, string padding = "valid", string? data_format = null, int dilation_rate = 1)
    {
        var (ends, format) = (Window.Padding(padding), Format(data_format));
        if (ends == Window.Causal)
        {
            int[] before = [dilation_rate * (kernel.ToTensor().Shape.Dim(0) - 1), 0];
            x = tf.pad(x, format == DataFormat.ChannelsFirst ? [[0, 0], [0, 0], before] : [[0, 0], before, [0, 0]]);
            ends = Window.Valid;
        }
        return Operation.Call(
            "compat.v1.nn.conv1d", x, kernel, new[] { strides }, ends.ToUpperInvariant(), Named(format, 1), new[] { dilation_rate })[0];
    }

    /// <summary>A convolution over images.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="kernel">(rows, columns, channels, filters).</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.conv2d")]
    public static Tensor conv2d(
        TensorLike x, TensorLike kernel, IntTuple strides = default, string padding = "valid", string? data_format = null,
        IntTuple dilation_rate = default) =>
        Convolved(x, kernel, Windows(2, strides, padding, data_format, dilation_rate));

    /// <summary>A convolution over volumes.</summary>
    /// <param name="x">(batch, depth, rows, columns, channels), or channels before depth.</param>
    /// <param name="kernel">(depth, rows, columns, channels, filters).</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.conv3d")]
    public static Tensor conv3d(
        TensorLike x, TensorLike kernel, IntTuple strides = default, string padding = "valid", string? data_format = null,
        IntTuple dilation_rate = default) =>
        Convolved(x, kernel, Windows(3, strides, padding, data_format, dilation_rate));

    /// <summary>A convolution in which each channel has filters of its own.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="depthwise_kernel">(rows, columns, channels, filters of each).</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.depthwise_conv2d")]
    public static Tensor depthwise_conv2d(
        TensorLike x, TensorLike depthwise_kernel, IntTuple strides = default, string padding = "valid", string? data_format = null,
        IntTuple dilation_rate = default)
    {
        var windows = Windows(2, strides, padding, data_format, dilation_rate);
        var format = Named(windows.DataFormat, 2);
        int[] steps = windows.DataFormat == DataFormat.ChannelsFirst ? [1, 1, .. windows.Strides] : [1, .. windows.Strides, 1];
        return Operation.Call(
            "compat.v1.nn.depthwise_conv2d", x, depthwise_kernel, steps, windows.Padding.ToUpperInvariant(), windows.Dilations.ToArray(),
            format)[0];
    }

    /// <summary>A depthwise convolution followed by one over single places.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="depthwise_kernel">(rows, columns, channels, filters of each).</param>
    /// <param name="pointwise_kernel">(1, 1, channels · filters of each, filters).</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.separable_conv2d"), Operation("keras.backend.separable_conv2d")]
    internal static Tensor separable_conv2d(
        Tensor x, Tensor depthwise_kernel, Tensor pointwise_kernel,
        IntTuple strides = default, string padding = "valid", string? data_format = null, IntTuple dilation_rate = default)
    {
        var windows = Windows(2, strides, padding, data_format, dilation_rate);
        var depthwise = Convolutions.Depthwise(x, depthwise_kernel, null, windows);
        return Convolutions.Convolve(depthwise, pointwise_kernel, null, new([1, 1], Window.Valid, windows.DataFormat, [1, 1]));
    }

    /// <summary>The way back of a convolution over images: from the shape of its output to the shape of its input.</summary>
    /// <param name="x">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="kernel">(rows, columns, filters, channels).</param>
    /// <param name="output_shape">Shape of the result, the batch axis included.</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">Where the channels are.</param>
    /// <param name="dilation_rate">Steps from one tap of a window to the next.</param>
    [KerasExport("keras.backend.conv2d_transpose"), Operation("keras.backend.conv2d_transpose")]
    internal static Tensor conv2d_transpose(
        Tensor x, Tensor kernel, ShapeLike output_shape,
        IntTuple strides = default, string padding = "valid", string? data_format = null, IntTuple dilation_rate = default)
    {
        var windows = Windows(2, strides, padding, data_format, dilation_rate);
        var first = DataFormat.FirstAxis(windows.DataFormat);
        return Convolutions.Transpose(x, kernel, output_shape.ToShape().Range(first, first + 2).Dims.ToArray(), windows);
    }

    /// <summary>A convolution over time whose windows have kernels of their own.</summary>
    /// <param name="inputs">(batch, steps, channels), or channels before steps.</param>
    /// <param name="kernel">(windows, size · channels, filters).</param>
    /// <param name="kernel_size">Size of a window.</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="data_format">Where the channels are.</param>
    [KerasExport("keras.backend.local_conv1d"), Operation("keras.backend.local_conv1d")]
    internal static Tensor local_conv1d(
        TensorLike inputs, TensorLike kernel, IntTuple kernel_size, IntTuple strides, string? data_format = null) =>
        Local(inputs, kernel, kernel_size.Normalize(1, nameof(kernel_size)), strides.Normalize(1, nameof(strides)), null, data_format);

    /// <summary>A convolution over images whose windows have kernels of their own.</summary>
    /// <param name="inputs">(batch, rows, columns, channels), or channels before rows.</param>
    /// <param name="kernel">(windows, rows · columns · channels, filters).</param>
    /// <param name="kernel_size">Size of a window.</param>
    /// <param name="strides">Steps from one window to the next.</param>
    /// <param name="output_shape">How many windows there are along rows and columns.</param>
    /// <param name="data_format">Where the channels are.</param>
    [KerasExport("keras.backend.local_conv2d"), Operation("keras.backend.local_conv2d")]
    internal static Tensor local_conv2d(
        TensorLike inputs, TensorLike kernel, IntTuple kernel_size, IntTuple strides, IntTuple output_shape, string? data_format = null) =>
        Local(
            inputs, kernel, kernel_size.Normalize(2, nameof(kernel_size)), strides.Normalize(2, nameof(strides)),
            output_shape.Normalize(2, nameof(output_shape)), data_format);

    /// <summary>The data format of a backend function, with the message of Keras's.</summary>
    internal static string Format(string? data_format) =>
        (data_format ?? BackendConfig.image_data_format()) is DataFormat.ChannelsFirst or DataFormat.ChannelsLast
        ? DataFormat.Normalize(data_format)
        : throw new ValueError($"Unknown data_format: {data_format}", nameof(data_format));

    internal static string Padding(string padding) => padding is Window.Valid or Window.Same
        ? padding
        : throw new ValueError($"Invalid padding: {padding}", nameof(padding));

    private static ConvolutionWindows Windows(int rank, IntTuple strides, string padding, string? data_format, IntTuple dilation_rate) =>
        new(
        strides.Or(1).Normalize(rank, nameof(strides)), Padding(padding), Format(data_format),
        dilation_rate.Or(1).Normalize(rank, nameof(dilation_rate)));

    private static Tensor Convolved(TensorLike x, TensorLike kernel, ConvolutionWindows windows) => Operation.Call(
        "compat.v1.nn.convolution", x, kernel, windows.Padding.ToUpperInvariant(), windows.Strides.ToArray(), windows.Dilations.ToArray(),
        Named(windows.DataFormat, windows.Strides.Count))[0];

    /// <summary>TensorFlow's name of a data format.</summary>
    internal static string Named(string format, int axes)
    {
        var spatial = "DHW"[^axes..];
        return axes == 1 ? format == DataFormat.ChannelsFirst ? "NCW" : "NWC"
            : format == DataFormat.ChannelsFirst ? $"NC{spatial}"
            : $"N{spatial}C";
    }

    private static Tensor Local(
        TensorLike inputs, TensorLike kernel, IReadOnlyList<int> size, IReadOnlyList<int> strides, IReadOnlyList<int>? counts,
        string? data_format)
    {
        var format = Format(data_format);
        return TensorLike.InOneType(inputs, kernel, (x, k) =>
        {
            var windows = counts ?? [k.Shape.Dims[0]];
            var first = DataFormat.FirstAxis(format);
            var parts = Places(windows).Select(place =>
            {
                var part = x;
                for (var axis = 0; axis < place.Length; axis++)
                    part = Ops.Narrow(part, first + axis, place[axis] * strides[axis], size[axis]);
                return Ops.Reshape(part, Shape.Of(x.Shape.Dims[0], k.Shape.Dims[1]));
            });
            var products = Ops.MatMul(Ops.Stack([.. parts], 0), k);
            var filters = k.Shape.Dim(-1);
            var y = Ops.Reshape(Ops.Transpose(products, 1, 0, 2), Shape.Of([x.Shape.Dims[0], .. windows, filters]));
            return format == DataFormat.ChannelsFirst ? DataFormat.ToFirst(y) : y;
        });
    }

    private static IEnumerable<int[]> Places(IReadOnlyList<int> counts) => counts.Aggregate(
        Enumerable.Repeat(Array.Empty<int>(), 1),
        (places, count) => places.SelectMany(place => Enumerable.Range(0, count).Select(i => (int[])[.. place, i])));
}
