namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Reshaping</c>.</summary>
internal static class OnnxReshaping
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Flatten>((onnx, layer, x) =>
        {
            x = onnx.Autocast(x, layer.DType);
            if (layer.data_format == DataFormat.ChannelsFirst && x.Rank > 2) x = onnx.ChannelsLast(x);
            return Samples(onnx, x, layer.compute_output_shape(x.Shape));
        }),
        OnnxLayer.Of<Reshape>((onnx, layer, x) =>
            Samples(onnx, onnx.Autocast(x, layer.DType), layer.compute_output_shape(x.Shape))),
        OnnxLayer.Of<Permute>((onnx, layer, x) => onnx.Transpose(onnx.Autocast(x, layer.DType), [0, .. layer.dims])),
        OnnxLayer.Of<RepeatVector>((onnx, layer, x) => onnx.Node(
            "Tile", layer.compute_output_shape(x.Shape), layer.DType,
            [onnx.Unsqueeze(onnx.Autocast(x, layer.DType), 1), onnx.Ints(1, layer.n, 1)])),
        OnnxLayer.Of<Cropping>((onnx, layer, x) =>
        {
            x = onnx.Autocast(x, layer.DType);
            for (var i = 0; i < layer.Ends.Count; i++)
                x = onnx.Slice(x, layer.First + i, layer.Ends[i][0], layer.Ends[i][1] == 0 ? int.MaxValue : -layer.Ends[i][1]);
            return x;
        }),
        OnnxLayer.Of<ZeroPadding>((onnx, layer, x) =>
        {
            var ends = new (int, int)[x.Rank];
            for (var i = 0; i < layer.Ends.Count; i++) ends[layer.First + i] = (layer.Ends[i][0], layer.Ends[i][1]);
            return onnx.Pad(onnx.Autocast(x, layer.DType), ends);
        }),
        OnnxLayer.Of<UpSampling2D>((onnx, layer, x) => layer.interpolation == "nearest"
            ? Repeated(onnx, layer, x)
            : OnnxImages.Resize(
                onnx, layer, onnx.Autocast(x, layer.DType), layer.First, size => size * layer.size[0], size => size * layer.size[1],
                Interpolations.Of(layer.interpolation)))
            .When($"interpolation \"nearest\", or {OnnxImages.Known}"),
        OnnxLayer.Of<UpSampling>(Repeated),
    ];

    /// <summary>A value whose samples have another shape; the batch is as large as before.</summary>
    private static Tensor Samples(OnnxBuilder onnx, Tensor x, Shape shape) => x is OnnxTensor
        ? onnx.Node("Reshape", shape, x.DType, [x, onnx.Ints([0, .. shape.Dims[1..]])])
        : Ops.Reshape(x, shape);

    private static Tensor Repeated(OnnxBuilder onnx, UpSampling layer, Tensor x)
    {
        x = onnx.Autocast(x, layer.DType);
        for (var i = 0; i < layer.Factors.Count; i++) x = Repeat(onnx, x, layer.First + i, layer.Factors[i]);
        return x;
    }

    /// <summary>Every element of an axis several times.</summary>
    public static Tensor Repeat(OnnxBuilder onnx, Tensor x, int axis, int count)
    {
        var size = x.Shape.Dims[axis];
        var shape = x.Shape.With(axis, size == Shape.Unknown ? Shape.Unknown : size * count);
        var apart = onnx.Unsqueeze(x, axis + 1);
        int[] counts = [.. Enumerable.Repeat(1, apart.Rank)];
        counts[axis + 1] = count;
        var repeated = onnx.Expand(apart, onnx.Ints(counts), apart.Shape.With(axis + 1, count));
        return onnx.Reshape(repeated, onnx.SizesOf(onnx.Sizes(x, 0, axis), onnx.Ints(-1), onnx.Sizes(x, axis + 1)), shape);
    }
}
