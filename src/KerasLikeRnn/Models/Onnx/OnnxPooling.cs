namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Pooling</c>.</summary>
internal static class OnnxPooling
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        Windows<MaxPooling1D>("MaxPool"),
        Windows<MaxPooling2D>("MaxPool"),
        Windows<MaxPooling3D>("MaxPool"),
        Windows<AveragePooling1D>("AveragePool"),
        Windows<AveragePooling2D>("AveragePool"),
        Windows<AveragePooling3D>("AveragePool"),
        Whole<GlobalMaxPooling1D>("ReduceMax"),
        Whole<GlobalMaxPooling2D>("ReduceMax"),
        Whole<GlobalMaxPooling3D>("ReduceMax"),
        OnnxLayer.Of<GlobalAveragePooling1D>(MaskedMean, tellsMasks: true),
        Whole<GlobalAveragePooling2D>("ReduceMean"),
        Whole<GlobalAveragePooling3D>("ReduceMean"),
    ];

    /// <summary>The largest or mean number of each window.</summary>
    public static Tensor Pool(
        OnnxBuilder onnx, string @operator, Tensor x, IReadOnlyList<int> sizes, IReadOnlyList<int> strides, string padding,
        string dataFormat, Shape output)
    {
        var isLast = dataFormat == DataFormat.ChannelsLast;
        if (isLast) (x, output) = (onnx.ChannelsFirst(x), Moved(output));
        var y = onnx.Node(
            @operator, output, x.DType, [x], ("kernel_shape", sizes), ("strides", strides),
            ("auto_pad", padding == Window.Same ? "SAME_UPPER" : "VALID"));
        return isLast ? onnx.ChannelsLast(y) : y;

        static Shape Moved(Shape shape) =>
            Shape.Of(shape.Dims[0], shape.Dims[^1]).Concat(shape.Range(1, shape.Rank - 1));
    }

    private static OnnxLayer Windows<T>(string @operator) where T : Pooling => OnnxLayer.Of<T>((onnx, layer, x) => Pool(
        onnx, @operator, onnx.Autocast(x, layer.DType), layer.pool_size, layer.strides, layer.padding, layer.data_format,
        layer.compute_output_shape(x.Shape)));

    private static OnnxLayer Whole<T>(string @operator) where T : GlobalPooling => OnnxLayer.Of<T>((onnx, layer, x) =>
        onnx.Reduce(@operator, onnx.Autocast(x, layer.DType), layer.Axes, layer.keepdims));

    private static Tensors MaskedMean(OnnxBuilder onnx, GlobalAveragePooling1D layer, Tensors inputs, CallContext call)
    {
        var x = onnx.Autocast(inputs[0], layer.DType);
        if (call.mask is null) return onnx.Reduce("ReduceMean", x, layer.Axes, layer.keepdims);
        var counts = onnx.Unsqueeze(onnx.Cast(call.mask, x.DType), layer.Axes[0] == 1 ? 2 : 1);
        return onnx.Reduce("ReduceSum", x * counts, layer.Axes, layer.keepdims)
            / onnx.Reduce("ReduceSum", counts, layer.Axes, layer.keepdims);
    }
}
