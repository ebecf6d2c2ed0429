using KerasLikeRnn.BackendFunctions;
using K = KerasLikeRnn.BackendFunctions.NeuralFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.nn: activations, cross entropies from logits, normalization, dropout.</summary>
public static class NeuralFunctions
{
    /// <summary>max(x, 0).</summary>
    [KerasExport("tf.nn.relu"), Operation("nn.relu")]
    internal static Tensor relu(Tensor features) => Ops.Relu(features);

    /// <summary>min(max(x, 0), 6).</summary>
    [KerasExport("tf.nn.relu6"), Operation("nn.relu6")]
    internal static Tensor relu6(Tensor features) =>
        // The gradient of relu6 ends at 6 itself, that of a clip above.
        Ops.Minimum(Ops.Constant(6, features.DType), Ops.Relu(features));

    /// <summary>x for x > 0, alpha · x below.</summary>
    [KerasExport("tf.nn.leaky_relu"), Operation("nn.leaky_relu")]
    internal static Tensor leaky_relu(Tensor features, double alpha = 0.2) =>
        Ops.Select(Ops.Compare(CompareOp.Greater, features, Ops.Constant(0, features.DType)), features, alpha * features);

    /// <summary>x for x > 0, eˣ − 1 below.</summary>
    [KerasExport("tf.nn.elu"), Operation("nn.elu")]
    internal static Tensor elu(Tensor features) =>
        Ops.Add(Ops.Relu(features), Ops.Expm1(Ops.Minimum(features, Ops.Constant(0, features.DType))));

    /// <summary>The scaled exponential linear unit.</summary>
    [KerasExport("tf.nn.selu"), Operation("nn.selu")]
    internal static Tensor selu(Tensor features)
    {
        const double Scale = 1.0507009873554805, ScaleAlpha = 1.7580993408473766;
        var zero = Ops.Constant(0, features.DType);
        return Scale * Ops.Maximum(features, zero) + ScaleAlpha * Ops.Expm1(Ops.Minimum(zero, features));
    }

    /// <summary>The Gaussian error linear unit.</summary>
    [KerasExport("tf.nn.gelu"), Operation("nn.gelu")]
    internal static Tensor gelu(Tensor features, bool approximate = false) => approximate
        ? 0.5 * features * (1 + Ops.Tanh(Math.Sqrt(2 / Math.PI) * (features + 0.044715 * (features * features * features))))
        : 0.5 * features * (1 + Ops.Erf(features / Math.Sqrt(2)));

    /// <summary>x · sigmoid(beta · x).</summary>
    [KerasExport("tf.nn.silu", "tf.nn.swish"), Operation("nn.silu")]
    internal static Tensor silu(Tensor features, double beta = 1.0) =>
        Ops.Multiply(features, Ops.Sigmoid(beta == 1 ? features : features * beta));

    /// <summary>ln(1 + eˣ).</summary>
    [KerasExport("tf.nn.softplus", "tf.math.softplus"), Operation("math.softplus")]
    internal static Tensor softplus(Tensor features) => Ops.Softplus(features);

    /// <summary>x / (1 + |x|).</summary>
    [KerasExport("tf.nn.softsign", "tf.math.softsign"), Operation("nn.softsign")]
    internal static Tensor softsign(Tensor features) => features / (Ops.Abs(features) + 1);

    /// <summary>eˣ / Σeˣ along an axis.</summary>
    [KerasExport("tf.nn.softmax", "tf.math.softmax"), Operation("nn.softmax")]
    internal static Tensor softmax(Tensor logits, int axis = -1) => Ops.Softmax(logits, axis);

    /// <summary>ln softmax along an axis.</summary>
    [KerasExport("tf.nn.log_softmax", "tf.math.log_softmax"), Operation("nn.log_softmax")]
    internal static Tensor log_softmax(Tensor logits, int axis = -1) => Ops.LogSoftmax(logits, axis);

