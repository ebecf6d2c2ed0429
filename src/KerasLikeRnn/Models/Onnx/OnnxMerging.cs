namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Merging</c>.</summary>
internal static class OnnxMerging
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        Merging<Add>((_, inputs) => inputs.Aggregate(Sum)),
        Merging<Subtract>((_, inputs) => inputs[0] - inputs[1]),
        Merging<Multiply>((_, inputs) => inputs.Aggregate((a, b) => a * b)),
        Merging<Average>((_, inputs) => inputs.Aggregate(Sum) / inputs.Length),
        Merging<Maximum>((_, inputs) => inputs.Aggregate((a, b) => tf.math.maximum(a, b))),
        Merging<Minimum>((_, inputs) => inputs.Aggregate((a, b) => tf.math.minimum(a, b))),
        OnnxLayer.Of<Concatenate>(Joined, tellsMasks: true),
        OnnxLayer.Of<KerasLikeRnn.Layers.Dot>(
            (onnx, layer, inputs, _) => Products(
                onnx, onnx.Autocast(inputs[0], layer.DType), onnx.Autocast(inputs[1], layer.DType), [.. layer.axes], layer.normalize),
            tellsMasks: true),
    ];

    /// <summary>Sums of products over an axis of both, sample by sample; the other axes of both follow each other.</summary>
    public static Tensor Products(OnnxBuilder onnx, Tensor a, Tensor b, IReadOnlyList<int> axes, bool normalize = false)
    {
        var (first, second) = (a.Shape.Axis(axes[0]), b.Shape.Axis(axes[^1]));
        if (normalize) (a, b) = (tf.math.l2_normalize(a, first), tf.math.l2_normalize(b, second));
        string left = Letters('b', a.Rank - 1), right = Letters('n', b.Rank - 1);
        var summed = left[first - 1];
        right = right.Replace(right[second - 1], summed);
        var kept = left.Remove(first - 1, 1) + right.Remove(second - 1, 1);
        var shape = OnnxBuilder.Without(a.Shape, first).Concat(OnnxBuilder.Without(b.Shape, second).Range(1, b.Rank - 1));
        var products = onnx.Node("Einsum", shape, a.DType, [a, b], ("equation", $"a{left},a{right}->a{kept}"));
        return shape.Rank == 1 ? onnx.Unsqueeze(products, 1) : products;

        static string Letters(char from, int count) => string.Concat(Enumerable.Range(from, count).Select(letter => (char)letter));
    }

    private static OnnxLayer Merging<T>(Func<T, Tensor[], Tensor> combine) where T : Merge => OnnxLayer.Of<T>(
        (onnx, layer, inputs, call) =>
        {
            var rank = inputs.Max(input => input.Rank);
            var merged = combine(layer, [.. inputs.Select(input => OfRank(onnx, onnx.Autocast(input, layer.DType), rank))]);
            return onnx.Value(merged).WithStepMask(All(call.masks.OfType<Tensor>()));
        },
        tellsMasks: true);

    private static Tensor? All(IEnumerable<Tensor> masks) =>
        masks.ToArray() is { Length: > 0 } given ? given.Aggregate((a, b) => tf.math.logical_and(a, b)) : null;

    private static Tensor Sum(Tensor a, Tensor b) => a + b;

    private static Tensor OfRank(OnnxBuilder onnx, Tensor x, int rank) =>
        onnx.Unsqueeze(x, [.. Enumerable.Range(1, rank - x.Rank)]);

    private static Tensors Joined(OnnxBuilder onnx, Concatenate layer, Tensors inputs, CallContext call)
    {
        var joined = onnx.Value(onnx.Concat(layer.axis, [.. inputs.Select(input => onnx.Autocast(input, layer.DType))]));
        if (call.masks.All(mask => mask is null)) return joined;
        var masks = onnx.Concat(layer.axis, [.. inputs.Zip(call.masks, MaskOf)]);
        return joined.WithStepMask(onnx.Cast(
            onnx.Reduce("ReduceMin", onnx.Cast(masks, DType.Int32), [masks.Rank - 1], keepdims: false), DType.Bool));

        Tensor MaskOf(Tensor input, Tensor? mask) => mask is null
            ? onnx.Expand(Tensor.Scalar(true), onnx.Sizes(input), input.Shape)
            : mask.Rank < input.Rank ? onnx.Unsqueeze(mask, mask.Rank) : mask;
    }
}
