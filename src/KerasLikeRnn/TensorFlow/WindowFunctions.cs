namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// tf.nn and tf.image: convolutions, pooling and enlarging, under the names and with the arguments that Keras writes into models.
/// </summary>
/// <remarks>Data formats are TensorFlow's: NWC, NHWC and NDHWC have the channels last, NCW, NCHW and NCDHW first.</remarks>
internal static class WindowFunctions
{
    /// <summary>A convolution over time.</summary>
    [Operation("compat.v1.nn.conv1d")]
    internal static Tensor conv1d(
        TensorLike value, TensorLike filters, int[] stride, string padding, string data_format = "NWC", int[]? dilations = null) =>
        convolution(value, filters, padding, Spatial(stride, 1, data_format), Spatial(dilations, 1, data_format), data_format);

    /// <summary>A convolution over one to three axes.</summary>
    [Operation("compat.v1.nn.convolution")]
    internal static Tensor convolution(
        TensorLike input, TensorLike filter, string padding, int[]? strides = null, int[]? dilation_rate = null,
        string? data_format = null) =>
        TensorLike.InOneType(input, filter, (x, kernel) =>
            Convolutions.Convolve(x, kernel, null, Windows(kernel.Rank - 2, strides, padding, data_format, dilation_rate)));

    /// <summary>A convolution over images in which each channel has filters of its own.</summary>
    [Operation("compat.v1.nn.depthwise_conv2d")]
    internal static Tensor depthwise_conv2d(
        TensorLike input, TensorLike filter, int[] strides, string padding, int[]? rate = null, string? data_format = null) =>
        TensorLike.InOneType(input, filter, (x, kernel) =>
            Convolutions.Depthwise(x, kernel, null, Windows(2, Spatial(strides, 2, data_format), padding, data_format, rate)));

    /// <summary>The largest element of windows over images.</summary>
    [Operation("compat.v1.nn.max_pool")]
    internal static Tensor max_pool(Tensor value, int[] ksize, int[] strides, string padding, string data_format = "NHWC") =>
        Pooled(value, ksize, strides, padding, data_format, Ops.MaxPool);

    /// <summary>The mean of windows over images.</summary>
    [Operation("compat.v1.nn.avg_pool")]
    internal static Tensor avg_pool(Tensor value, int[] ksize, int[] strides, string padding, string data_format = "NHWC") =>
        Pooled(value, ksize, strides, padding, data_format, Ops.AveragePool);

    /// <summary>The largest element of windows over volumes.</summary>
    [Operation("nn.max_pool3d")]
    internal static Tensor max_pool3d(Tensor input, int[] ksize, int[] strides, string padding, string data_format = "NDHWC") =>
        Pooled(input, ksize, strides, padding, data_format, Ops.MaxPool);

    /// <summary>The mean of windows over volumes.</summary>
    [Operation("nn.avg_pool3d")]
    internal static Tensor avg_pool3d(Tensor input, int[] ksize, int[] strides, string padding, string data_format = "NDHWC") =>
        Pooled(input, ksize, strides, padding, data_format, Ops.AveragePool);

    /// <summary>Images (batch, rows, columns, channels) of another size.</summary>
    /// <exception cref="ValueError">There is no such method.</exception>
    [Operation("image.resize")]
    internal static Tensor resize(Tensor images, int[] size, string method = "bilinear") =>
        Enum.TryParse<Interpolation>(method, ignoreCase: true, out var interpolation)
            ? Ops.Resize(images, size[0], size[1], interpolation)
            : throw new ValueError($"Resize method is not implemented: {method}", nameof(method));

    private static ConvolutionWindows Windows(int rank, int[]? strides, string padding, string? format, int[]? dilations)
    {
        var ones = Enumerable.Repeat(1, rank).ToArray();
        return new(strides ?? ones, Padding(padding), Format(format), dilations ?? ones);
    }

    private static Tensor Pooled(
        Tensor x, int[] ksize, int[] strides, string padding, string format,
        Func<Tensor, IReadOnlyList<int>, IReadOnlyList<int>, IReadOnlyList<(int, int)>, Tensor> pool)
    {
        int[] sizes = Spatial(ksize, x.Rank - 2, format)!, steps = Spatial(strides, x.Rank - 2, format)!;
        return DataFormat.WithChannelsLast(x, Format(format), last =>
            pool(
                last, sizes, steps, [.. sizes.Select((size, i) => Window.Ends(last.Shape.Dims[i + 1], size, Padding(padding), steps[i]))]));
    }

    /// <summary>Of a number for each axis of a tensor those of the middle axes.</summary>
    private static int[]? Spatial(int[]? numbers, int rank, string? format) =>
        numbers is null || numbers.Length == rank ? numbers
        : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], rank)]
        : Format(format) == DataFormat.ChannelsFirst ? numbers[2..] : numbers[1..^1];

    private static string Padding(string padding) => padding.ToUpperInvariant() switch
    {
        "SAME" => Window.Same,
        "VALID" => Window.Valid,
        _ => throw new ValueError($"Padding is SAME or VALID. Received: {padding}", nameof(padding)),
    };

    private static string Format(string? format) =>
        format is null || format.EndsWith('C') ? DataFormat.ChannelsLast : DataFormat.ChannelsFirst;
}
