using KerasLikeRnn.Activations;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: activations, cross entropies, normalization, dropout.</summary>
public static class NeuralFunctions
{
    /// <summary>max(x, 0), with Keras's options.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">Slope below the threshold.</param>
    /// <param name="max_value">Largest value of the result; null for none.</param>
    /// <param name="threshold">Below it values are damped.</param>
    [KerasExport("keras.backend.relu")]
    public static Tensor relu(TensorLike x, double alpha = 0.0, double? max_value = null, double threshold = 0.0) =>
        ActivationFunctions.relu(x.ToTensor(), alpha, max_value, threshold);

    /// <summary>x for x > 0, alpha (eˣ − 1) below.</summary>
    [KerasExport("keras.backend.elu")]
    public static Tensor elu(TensorLike x, double alpha = 1.0) => Lifted.One("tf.nn.elu", x, t => ActivationFunctions.elu(t, alpha));

    /// <summary>eˣ / Σeˣ along an axis.</summary>
    [KerasExport("keras.backend.softmax")]
    public static Tensor softmax(TensorLike x, int axis = -1) => Lifted.One("tf.nn.softmax", x, t => Ops.Softmax(t, axis));

    /// <summary>ln(1 + eˣ).</summary>
    [KerasExport("keras.backend.softplus")]
    public static Tensor softplus(TensorLike x) => Lifted.One("tf.math.softplus", x, Ops.Softplus);

    /// <summary>x / (1 + |x|).</summary>
    [KerasExport("keras.backend.softsign")]
    public static Tensor softsign(TensorLike x) => Lifted.One("tf.nn.softsign", x, static t => ActivationFunctions.softsign(t));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [KerasExport("keras.backend.sigmoid")]
    public static Tensor sigmoid(TensorLike x) => Lifted.One("tf.math.sigmoid", x, Ops.Sigmoid);

    /// <summary>0.2 x + 0.5, cut at 0 and 1.</summary>
    [KerasExport("keras.backend.hard_sigmoid")]
    public static Tensor hard_sigmoid(TensorLike x)
    {
        var product = Lifted.Two("tf.math.multiply", x, 0.2, Ops.Multiply);
        return ElementwiseFunctions.Clipped(Lifted.Two("tf.math.add", product, 0.5, Ops.Add), 0, 1);
    }

    /// <summary>The hyperbolic tangent.</summary>
    [KerasExport("keras.backend.tanh")]
    public static Tensor tanh(TensorLike x) => Lifted.One("tf.math.tanh", x, Ops.Tanh);

