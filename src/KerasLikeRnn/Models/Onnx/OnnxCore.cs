namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Core</c>.</summary>
internal static class OnnxCore
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<InputLayer>((_, _, x) => x),
        OnnxLayer.Of<AddLoss>((_, _, x) => x),
        OnnxLayer.Of<AddMetric>((_, _, x) => x),
        OnnxLayer.Of<Dense>((onnx, layer, x) => OnnxLayer.Activate(
            layer, layer.activation, Linear(onnx, onnx.Cast(x, layer.DType), onnx.Weight(layer.kernel), layer.bias))),
        OnnxLayer.Of<Layers.Activation>((onnx, layer, x) =>
            OnnxLayer.Activate(layer, layer.activation, onnx.Autocast(x, layer.DType))),
        OnnxLayer.Of<Embedding>(Embedded, tellsMasks: true),
        OnnxLayer.Of<Masking>(Masked, tellsMasks: true),
        OnnxLayer.Of<EinsumDense>(Einsum),
        OnnxLayer.Of<RandomFourierFeatures>((onnx, layer, x) => tf.math.cos(Linear(
            onnx, onnx.Cast(x, layer.DType), Ops.Divide(layer.unscaled_kernel.Current, layer.kernel_scale.Current), layer.bias))),
        OnnxLayer.Refused<Lambda>(
            "its function is C# code, of which no steps are known. Write it as operations on the tensors themselves, such as "
            + "tf.math.square(x), which become steps of the model."),
    ];

    /// <summary>Products with a kernel, and a bias.</summary>
    public static Tensor Linear(OnnxBuilder onnx, Tensor x, Tensor kernel, Variable? bias)
    {
        var products = onnx.Node("MatMul", x.Shape.With(-1, kernel.Shape.Dim(-1)), x.DType, [x, kernel]);
        return bias is null ? products : onnx.Node("Add", products.Shape, x.DType, [products, onnx.Weight(bias)]);
    }

    private static Tensors Embedded(OnnxBuilder onnx, Embedding layer, Tensors inputs, CallContext call)
    {
        var rows = onnx.Cast(inputs[0], inputs[0].DType == DType.Int64 ? DType.Int64 : DType.Int32);
        var found = onnx.Node(
            "Gather", rows.Shape.Concat(Shape.Of(layer.output_dim)), layer.DType, [onnx.Weight(layer.embeddings), rows], ("axis", 0));
        return found.WithStepMask(layer.compute_mask(inputs[0]));
    }

    private static Tensors Masked(OnnxBuilder onnx, Masking layer, Tensors inputs, CallContext call)
    {
        var x = onnx.Autocast(inputs[0], layer.DType);
        var mask = layer.compute_mask(x)!;
        var kept = onnx.Node("Mul", x.Shape, x.DType, [x, onnx.Cast(onnx.Unsqueeze(mask, x.Rank - 1), x.DType)]);
        return kept.WithStepMask(mask);
    }

    private static Tensor Einsum(OnnxBuilder onnx, EinsumDense layer, Tensor x)
    {
        var kernel = onnx.Weight(layer.kernel);
        var y = onnx.Node(
            "Einsum", layer.compute_output_shape(x.Shape), layer.DType, [onnx.Autocast(x, layer.DType), kernel],
            ("equation", layer.equation));
        return OnnxLayer.Activate(
            layer, layer.activation, layer.bias is null ? y : onnx.Node("Add", y.Shape, y.DType, [y, onnx.Weight(layer.bias)]));
    }
}
