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
    public static Tensor elu(TensorLike x, double alpha = 1.0) => ActivationFunctions.elu(x.ToTensor(), alpha);

    /// <summary>eˣ / Σeˣ along an axis.</summary>
    [KerasExport("keras.backend.softmax")]
    public static Tensor softmax(TensorLike x, int axis = -1) => tf.nn.softmax(x, axis);

    /// <summary>ln(1 + eˣ).</summary>
    [KerasExport("keras.backend.softplus")]
    public static Tensor softplus(TensorLike x) => tf.math.softplus(x);

    /// <summary>x / (1 + |x|).</summary>
    [KerasExport("keras.backend.softsign")]
    public static Tensor softsign(TensorLike x) => tf.nn.softsign(x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [KerasExport("keras.backend.sigmoid")]
    public static Tensor sigmoid(TensorLike x) => tf.math.sigmoid(x);

    /// <summary>0.2 x + 0.5, cut at 0 and 1.</summary>
    [KerasExport("keras.backend.hard_sigmoid")]
    public static Tensor hard_sigmoid(TensorLike x) => tf.clip_by_value(tf.math.add(tf.math.multiply(x, 0.2), 0.5), 0.0, 1.0);

    /// <summary>The hyperbolic tangent.</summary>
    [KerasExport("keras.backend.tanh")]
    public static Tensor tanh(TensorLike x) => tf.math.tanh(x);

    /// <summary>−Σ target · ln output over an axis.</summary>
    /// <param name="target">Shares of the classes.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    /// <param name="axis">The axis of the classes.</param>
    [KerasExport("keras.backend.categorical_crossentropy"), Operation("keras.backend.categorical_crossentropy")]
    internal static Tensor categorical_crossentropy(TensorLike target, Tensor output, bool from_logits = false, int axis = -1) =>
        LossFunctions.categorical_crossentropy(Of(target, output), output, from_logits, 0, axis);

    /// <summary>−ln output of the true class, whose number is given.</summary>
    /// <inheritdoc cref="categorical_crossentropy"/>
    [KerasExport("keras.backend.sparse_categorical_crossentropy"), Operation("keras.backend.sparse_categorical_crossentropy")]
    internal static Tensor sparse_categorical_crossentropy(Tensor target, Tensor output, bool from_logits = false, int axis = -1) =>
        LossFunctions.sparse_categorical_crossentropy(target, output, from_logits, axis);

    /// <summary>−(target ln output + (1 − target) ln(1 − output)) of each element.</summary>
    /// <param name="target">0 or 1, or between.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_crossentropy"), Operation("keras.backend.binary_crossentropy")]
    internal static Tensor binary_crossentropy(TensorLike target, Tensor output, bool from_logits = false) =>
        LossFunctions.BinaryCrossentropyOf(Of(target, output), output, from_logits);

    /// <summary>The binary cross entropy of each element, times (1 − p)^gamma with p the probability of the true class.</summary>
    /// <param name="target">0 or 1.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="gamma">How strongly easy elements are damped.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_focal_crossentropy"), Operation("keras.backend.binary_focal_crossentropy")]
    internal static Tensor binary_focal_crossentropy(TensorLike target, Tensor output, double gamma = 2.0, bool from_logits = false) =>
        LossFunctions.BinaryFocalCrossentropyOf(Of(target, output), output, gamma, from_logits);

    /// <summary>The binary focal cross entropy, times alpha for the class 1 and 1 − alpha for the class 0.</summary>
    /// <param name="target">0 or 1.</param>
    /// <param name="output">Predicted probabilities, or logits.</param>
    /// <param name="alpha">Weight of the class 1.</param>
    /// <param name="gamma">How strongly easy elements are damped.</param>
    /// <param name="from_logits">Whether the output is logits.</param>
    [KerasExport("keras.backend.binary_weighted_focal_crossentropy"), Operation("keras.backend.binary_weighted_focal_crossentropy")]
    internal static Tensor binary_weighted_focal_crossentropy(
        TensorLike target, Tensor output, double alpha = 0.25, double gamma = 2.0, bool from_logits = false)
    {
        var shares = Of(target, output);
        return (shares * alpha + (1 - shares) * (1 - alpha)) * LossFunctions.BinaryFocalCrossentropyOf(shares, output, gamma, from_logits);
    }

    /// <summary>x with a share of its elements dropped, the others scaled up.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="level">Share of the elements dropped.</param>
    /// <param name="noise_shape">Shape of what is drawn: along axes of size 1 all elements share one fate.</param>
    /// <param name="seed">A seed of its own; NumPy's random numbers give one otherwise.</param>
    [KerasExport("keras.backend.dropout")]
    public static Tensor dropout(TensorLike x, double level, Shape? noise_shape = null, long? seed = null) => x.IsSymbolic
        ? tf.nn.dropout(x, level, noise_shape, seed ?? RandomDraw.NumpySeed())
        : Dropped(x.ToTensor().Leased(), level, noise_shape, RandomDraw.OfNumpy(seed));

    /// <summary>x / |x|, the length taken over an axis.</summary>
    [KerasExport("keras.backend.l2_normalize")]
    public static Tensor l2_normalize(TensorLike x, AxesLike axis = default) => tf.math.l2_normalize(x, axis);

    /// <summary>Whether each target is among the k largest predictions of its row; never where a number is not finite.</summary>
    /// <param name="predictions">(batch, classes).</param>
    /// <param name="targets">Numbers of classes (batch).</param>
    /// <param name="k">How many.</param>
    [KerasExport("keras.backend.in_top_k"), Operation("keras.backend.in_top_k")]
    internal static Tensor in_top_k(Tensor predictions, Tensor targets, int k)
    {
        var classes = predictions.Shape.Dim(-1);
        var numbers = Ops.Cast(targets, DType.Int64);
        var known = Ops.And(numbers >= 0, numbers < classes);
        var own = Ops.TakeAlongLastAxis(predictions, Ops.ExpandDims(Ops.Clip(numbers, 0, classes - 1), -1));
        var larger = Ops.Sum(Ops.Cast(predictions > own, DType.Int32), [-1]);
        var finite = Ops.All(Ops.Abs(predictions) < double.PositiveInfinity, [-1]);
        return Ops.And(Ops.And(known, finite), larger < k);
    }

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
            throw new ValueError(
                $"Unexpected bias dimensions {vector.Rank}, expect to be 1 or {input.Rank - 1} dimensions", nameof(bias));
        var isFirst = format == DataFormat.ChannelsFirst;
        if (vector.Rank == 1) return tf.nn.bias_add(x, bias, isFirst ? "NCHW" : "NHWC");
        return tf.math.add(
            x, isFirst ? tf.reshape(vector, Shape.Of(vector.Shape.Dim(-1)).Concat(vector.Shape.Range(0, vector.Rank - 1))) : vector);
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
        if (input.Rank == 4) return Operation.Call("keras.backend.batch_normalization", x, mean, var, beta, gamma, axis, epsilon)[0];
        return Normalized(
            input, mean.ToTensor(input.DType), var.ToTensor(input.DType), beta?.ToTensor(input.DType), gamma?.ToTensor(input.DType),
            epsilon);
    }

    /// <summary>The same of images: TensorFlow's kernel for them takes mean and variance as given, and no gradient goes to them.</summary>
    [Operation("keras.backend.batch_normalization")]
    internal static Tensor NormalizedImages(
        Tensor x, TensorLike mean, TensorLike var, TensorLike? beta, TensorLike? gamma, int axis = -1, double epsilon = 0.001)
    {
        return Normalized(x, Ops.StopGradient(Placed(mean)!), Ops.StopGradient(Placed(var)!), Placed(beta), Placed(gamma), epsilon);

        Tensor? Placed(TensorLike? parameter) => parameter is { } given ? Along(given.ToTensor(x.DType), x.Shape, axis) : null;
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
        var results = Operation.Call("keras.backend.normalize_batch_in_training", x, gamma, beta, reduction_axes, epsilon);
        return (results[0], results[1], results[2]);
    }

    [Operation("keras.backend.normalize_batch_in_training")]
    internal static Tensor[] Standardized(Tensor x, TensorLike? gamma, TensorLike? beta, AxesLike reduction_axes, double epsilon = 0.001)
    {
        var axes = reduction_axes.In(x.Shape);
        var (y, mean, variance) = Ops.Standardize(x, axes, epsilon);
        if (gamma is { } factor) y = Ops.Multiply(y, Placed(factor));
        if (beta is { } offset) y = Ops.Add(y, Placed(offset));
        if (x.Rank != 4 || axes is not [0, 1, 2]) return [y, Without(mean), Without(variance)];
        // TensorFlow's kernel for images returns the variance of the population that the batch is a sample of, and both without gradients.
        var count = x.Length / Math.Max(mean.Length, 1);
        return [y, Ops.StopGradient(Without(mean)), Ops.StopGradient(Without(variance) * (count / Math.Max(count - 1.0, 1)))];

        Tensor Placed(TensorLike parameter) => Ops.Reshape(parameter.ToTensor(x.DType), mean.Shape);
        Tensor Without(Tensor kept) => axes.OrderDescending().Aggregate(kept, Ops.Squeeze);
    }

    /// <summary>Elements dropped as a draw says.</summary>
    internal static Tensor Dropped(Tensor x, double rate, Shape? noise_shape, RandomDraw draw)
    {
        if (rate is < 0 or >= 1)
            throw new ValueError($"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}", nameof(rate));
        if (rate == 0) return x;
        var sizes = new Shape((noise_shape ?? x.Shape).Select((size, axis) => size ?? x.Shape[axis]).ToArray());
        return Ops.Multiply(x, Ops.DropoutMask(sizes, rate, draw.Stream(RandomOperation.Uniform, sizes, x.DType), x.DType));
    }

    /// <summary>The formula of batch normalization on parameters that broadcast.</summary>
    internal static Tensor Normalized(Tensor x, Tensor mean, Tensor variance, Tensor? beta, Tensor? gamma, double epsilon)
    {
        var scale = tf.math.rsqrt(variance + epsilon);
        if (gamma is not null) scale *= gamma;
        return x * scale + (beta is null ? -mean * scale : beta - mean * scale);
    }

    /// <summary>Targets in the type of the predictions.</summary>
    private static Tensor Of(TensorLike target, Tensor output) => target.Converted(output.DType);

    private static Tensor Along(Tensor parameter, Shape shape, int axis)
    {
        var sizes = Enumerable.Repeat(1, shape.Rank).ToArray();
        sizes[shape.Axis(axis)] = Shape.Unknown;
        return Ops.Reshape(parameter, Shape.Of(sizes));
    }
}
