namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Attention</c>.</summary>
internal static class OnnxAttention
{
    private const string ReturnScores = "return_attention_scores";

    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Attention>((onnx, layer, inputs, call) =>
            Dense(onnx, layer, inputs, call, (query, key) => Scores(onnx, layer, query, key))),
        OnnxLayer.Of<AdditiveAttention>((onnx, layer, inputs, call) => Dense(onnx, layer, inputs, call, (query, key) =>
        {
            var sums = tf.math.tanh(PairSums(onnx, query, key));
            return tf.reduce_sum(layer.scale is null ? sums : sums * onnx.Weight(layer.scale), -1);
        })),
        OnnxLayer.Of<MultiHeadAttention>(ManyHeads),
    ];

    private static Tensors Dense(
        OnnxBuilder onnx, BaseDenseAttention layer, Tensors inputs, CallContext call, Func<Tensor, Tensor, Tensor> score)
    {
        Tensor[] cast = [.. inputs.Select(input => onnx.Autocast(input, layer.DType))];
        var scores = score(cast[0], cast.Length > 2 ? cast[2] : cast[1]);
        var weights = tf.nn.softmax(WithoutMasked(onnx, scores, call.masks.ElementAtOrDefault(1), layer.causal));
        var output = tf.matmul(weights, cast[1]);
        if (call.masks.ElementAtOrDefault(0) is { } valid) output *= onnx.Cast(onnx.Unsqueeze(valid, valid.Rank), output.DType);
        return call.arguments.GetValueOrDefault(ReturnScores) is true ? [output, weights] : output;
    }

    private static Tensor Scores(OnnxBuilder onnx, Attention layer, Tensor query, Tensor key)
    {
        if (layer.concat_score_weight is null) return Times(tf.matmul(query, key, transpose_b: true));
        return tf.reduce_sum(tf.math.tanh(Times(PairSums(onnx, query, key))), -1) * onnx.Weight(layer.concat_score_weight);

        Tensor Times(Tensor x) => layer.scale is null ? x : x * onnx.Weight(layer.scale);
    }

    private static Tensor PairSums(OnnxBuilder onnx, Tensor query, Tensor key) =>
        onnx.Unsqueeze(query, query.Rank - 1) + onnx.Unsqueeze(key, key.Rank - 2);

    private static Tensor WithoutMasked(OnnxBuilder onnx, Tensor scores, Tensor? valueMask, bool causal)
    {
        var mask = valueMask is null ? null : onnx.Unsqueeze(valueMask, valueMask.Rank - 1);
        if (causal)
        {
            Tensor past = onnx.Node(
                "GreaterOrEqual", scores.Shape.Range(scores.Rank - 2, scores.Rank), DType.Bool,
                [onnx.Unsqueeze(Places(scores.Rank - 2), 1), onnx.Unsqueeze(Places(scores.Rank - 1), 0)]);
            mask = mask is null ? past : tf.math.logical_and(mask, past);
        }
        return mask is null ? scores : scores - onnx.Cast(tf.math.logical_not(mask), scores.DType) * Softmax.Masked(scores.DType);

        OnnxTensor Places(int axis) => onnx.Range(onnx.Size(scores, axis), scores.Shape.Dims[axis]);
    }

    private static Tensors ManyHeads(OnnxBuilder onnx, MultiHeadAttention layer, Tensors inputs, CallContext call)
    {
        var parts = layer.Inside!;
        var plain = new CallContext();
        Tensor query = OnnxLayer.Convert(onnx, parts.Query, inputs[0], plain), key = OnnxLayer.Convert(onnx, parts.Key, inputs[^1], plain),
            value = OnnxLayer.Convert(onnx, parts.Value, inputs[1], plain);
        var scores = tf.einsum(parts.ScoreEquation, key, query * (1 / Math.Sqrt(layer.key_dim)));
        var mask = call.Tensor("attention_mask");
        for (; mask is not null && mask.Rank < scores.Rank; mask = onnx.Unsqueeze(mask, mask.Rank - 2 * layer.attention_axes!.Count)) { }
        var weights = OnnxActivations.Softmax(onnx, parts.Softmax, scores, mask);
        Tensor output = OnnxLayer.Convert(onnx, parts.Output, tf.einsum(parts.CombinationEquation, weights, value), plain);
        return call.arguments.GetValueOrDefault(ReturnScores) is true ? [output, weights] : output;
    }
}
