using KerasLikeRnn.Activations;
using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using K = KerasLikeRnn.BackendFunctions.NeuralFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.nn: activations, cross entropies from logits, normalization, dropout.</summary>
public static class NeuralFunctions
{
    /// <summary>max(x, 0).</summary>
    [KerasExport("tf.nn.relu")]
    public static Tensor relu(TensorLike features, string? name = null) => Lifted.One("tf.nn.relu", features, Ops.Relu);

    /// <summary>min(max(x, 0), 6).</summary>
    [KerasExport("tf.nn.relu6")]
    public static Tensor relu6(TensorLike features, string? name = null) => Lifted.One("tf.nn.relu6", features, static t => ActivationFunctions.Relu6(t));

    /// <summary>x for x > 0, alpha · x below.</summary>
    [KerasExport("tf.nn.leaky_relu")]
    public static Tensor leaky_relu(TensorLike features, double alpha = 0.2, string? name = null) =>
        Lifted.One("tf.nn.leaky_relu", features, t => ActivationFunctions.relu(t, alpha));

    /// <summary>x for x > 0, eˣ − 1 below.</summary>
    [KerasExport("tf.nn.elu")]
    public static Tensor elu(TensorLike features, string? name = null) => Lifted.One("tf.nn.elu", features, static t => ActivationFunctions.elu(t));

    /// <summary>The scaled exponential linear unit.</summary>
    [KerasExport("tf.nn.selu")]
    public static Tensor selu(TensorLike features, string? name = null) => Lifted.One("tf.nn.selu", features, static t => ActivationFunctions.selu(t));

    /// <summary>The Gaussian error linear unit.</summary>
    [KerasExport("tf.nn.gelu")]
    public static Tensor gelu(TensorLike features, bool approximate = false, string? name = null) =>
        Lifted.One("tf.nn.gelu", features, t => ActivationFunctions.gelu(t, approximate));

    /// <summary>x · sigmoid(beta · x).</summary>
    [KerasExport("tf.nn.silu", "tf.nn.swish")]
    public static Tensor silu(TensorLike features, double beta = 1.0) =>
        Lifted.One("tf.nn.silu", features, t => Ops.Multiply(t, Ops.Sigmoid(beta == 1 ? t : t * beta)));

    /// <summary>ln(1 + eˣ).</summary>
    [KerasExport("tf.nn.softplus", "tf.math.softplus")]
    public static Tensor softplus(TensorLike features, string? name = null) => Lifted.One("tf.math.softplus", features, Ops.Softplus);

    /// <summary>x / (1 + |x|).</summary>
    [KerasExport("tf.nn.softsign", "tf.math.softsign")]
    public static Tensor softsign(TensorLike features, string? name = null) => Lifted.One("tf.nn.softsign", features, static t => ActivationFunctions.softsign(t));

    /// <summary>eˣ / Σeˣ along an axis.</summary>
    [KerasExport("tf.nn.softmax", "tf.math.softmax")]
    public static Tensor softmax(TensorLike logits, int axis = -1, string? name = null) => Lifted.One("tf.nn.softmax", logits, t => Ops.Softmax(t, axis));

    /// <summary>ln softmax along an axis.</summary>
    [KerasExport("tf.nn.log_softmax", "tf.math.log_softmax")]
    public static Tensor log_softmax(TensorLike logits, int axis = -1, string? name = null) => Lifted.One("tf.nn.log_softmax", logits, t => Ops.LogSoftmax(t, axis));

    /// <summary>x / √max(Σx², epsilon) over an axis.</summary>
    [KerasExport("tf.nn.l2_normalize", "tf.math.l2_normalize", "tf.linalg.l2_normalize")]
    public static Tensor l2_normalize(TensorLike x, AxesLike axis = default, double epsilon = 1e-12, string? name = null) => Lifted.One("tf.math.l2_normalize", x, t =>
    {
        var squares = Ops.Sum(Ops.Square(t), axis.IsGiven ? axis.In(t.Shape) : null, keepdims: true);
        return Ops.Multiply(t, Ops.Rsqrt(Ops.Maximum(squares, Ops.Constant(epsilon, t.DType))));
    });