    /// <summary>−Σ target · ln output over an axis.</summary>
    /// <param name="target">Shares of the classes.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    /// <param name="axis">The axis of the classes.</param>
    [KerasExport("keras.backend.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(TensorLike target, TensorLike output, bool from_logits = false, int axis = -1) =>
        Loss("categorical_crossentropy", target, output, (z, y) => LossFunctions.categorical_crossentropy(z, y, from_logits, 0, axis));

    /// <summary>−ln output of the true class, whose number is given.</summary>
    /// <inheritdoc cref="categorical_crossentropy"/>
    [KerasExport("keras.backend.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(TensorLike target, TensorLike output, bool from_logits = false, int axis = -1) =>
        Loss("sparse_categorical_crossentropy", target, output, (z, y) => LossFunctions.sparse_categorical_crossentropy(z, y, from_logits, axis));

    /// <summary>−(target ln output + (1 − target) ln(1 − output)) of each element.</summary>
    /// <param name="target">0 or 1, or between.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_crossentropy")]
    public static Tensor binary_crossentropy(TensorLike target, TensorLike output, bool from_logits = false) =>
        Loss("binary_crossentropy", target, output, (z, y) => LossFunctions.BinaryCrossentropyOf(z, y, from_logits));

    /// <summary>The binary cross entropy of each element, times (1 − p)^gamma with p the probability of the true class.</summary>
    /// <param name="target">0 or 1.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="gamma">How strongly easy elements are damped.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_focal_crossentropy")]
    public static Tensor binary_focal_crossentropy(TensorLike target, TensorLike output, double gamma = 2.0, bool from_logits = false) =>
        Loss("binary_focal_crossentropy", target, output, (z, y) => LossFunctions.BinaryFocalCrossentropyOf(z, y, gamma, from_logits));

    /// <summary>The binary focal cross entropy, times alpha for the class 1 and 1 − alpha for the class 0.</summary>
    /// <param name="target">0 or 1.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="alpha">Weight of the class 1.</param>
    /// <param name="gamma">How strongly easy elements are damped.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_weighted_focal_crossentropy")]
    public static Tensor binary_weighted_focal_crossentropy(
        TensorLike target, TensorLike output, double alpha = 0.25, double gamma = 2.0, bool from_logits = false) =>
        Loss("binary_weighted_focal_crossentropy", target, output,
            (z, y) => (z * alpha + (1 - z) * (1 - alpha)) * LossFunctions.BinaryFocalCrossentropyOf(z, y, gamma, from_logits));

    /// <summary>x with a share of its elements dropped, the others scaled up.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="level">Share of the elements dropped.</param>
    /// <param name="noise_shape">Shape of what is drawn: along axes of size 1 all elements share one fate.</param>
    /// <param name="seed">A seed of its own; NumPy's random numbers give one otherwise.</param>
    [KerasExport("keras.backend.dropout")]
    public static Tensor dropout(TensorLike x, double level, Shape? noise_shape = null, long? seed = null) =>
        Dropped(x.ToTensor().Leased(), level, noise_shape, RandomDraw.OfNumpy(seed, isSymbolic: x.ToTensor() is SymbolicTensor));

    /// <summary>x / |x|, the length taken over an axis.</summary>
    [KerasExport("keras.backend.l2_normalize")]
    public static Tensor l2_normalize(TensorLike x, AxesLike axis = default) =>
        Lifted.One("tf.math.l2_normalize", x, t => Ops.L2Normalize(t, axis.IsGiven ? axis.In(t.Shape) : null));

    /// <summary>Whether each target is among the k largest predictions of its row; never where a number is not finite.</summary>
    /// <param name="predictions">(batch, classes).</param>
    /// <param name="targets">Numbers of classes (batch).</param>
    /// <param name="k">How many.</param>
    [KerasExport("keras.backend.in_top_k")]
    public static Tensor in_top_k(TensorLike predictions, TensorLike targets, int k) =>
        Symbolic.Lift("tf.keras.backend.in_top_k", [predictions.ToTensor(), targets.ToTensor()], t => InTopK(t[0], t[1], k));

    /// <summary>Adds a bias.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="bias">(channels), or the shape of a sample with the channels at the end.</param>
    /// <param name="data_format">Where the channels are; null for <c>image_data_format</c>.</param>
    /// <exception cref="ValueError">The bias has another number of axes.</exception>
    [KerasExport("keras.backend.bias_add")]
    public static Tensor bias_add(TensorLike x, TensorLike bias, string? data_format = null)
    {
        var format = ConvolutionFunctions.Format(data_format);
        var (input, vector) = (x.ToTensor(), bias.ToTensor(x.DType));
        if (vector.Rank != 1 && vector.Rank != input.Rank - 1)
            throw new ValueError(FormattableString.Invariant(
                $"Unexpected bias dimensions {vector.Rank}, expect to be 1 or {input.Rank - 1} dimensions"), nameof(bias));
        return Symbolic.Lift("tf.nn.bias_add", [input, vector], t => t[1].Rank == 1
            ? Convolutions.AddBias(t[0], t[1], format)
            : Ops.Add(t[0], format == DataFormat.ChannelsFirst ? Ops.Reshape(t[1], Shape.Of(t[1].Shape.Dim(-1)).Concat(t[1].Shape.Range(0, t[1].Rank - 1))) : t[1]));
    }

    /// <summary>(x − mean) / √(var + epsilon) · gamma + beta.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="mean">Means.</param>
    /// <param name="var">Variances.</param>
    /// <param name="beta">What is added, or null.</param>
    /// <param name="gamma">What is multiplied, or null.</param>
    /// <param name="axis">The axis of the features, for inputs of four axes; others broadcast.</param>
    /// <param name="epsilon">Added to the variances.</param>
    [KerasExport("keras.backend.batch_normalization")]
    public static Tensor batch_normalization(
        TensorLike x, TensorLike mean, TensorLike var, TensorLike? beta, TensorLike? gamma, int axis = -1, double epsilon = 0.001)
    {
        var input = x.ToTensor();
        Tensor[] optional = [.. new[] { beta, gamma }.Where(given => given is not null).Select(given => given!.Value.ToTensor(input.DType))];
        return Symbolic.Lift("tf.__operators__.add", [input, mean.ToTensor(input.DType), var.ToTensor(input.DType), .. optional], t =>
        {
            var isImages = t[0].Rank == 4;
            Tensor Placed(Tensor parameter) => isImages ? Along(parameter, t[0].Shape, axis) : parameter;
            // TensorFlow's kernel for images takes mean and variance as given: no gradient goes to them.
            Tensor Given(Tensor statistic) => isImages ? Ops.StopGradient(Placed(statistic)) : statistic;
            return Normalized(t[0], Given(t[1]), Given(t[2]), beta is null ? null : Placed(t[3]), gamma is null ? null : Placed(t[^1]), epsilon);
        });
    }

    /// <summary>Normalizes a batch by its own mean and variance over axes.</summary>
    /// <param name="x">Inputs.</param>
    /// <param name="gamma">What is multiplied, or null.</param>
    /// <param name="beta">What is added, or null.</param>
    /// <param name="reduction_axes">The axes.</param>
    /// <param name="epsilon">Added to the variances.</param>
    /// <returns>The normalized batch, its mean and its variance (of images with n elements each: times n / (n − 1)).</returns>
    [KerasExport("keras.backend.normalize_batch_in_training")]
    public static (Tensor normalized, Tensor mean, Tensor variance) normalize_batch_in_training(
        TensorLike x, TensorLike? gamma, TensorLike? beta, AxesLike reduction_axes, double epsilon = 0.001)
    {
        var input = x.ToTensor();
        Tensor[] optional = [.. new[] { beta, gamma }.Where(given => given is not null).Select(given => given!.Value.ToTensor(input.DType))];
        var results = Symbolic.LiftAll("tf.keras.backend.normalize_batch_in_training", [input, .. optional], t =>
        {
            var axes = reduction_axes.In(t[0].Shape);
            var (y, mean, variance) = Ops.Standardize(t[0], axes, epsilon);
            Tensor Placed(Tensor parameter) => Ops.Reshape(parameter, mean.Shape);
            if (gamma is not null) y = Ops.Multiply(y, Placed(t[^1]));
            if (beta is not null) y = Ops.Add(y, Placed(t[1]));
            Tensor Without(Tensor kept) => axes.OrderDescending().Aggregate(kept, Ops.Squeeze);
            if (t[0].Rank != 4 || axes is not [0, 1, 2]) return [y, Without(mean), Without(variance)];
            // TensorFlow's kernel for images returns the variance of the population that the batch is a sample of, and both without gradients.
            var count = t[0].Length / Math.Max(mean.Length, 1);
            return [y, Ops.StopGradient(Without(mean)), Ops.StopGradient(Without(variance) * (count / Math.Max(count - 1.0, 1)))];
        });
        return (results[0], results[1], results[2]);
    }

    /// <summary>Elements dropped as a draw says.</summary>
    internal static Tensor Dropped(Tensor x, double rate, Shape? noise_shape, RandomDraw draw)
    {
        if (rate is < 0 or >= 1)
            throw new ValueError(FormattableString.Invariant($"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}"), nameof(rate));
        return Symbolic.Lift("tf.nn.dropout", [x], t =>
        {
            var sizes = (noise_shape ?? t[0].Shape).Select((size, axis) => size ?? t[0].Shape[axis]).ToArray();
            return rate == 0 ? t[0] : Ops.Multiply(t[0], Ops.DropoutMask(new Shape(sizes), rate, draw.Stream(RandomOperation.Uniform, new Shape(sizes), t[0].DType), t[0].DType));
        });
    }

    /// <summary>The formula of batch normalization on parameters that broadcast.</summary>
    internal static Tensor Normalized(Tensor x, Tensor mean, Tensor variance, Tensor? beta, Tensor? gamma, double epsilon)
    {
        var scale = Ops.Rsqrt(variance + epsilon);
        if (gamma is not null) scale = Ops.Multiply(scale, gamma);
        var offset = Ops.Negate(Ops.Multiply(mean, scale));
        return Ops.Add(Ops.Multiply(x, scale), beta is null ? offset : Ops.Add(beta, offset));
    }

    private static Tensor Loss(string name, TensorLike target, TensorLike output, Func<Tensor, Tensor, Tensor> compute)
    {
        var y = output.ToTensor();
        var z = target.Adapts && name != "sparse_categorical_crossentropy" ? target.ToTensor(y.DType) : target.ToTensor();
        return Symbolic.Lift("tf.keras.backend." + name, [z, y], t => compute(name == "sparse_categorical_crossentropy" ? t[0] : Ops.Cast(t[0], t[1].DType), t[1]));
    }

    private static Tensor InTopK(Tensor predictions, Tensor targets, int k)
    {
        var classes = predictions.Shape.Dim(-1);
        var numbers = Ops.Cast(targets, DType.Int64);
        var known = Ops.And(numbers >= 0, numbers < classes);
        var own = Ops.TakeAlongLastAxis(predictions, Ops.ExpandDims(Ops.Clip(numbers, 0, classes - 1), -1));
        var larger = Ops.Sum(Ops.Cast(predictions > own, DType.Int32), [-1]);
        var finite = Ops.All(Ops.Abs(predictions) < double.PositiveInfinity, [-1]);
        return Ops.And(Ops.And(known, finite), larger < k);
    }

    private static Tensor Along(Tensor parameter, Shape shape, int axis)
    {
        var sizes = Enumerable.Repeat(1, shape.Rank).ToArray();
        sizes[shape.Axis(axis)] = Shape.Unknown;
        return Ops.Reshape(parameter, Shape.Of(sizes));
    }
}
