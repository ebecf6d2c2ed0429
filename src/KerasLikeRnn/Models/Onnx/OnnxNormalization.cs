namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Normalization</c>.</summary>
internal static class OnnxNormalization
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<BatchNormalizationBase>(ByMovingAverages),
        OnnxLayer.Of<LayerNormalization>(Standardized),
        OnnxLayer.Of<UnitNormalization>((onnx, layer, x) => tf.math.l2_normalize(onnx.Cast(x, layer.DType), layer.axis)),
    ];

    /// <summary>A factor and a shift for each feature, made of weights and moving averages.</summary>
    private static Tensor ByMovingAverages(OnnxBuilder onnx, BatchNormalizationBase layer, Tensor x)
    {
        var weights = layer.moving_mean.DType;
        x = onnx.Cast(onnx.Cast(x, layer.DType), weights);
        var (factor, shift) = layer.FactorAndShift(ScaledNormalization.Only(layer.axis, x.Shape));
        var scaled = onnx.Node("Mul", x.Shape, weights, [x, onnx.Weight(layer.moving_variance, "/factor", _ => factor)]);
        return onnx.Cast(
            onnx.Node("Add", x.Shape, weights, [scaled, onnx.Weight(layer.moving_mean, "/shift", _ => shift)]), layer.DType);
    }

    private static Tensor Standardized(OnnxBuilder onnx, LayerNormalization layer, Tensor x)
    {
        x = onnx.Cast(x, layer.DType);
        int[] axes = [.. layer.axis];
        var shape = Shape.Of([.. Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? x.Shape.Dims[axis] : 1)]);
        var centered = x - onnx.Reduce("ReduceMean", x, axes, keepdims: true);
        var variance = onnx.Reduce("ReduceMean", centered * centered, axes, keepdims: true);
        var y = centered / tf.math.sqrt(variance + layer.epsilon);
        if (layer.gamma is not null) y *= onnx.Weight(layer.gamma, "/along", gamma => Ops.Reshape(gamma, shape));
        return layer.beta is null ? y : y + onnx.Weight(layer.beta, "/along", beta => Ops.Reshape(beta, shape));
    }
}
