namespace KerasLikeRnn.Losses;

// Losses of probabilities. Predictions that come straight from a sigmoid or a softmax still know their logits, and these are
// used instead: they are exact where the probabilities have been rounded to 0 or 1.
public static partial class LossFunctions
{
    /// <summary>
    /// mean -(y ln p + (1 - y) ln(1 - p)). Probabilities are cut to [1e-7, 1 - 1e-7] and get another 1e-7 inside the
    /// logarithms; logits x give max(x, 0) - x y + ln(1 + e^-|x|).
    /// </summary>
    [KerasExport(
        "keras.losses.binary_crossentropy", "keras.metrics.binary_crossentropy",
        Aliases = new[] { "keras.losses.bce", "keras.losses.BCE" }),
        Operation("keras.losses.binary_crossentropy")]
    public static CrossentropyFunction binary_crossentropy { get; } = static (y_true, y_pred, from_logits, label_smoothing, axis) =>
    {
        if (IsStep(y_true, y_pred))
            return Operation.Step("keras.losses.binary_crossentropy", y_true, y_pred, from_logits, label_smoothing, axis)[0];
        y_true = SmoothBinary(Ops.Cast(y_true, y_pred.DType), label_smoothing);
        return Ops.Mean(BinaryCrossentropyOf(y_true, y_pred, from_logits), axis == -1 ? lastAxis : [axis]);
    };

    /// <summary>
    /// mean (1 - p_t)^gamma times the binary cross entropy, with p_t the probability of the true class (Lin et al., 2018).
    /// </summary>
    [KerasExport("keras.losses.binary_focal_crossentropy", "keras.metrics.binary_focal_crossentropy"),
        Operation("keras.losses.binary_focal_crossentropy")]
    public static FocalCrossentropyFunction binary_focal_crossentropy { get; } = static (
        y_true, y_pred, gamma, from_logits, label_smoothing, axis) =>
    {
        if (IsStep(y_true, y_pred))
            return Operation.Step("keras.losses.binary_focal_crossentropy", y_true, y_pred, gamma, from_logits, label_smoothing, axis)[0];
        y_true = SmoothBinary(Alignment.Targets(y_true, y_pred), label_smoothing);
        return Ops.Mean(BinaryFocalCrossentropyOf(y_true, y_pred, gamma, from_logits), [axis]);
    };

    /// <summary>
    /// -sum y ln p over the classes. Probabilities are scaled to add up to 1 and cut to [1e-7, 1 - 1e-7].
    /// </summary>
    [KerasExport("keras.losses.categorical_crossentropy", "keras.metrics.categorical_crossentropy"),
        Operation("keras.losses.categorical_crossentropy")]
    public static CrossentropyFunction categorical_crossentropy { get; } = static (y_true, y_pred, from_logits, label_smoothing, axis) =>
    {
        if (IsStep(y_true, y_pred))
            return Operation.Step("keras.losses.categorical_crossentropy", y_true, y_pred, from_logits, label_smoothing, axis)[0];
        y_true = Ops.Cast(y_true, y_pred.DType);
        if (label_smoothing != 0)
            y_true = y_true * (1.0 - label_smoothing) + label_smoothing / y_true.Shape.Dim(-1);
        Alignment.RequireEqual(y_true.Shape, y_pred.Shape);
        var (output, areLogits) = Logits(y_pred, from_logits, "categorical_crossentropy");
        if (areLogits) return Ops.SoftmaxCrossEntropy(ToTheEnd(y_true, axis), ToTheEnd(output, axis));
        var p = Ops.Clip(output / Ops.Sum(output, [axis], keepdims: true), Epsilon, 1 - Epsilon);
        return -Ops.Sum(y_true * Ops.Log(p), [axis]);
    };

    /// <summary>
    /// -ln p of the true class, whose number is given. Probabilities are cut to [1e-7, 1 - 1e-7], and a softmax of their
    /// logarithms scales them to add up to 1.
    /// </summary>
    [KerasExport("keras.losses.sparse_categorical_crossentropy", "keras.metrics.sparse_categorical_crossentropy"),
        Operation("keras.losses.sparse_categorical_crossentropy")]
    public static SparseCrossentropyFunction sparse_categorical_crossentropy { get; } = static (y_true, y_pred, from_logits, axis) =>
    {
        if (IsStep(y_true, y_pred))
            return Operation.Step("keras.losses.sparse_categorical_crossentropy", y_true, y_pred, from_logits, axis)[0];
        var (output, areLogits) = Logits(y_pred, from_logits, "sparse_categorical_crossentropy");
        if (!areLogits) output = Ops.Log(Ops.Clip(output, Epsilon, 1 - Epsilon));
        output = ToTheEnd(output, axis);
        var shape = output.Shape;
        var isFlattened = y_true.Rank != output.Rank - 1;
        if (isFlattened)
        {
            y_true = Ops.Reshape(y_true, checked((int)y_true.Length));
            output = Ops.Reshape(output, Shape.Of(Shape.Unknown, shape.Dim(-1)));
        }
        RequireClassNumbers(y_true, output);
        var losses = Ops.SparseSoftmaxCrossEntropy(y_true, output);
        return isFlattened && shape.Rank >= 3 ? Ops.Reshape(losses, shape.Range(0, shape.Rank - 1)) : losses;
    };

