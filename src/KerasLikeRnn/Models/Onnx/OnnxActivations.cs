namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Activation</c>.</summary>
internal static class OnnxActivations
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<ELU>((onnx, layer, x) => ActivationFunctions.elu(onnx.Autocast(x, layer.DType), layer.alpha)),
        OnnxLayer.Of<LeakyReLU>((onnx, layer, x) => ActivationFunctions.relu(onnx.Autocast(x, layer.DType), layer.alpha)),
        OnnxLayer.Of<ReLU>((onnx, layer, x) =>
            ActivationFunctions.relu(onnx.Autocast(x, layer.DType), layer.negative_slope, layer.max_value, layer.threshold)),
        OnnxLayer.Of<ThresholdedReLU>(Thresholded),
        OnnxLayer.Of<PReLU>((onnx, layer, x) => onnx.Node(
            "PRelu", x.Shape, layer.DType, [onnx.Autocast(x, layer.DType), onnx.Weight(layer.alpha)])),
        OnnxLayer.Of<Softmax>((onnx, layer, inputs, call) => Softmax(onnx, layer, onnx.Autocast(inputs[0], layer.DType), call.mask)),
    ];

    /// <summary>The softmax of a layer; what a mask leaves out counts next to nothing.</summary>
    public static Tensor Softmax(OnnxBuilder onnx, Softmax layer, Tensor x, Tensor? mask)
    {
        if (mask is not null) x += (1 - onnx.Cast(mask, x.DType)) * -KerasLikeRnn.Layers.Softmax.Masked(x.DType);
        if (layer.axis.Count == 1) return tf.nn.softmax(x, layer.axis[0]);
        int[] axes = layer.axis.In(x.Shape);
        var exponentials = tf.math.exp(x - onnx.Reduce("ReduceMax", x, axes, keepdims: true));
        return exponentials / onnx.Reduce("ReduceSum", exponentials, axes, keepdims: true);
    }

    private static Tensor Thresholded(OnnxBuilder onnx, ThresholdedReLU layer, Tensor x)
    {
        x = onnx.Cast(x, layer.DType);
        return x * onnx.Cast(tf.math.greater(x, layer.theta), x.DType);
    }
}
