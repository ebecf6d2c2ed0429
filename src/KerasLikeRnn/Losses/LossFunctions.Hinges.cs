namespace KerasLikeRnn.Losses;

// Losses of margins. Targets are -1 and 1; 0 and 1 are converted.
public static partial class LossFunctions
{
    /// <summary>mean max(1 - y_true y_pred, 0).</summary>
    [KerasExport("keras.losses.hinge", "keras.metrics.hinge"), Operation("keras.losses.hinge")]
    public static LossFunction hinge { get; } = Lifted(
        "keras.losses.hinge", static (y_true, y_pred) => Ops.Mean(Margin(y_true, y_pred), lastAxis));

    /// <summary>mean max(1 - y_true y_pred, 0)^2.</summary>
    [KerasExport("keras.losses.squared_hinge", "keras.metrics.squared_hinge"), Operation("keras.losses.squared_hinge")]
    public static LossFunction squared_hinge { get; } = Lifted(
        "keras.losses.squared_hinge", static (y_true, y_pred) => Ops.Mean(Ops.Square(Margin(y_true, y_pred)), lastAxis));

    /// <summary>max(0, neg - pos + 1) with pos = sum y_true y_pred and neg = max (1 - y_true) y_pred; the targets are 0 and 1.</summary>
    [KerasExport("keras.losses.categorical_hinge"), Operation("keras.losses.categorical_hinge")]
    public static LossFunction categorical_hinge { get; } = Lifted("keras.losses.categorical_hinge", static (y_true, y_pred) =>
    {
        y_true = Alignment.Targets(y_true, y_pred);
        var positive = Ops.Sum(y_true * y_pred, lastAxis);
        var negative = Ops.Max((1.0 - y_true) * y_pred, lastAxis);
        return Ops.Maximum(negative - positive + 1.0, Ops.Constant(0, y_pred.DType));
    });

    private static Tensor Margin(Tensor y_true, Tensor y_pred)
    {
        y_true = Signs(Alignment.Targets(y_true, y_pred));
        return Ops.Maximum(1.0 - y_true * y_pred, Ops.Constant(0, y_pred.DType));
    }

    private static Tensor Signs(Tensor y_true)
    {
        var zeros = Ops.Compare(CompareOp.Equal, y_true, Ops.Constant(0, y_true.DType));
        var ones = Ops.Compare(CompareOp.Equal, y_true, Ops.Constant(1, y_true.DType));
        return Ops.All(Ops.Or(zeros, ones)).Item() != 0 ? 2.0 * y_true - 1.0 : y_true;
    }
}