    /// <summary>x / √max(Σx², epsilon) over an axis.</summary>
    [KerasExport("tf.nn.l2_normalize", "tf.math.l2_normalize", "tf.linalg.l2_normalize"), Operation("math.l2_normalize")]
    internal static Tensor l2_normalize(Tensor x, AxesLike axis = default, double epsilon = 1e-12)
    {
        var squares = Ops.Sum(Ops.Square(x), axis.Of(x), keepdims: true);
        return Ops.Multiply(x, Ops.Rsqrt(Ops.Maximum(squares, Ops.Constant(epsilon, x.DType))));
    }

    /// <summary>Half the sum of squares.</summary>
    [KerasExport("tf.nn.l2_loss"), Operation("nn.l2_loss")]
    internal static Tensor l2_loss(Tensor t) => Ops.Sum(Ops.Square(t)) * 0.5;

    /// <summary>x with a share of its elements dropped, the others scaled up.</summary>
    [KerasExport("tf.nn.dropout"), Operation("nn.dropout")]
    internal static Tensor dropout(Tensor x, double rate, Shape? noise_shape = null, long? seed = null) =>
        K.Dropped(x, rate, noise_shape, RandomDraw.Of(seed));

    /// <summary>Adds a bias to the last axis, or in the formats that begin with NC to the second.</summary>
    [KerasExport("tf.nn.bias_add"), Operation("nn.bias_add")]
    internal static Tensor bias_add(TensorLike value, TensorLike bias, string? data_format = null) =>
        TensorLike.InOneType(value, bias, (x, b) =>
        Convolutions.AddBias(x, b, data_format is null || data_format.EndsWith('C') ? DataFormat.ChannelsLast : DataFormat.ChannelsFirst));

    /// <summary>Mean and variance over axes.</summary>
    [KerasExport("tf.nn.moments")]
    public static (Tensor mean, Tensor variance) moments(TensorLike x, AxesLike axes, bool keepdims = false) =>
        (tf.math.reduce_mean(x, axes, keepdims), tf.math.reduce_variance(x, axes, keepdims));

    /// <summary>(x − mean) / √(variance + variance_epsilon) · scale + offset.</summary>
    [KerasExport("tf.nn.batch_normalization")]
    public static Tensor batch_normalization(
        TensorLike x, TensorLike mean, TensorLike variance, TensorLike? offset, TensorLike? scale, double variance_epsilon,
        string? name = null) =>
        K.Normalized(x.ToTensor(), mean.ToTensor(), variance.ToTensor(), offset?.ToTensor(), scale?.ToTensor(), variance_epsilon);

    /// <summary>The binary cross entropy of each element, from logits.</summary>
    [KerasExport("tf.nn.sigmoid_cross_entropy_with_logits"), Operation("nn.sigmoid_cross_entropy_with_logits")]
    internal static Tensor sigmoid_cross_entropy_with_logits(TensorLike labels, TensorLike logits) =>
        TensorLike.InOneType(labels, logits, Ops.SigmoidCrossEntropy);

    /// <summary>The cross entropy of each row over the last axis, from logits.</summary>
    [KerasExport("tf.nn.softmax_cross_entropy_with_logits"), Operation("compat.v1.nn.softmax_cross_entropy_with_logits_v2")]
    internal static Tensor softmax_cross_entropy_with_logits(TensorLike labels, TensorLike logits) =>
        TensorLike.InOneType(labels, logits, Ops.SoftmaxCrossEntropy);

    /// <summary>The cross entropy of each row with the number of its class, from logits.</summary>
    [KerasExport("tf.nn.sparse_softmax_cross_entropy_with_logits"), Operation("nn.sparse_softmax_cross_entropy_with_logits")]
    internal static Tensor sparse_softmax_cross_entropy_with_logits(Tensor labels, Tensor logits) =>
        Ops.SparseSoftmaxCrossEntropy(labels, logits);

    /// <summary>Rows of a table.</summary>
    [KerasExport("tf.nn.embedding_lookup"), Operation("compat.v1.nn.embedding_lookup")]
    internal static Tensor embedding_lookup(Tensor @params, Tensor ids) => Ops.Gather(@params, ids);
}