    /// <summary>sum y_true ln(y_true / y_pred), both cut to [1e-7, 1] (Kullback and Leibler).</summary>
    [KerasExport("keras.losses.kl_divergence", "keras.losses.kullback_leibler_divergence", "keras.losses.kld", "keras.losses.KLD",
        "keras.metrics.kl_divergence", "keras.metrics.kullback_leibler_divergence", "keras.metrics.kld", "keras.metrics.KLD"),
        Operation("keras.losses.kl_divergence")]
    public static LossFunction kl_divergence { get; } = Lifted("keras.losses.kl_divergence", static (y_true, y_pred) =>
    {
        y_true = Ops.Clip(Alignment.Targets(y_true, y_pred), Epsilon, 1);
        y_pred = Ops.Clip(y_pred, Epsilon, 1);
        return Ops.Sum(y_true * Ops.Log(y_true / y_pred), lastAxis);
    });

    private static Tensor SmoothBinary(Tensor y_true, double label_smoothing) =>
        label_smoothing == 0 ? y_true : y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing;

    /// <summary>The binary cross entropy of each element.</summary>
    internal static Tensor BinaryCrossentropyOf(Tensor y_true, Tensor y_pred, bool from_logits)
    {
        var (output, areLogits) = Logits(y_pred, from_logits, "binary_crossentropy");
        if (areLogits)
        {
            Alignment.RequireEqual(y_true.Shape, output.Shape);
            return Ops.SigmoidCrossEntropy(y_true, output);
        }
        y_true = Alignment.Targets(y_true, output);
        var p = Ops.Clip(output, Epsilon, 1 - Epsilon);
        return -(y_true * Ops.Log(p + Epsilon) + (1.0 - y_true) * Ops.Log(1.0 - p + Epsilon));
    }

    /// <summary>The binary focal cross entropy of each element.</summary>
    internal static Tensor BinaryFocalCrossentropyOf(Tensor y_true, Tensor y_pred, double gamma, bool from_logits)
    {
        var p = from_logits ? Ops.Sigmoid(y_pred) : y_pred;
        var ofTrueClass = y_true * p + (1.0 - y_true) * (1.0 - p);
        var focus = Ops.Power(1.0 - ofTrueClass, Ops.Constant(gamma, y_pred.DType));
        return focus * BinaryCrossentropyOf(y_true, y_pred, from_logits);
    }

    private static (Tensor Output, bool AreLogits) Logits(Tensor y_pred, bool from_logits, string function)
    {
        if (y_pred.Logits is not { } logits) return (y_pred, from_logits);
        if (from_logits)
            PythonWarnings.Warn(
                $"\"`{function}` received `from_logits=True`, but the `output` argument was produced by a sigmoid or softmax activation "
                + $"and thus does not represent logits. Was this intended?\"");
        return (logits, true);
    }

    private static Tensor ToTheEnd(Tensor x, int axis)
    {
        var from = x.Shape.Axis(axis);
        if (from == x.Rank - 1) return x;
        return Ops.Transpose(x, [.. Enumerable.Range(0, x.Rank).Where(other => other != from), from]);
    }

    private static void RequireClassNumbers(Tensor y_true, Tensor logits)
    {
        if (y_true.Shape != logits.Shape.Range(0, logits.Rank - 1))
            throw new ValueError(
                $"logits and labels must have the same first dimension, got logits shape {Bracketed(logits.Shape)} and labels "
                + $"shape {Bracketed(y_true.Shape)}", nameof(y_true));
        if (y_true.Length == 0) return;
        var classes = logits.Shape.Dim(-1);
        double smallest = Ops.Min(y_true).Item(), largest = Ops.Max(y_true).Item();
        if (smallest >= 0 && largest < classes) return;
        var labels = Ops.Cast(y_true, DType.Float64).ToArray<double>();
        throw new ValueError(
            $"Received a label value of {Text(labels.First(label => !(label >= 0 && label < classes)))} which is outside the valid range "
            + $"of [0, {classes}).  Label values: {string.Join(" ", labels.Take(100).Select(Text))}{(labels.Length > 100 ? " ..." : "")}",
            nameof(y_true));
    }

    private static string Text(double label) =>
        double.IsInteger(label) ? label.ToString(CultureInfo.InvariantCulture) : PythonNumber.Repr(label);

    private static string Bracketed(Shape shape) => $"[{string.Join(",", shape)}]";
}