    /// <summary>Half the sum of squares.</summary>
    [KerasExport("tf.nn.l2_loss")]
    public static Tensor l2_loss(TensorLike t, string? name = null) => Lifted.One("tf.nn.l2_loss", t, static x => Ops.Sum(Ops.Square(x)) * 0.5);

    /// <summary>x with a share of its elements dropped, the others scaled up.</summary>
    [KerasExport("tf.nn.dropout")]
    public static Tensor dropout(TensorLike x, double rate, Shape? noise_shape = null, long? seed = null, string? name = null) =>
        K.Dropped(x.ToTensor().Leased(), rate, noise_shape, RandomDraw.Of(seed));

    /// <summary>Adds a bias to the last axis.</summary>
    [KerasExport("tf.nn.bias_add")]
    public static Tensor bias_add(TensorLike value, TensorLike bias, string? name = null) => Lifted.Two("tf.nn.bias_add", value, bias, Ops.Add);

    /// <summary>Mean and variance over axes.</summary>
    [KerasExport("tf.nn.moments")]
    public static (Tensor mean, Tensor variance) moments(TensorLike x, AxesLike axes, bool keepdims = false) =>
        (Lifted.Reduced("tf.math.reduce_mean", x, axes, keepdims, Ops.Mean), Lifted.Reduced("tf.math.reduce_variance", x, axes, keepdims, Ops.Variance));

    /// <summary>(x − mean) / √(variance + variance_epsilon) · scale + offset.</summary>
    [KerasExport("tf.nn.batch_normalization")]
    public static Tensor batch_normalization(
        TensorLike x, TensorLike mean, TensorLike variance, TensorLike? offset, TensorLike? scale, double variance_epsilon, string? name = null)
    {
        Tensor[] optional = [.. new[] { offset, scale }.Where(given => given is not null).Select(given => given!.Value.ToTensor())];
        return Symbolic.Lift("tf.__operators__.add", [x.ToTensor(), mean.ToTensor(), variance.ToTensor(), .. optional], t =>
            K.Normalized(t[0], t[1], t[2], offset is null ? null : t[3], scale is null ? null : t[^1], variance_epsilon));
    }

    /// <summary>The binary cross entropy of each element, from logits.</summary>
    [KerasExport("tf.nn.sigmoid_cross_entropy_with_logits")]
    public static Tensor sigmoid_cross_entropy_with_logits(TensorLike labels, TensorLike logits, string? name = null) =>
        Lifted.Two("tf.nn.sigmoid_cross_entropy_with_logits", labels, logits, Ops.SigmoidCrossEntropy);

    /// <summary>The cross entropy of each row over the last axis, from logits.</summary>
    [KerasExport("tf.nn.softmax_cross_entropy_with_logits")]
    public static Tensor softmax_cross_entropy_with_logits(TensorLike labels, TensorLike logits, string? name = null) =>
        Lifted.Two("tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2", labels, logits, Ops.SoftmaxCrossEntropy);

    /// <summary>The cross entropy of each row with the number of its class, from logits.</summary>
    [KerasExport("tf.nn.sparse_softmax_cross_entropy_with_logits")]
    public static Tensor sparse_softmax_cross_entropy_with_logits(TensorLike labels, TensorLike logits, string? name = null) =>
        Symbolic.Lift("tf.nn.sparse_softmax_cross_entropy_with_logits", [labels.ToTensor(), logits.ToTensor()], static t => Ops.SparseSoftmaxCrossEntropy(t[0], t[1]));

    /// <summary>Rows of a table.</summary>
    [KerasExport("tf.nn.embedding_lookup")]
    public static Tensor embedding_lookup(TensorLike @params, TensorLike ids, string? name = null) =>
        Symbolic.Lift("tf.compat.v1.nn.embedding_lookup", [@params.ToTensor(), ids.ToTensor()], static t => Ops.Gather(t[0], t[1]));
}
