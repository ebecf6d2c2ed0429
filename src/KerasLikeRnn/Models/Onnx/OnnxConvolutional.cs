namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Convolutional</c>. ONNX has the channels first, in kernels too.</summary>
internal static class OnnxConvolutional
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Conv>((onnx, layer, x) =>
        {
            x = onnx.Cast(x, layer.DType);
            var y = Convolve(onnx, x, KernelOf(onnx, layer.kernel), layer.bias, layer.groups, WindowsOf(layer), layer.compute_output_shape);
            return OnnxLayer.Activate(layer, layer.activation, y);
        }),
        OnnxLayer.Of<ConvTranspose>(Transposed),
        OnnxLayer.Of<DepthwiseConv>((onnx, layer, x) => OnnxLayer.Activate(
            layer, layer.activation, Depthwise(onnx, layer, onnx.Cast(x, layer.DType), layer.bias, layer.compute_output_shape))),
        OnnxLayer.Of<SeparableConv>((onnx, layer, x) =>
        {
            int[] ones = [.. layer.kernel_size.Select(_ => 1)];
            var channels = layer.depthwise_kernel.Shape.Dim(-2) * layer.depth_multiplier;
            var inside = Depthwise(
                onnx, layer, onnx.Cast(x, layer.DType), null, shape => WithChannels(layer.compute_output_shape(shape), layer, channels));
            return OnnxLayer.Activate(layer, layer.activation, Convolve(
                onnx, inside, KernelOf(onnx, layer.pointwise_kernel), layer.bias, 1, new(ones, Window.Valid, layer.data_format, ones),
                shape => WithChannels(shape, layer, layer.filters)));
        }),
        OnnxLayer.Of<LocallyConnected>(Local),
    ];

    /// <summary>A convolution.</summary>
    /// <param name="onnx">The graph.</param>
    /// <param name="x">The numbers, channels where the windows say.</param>
    /// <param name="kernel">(filters, channels of a group, sizes...).</param>
    /// <param name="bias">Numbers for each filter, or null.</param>
    /// <param name="groups">Number of groups of channels.</param>
    /// <param name="windows">Strides, paddings, dilations.</param>
    /// <param name="output">Shape of the result, of that of the numbers.</param>
    public static Tensor Convolve(
        OnnxBuilder onnx, Tensor x, Tensor kernel, Variable? bias, int groups, ConvolutionWindows windows, Func<Shape, Shape> output)
    {
        var rank = kernel.Rank - 2;
        if (x.Rank > rank + 2) return ManyBatches(onnx, x, kernel, bias, groups, windows, output);
        var shape = output(x.Shape);
        var isLast = windows.DataFormat == DataFormat.ChannelsLast;
        if (isLast) (x, shape) = (onnx.ChannelsFirst(x), Shape.Of([shape.Dims[0], shape.Dims[^1], .. shape.Dims[1..^1]]));
        int[] sizes = kernel.Shape.Range(2, kernel.Rank).Dims.ToArray();
        var y = onnx.Node(
            "Conv", shape, x.DType, bias is null ? [x, kernel] : [x, kernel, onnx.Weight(bias)],
            [("kernel_shape", sizes), ("strides", windows.Strides), ("dilations", windows.Dilations), ("group", groups),
                Padding(sizes, windows)]);
        return isLast ? onnx.ChannelsLast(y) : y;
    }

    /// <summary>A kernel (sizes..., channels of a group, filters) as ONNX has it.</summary>
    public static OnnxTensor KernelOf(OnnxBuilder onnx, Variable kernel) => onnx.Weight(kernel, "/onnx", FiltersFirst);

    /// <summary>(filters, channels, sizes...) of (sizes..., channels, filters).</summary>
    public static Tensor FiltersFirst(Tensor kernel) =>
        Ops.Transpose(kernel, [kernel.Rank - 1, kernel.Rank - 2, .. Enumerable.Range(0, kernel.Rank - 2)]);

    /// <summary>The kernel of a depthwise convolution, a group for each channel.</summary>
    public static Tensor DepthwiseFirst(Tensor kernel) =>
        FiltersFirst(Ops.Reshape(kernel, kernel.Shape.With(-2, 1).With(-1, kernel.Shape.Dim(-2) * kernel.Shape.Dim(-1))));

    private static Tensor Depthwise(
        OnnxBuilder onnx, DepthwiseLayer layer, Tensor x, Variable? bias, Func<Shape, Shape> output)
    {
        var kernel = layer.depthwise_kernel;
        return Convolve(
            onnx, x, onnx.Weight(kernel, "/onnx", DepthwiseFirst), bias, kernel.Shape.Dim(-2), WindowsOf(layer), output);
    }

    private static ConvolutionWindows WindowsOf(ConvolutionLayer layer) =>
        new(layer.strides, layer.padding, layer.data_format, layer.dilation_rate);

    private static Shape WithChannels(Shape shape, ConvolutionLayer layer, int channels) =>
        shape.With(layer.data_format == DataFormat.ChannelsFirst ? 1 : -1, channels);

    // ONNX Runtime finds the paddings of dilated windows by itself no more than Keras moves those by several steps.
    private static (string, object) Padding(int[] sizes, ConvolutionWindows windows)
    {
        if (windows.Padding == Window.Valid) return ("auto_pad", "VALID");
        if (windows.Padding == Window.Same && windows.Strides.Any(stride => stride > 1)) return ("auto_pad", "SAME_UPPER");
        var added = sizes.Select((size, axis) => (int)Window.Reach(size, windows.Dilations[axis]) - 1).ToArray();
        return ("pads", windows.Padding == Window.Causal
            ? (int[])[.. added, .. added.Select(_ => 0)]
            : [.. added.Select(sum => sum / 2), .. added.Select(sum => sum - sum / 2)]);
    }

    // Axes before the last ones are all batch axes.
    private static Tensor ManyBatches(
        OnnxBuilder onnx, Tensor x, Tensor kernel, Variable? bias, int groups, ConvolutionWindows windows, Func<Shape, Shape> output)
    {
        var batch = x.Rank - kernel.Rank + 1;
        var one = onnx.Reshape(
            x, onnx.SizesOf(onnx.Ints(-1), onnx.Sizes(x, batch)), Shape.Of(Shape.Unknown).Concat(x.Shape.Range(batch, x.Rank)));
        var shape = output(x.Shape);
        var y = Convolve(
            onnx, one, kernel, bias, groups, windows, _ => Shape.Of(Shape.Unknown).Concat(shape.Range(batch, shape.Rank)));
        return onnx.Reshape(y, onnx.SizesOf(onnx.Sizes(x, 0, batch), onnx.Sizes(y, 1)), shape);
    }

    private static Tensor Transposed(OnnxBuilder onnx, ConvTranspose layer, Tensor x)
    {
        var shape = layer.compute_output_shape(x.Shape);
        var isLast = layer.data_format == DataFormat.ChannelsLast;
        x = onnx.Cast(x, layer.DType);
        if (isLast) (x, shape) = (onnx.ChannelsFirst(x), Shape.Of([shape.Dims[0], shape.Dims[^1], .. shape.Dims[1..^1]]));
        // (channels, filters, sizes...) of (sizes..., filters, channels).
        var kernel = onnx.Weight(layer.kernel, "/onnx", FiltersFirst);
        var ends = layer.kernel_size.Select((_, axis) => TransposedEnds(layer, axis)).ToArray();
        var y = onnx.Node(
            "ConvTranspose", shape, x.DType, layer.bias is null ? [x, kernel] : [x, kernel, onnx.Weight(layer.bias)],
            ("kernel_shape", layer.kernel_size), ("strides", layer.strides), ("dilations", layer.Dilations),
            ("pads", (int[])[.. ends.Select(end => end.Before), .. ends.Select(end => end.After)]),
            ("output_padding", ends.Select(end => end.More)));
        return OnnxLayer.Activate(layer, layer.activation, isLast ? onnx.ChannelsLast(y) : y);
    }

    /// <summary>What is cut at both ends of an axis, and added behind: the same for every length.</summary>
    private static (int Before, int After, int More) TransposedEnds(ConvTranspose layer, int axis)
    {
        const int length = 2;
        int size = layer.kernel_size[axis], stride = layer.strides[axis], dilation = layer.Dilations[axis];
        var made = Window.TransposedLength(length, size, layer.padding, stride, dilation, layer.output_padding?[axis]);
        var (before, after) = Window.Ends(made, size, layer.padding, stride, dilation);
        return (before, after, made - ((length - 1) * stride + (int)Window.Reach(size, dilation) - before - after));
    }

    /// <summary>Windows that each have a kernel of their own, one product for each.</summary>
    private static Tensor Local(OnnxBuilder onnx, LocallyConnected layer, Tensor x)
    {
        var output = layer.compute_output_shape(x.Shape);
        var isFirst = layer.data_format == DataFormat.ChannelsFirst;
        x = onnx.Cast(x, layer.DType);
        if (isFirst) x = onnx.ChannelsLast(x);
        x = onnx.Pad(x, layer.Local.Paddings);
        var windows = (isFirst ? output.Range(2, output.Rank) : output.Range(1, output.Rank - 1)).Dims.ToArray();
        var parts = layer.Local.Taps.Select(tap =>
        {
            var part = x;
            for (var axis = 0; axis < tap.Length; axis++)
                part = onnx.Slice(
                    part, axis + 1, tap[axis], tap[axis] + (windows[axis] - 1) * layer.strides[axis] + 1, layer.strides[axis]);
            return onnx.Unsqueeze(part, isFirst ? part.Rank : part.Rank - 1);
        }).ToArray();
        var patches = onnx.Concat(isFirst ? -1 : -2, parts);
        var kernel = onnx.Weight(layer.kernel, "/windows", _ => layer.WindowKernels());
        var (count, width) = (kernel.Shape.Dims[0], kernel.Shape.Dims[1]);
        var rows = onnx.Reshape(patches, Shape.Of(Shape.Unknown, count, width));
        var y = onnx.Node(
            "MatMul", Shape.Of(count, Shape.Unknown, layer.filters), x.DType, [onnx.Transpose(rows, 1, 0, 2), kernel]);
        var shaped = onnx.Reshape(onnx.Transpose(y, isFirst ? [1, 2, 0] : [1, 0, 2]), output.With(0, Shape.Unknown));
        if (layer.bias is not null)
            shaped = onnx.Node("Add", output, x.DType, [
                shaped, onnx.Weight(layer.bias, "/windows", bias => Ops.Reshape(bias, output.Range(1, output.Rank)))]);
        return OnnxLayer.Activate(layer, layer.activation, shaped);
    }
}
