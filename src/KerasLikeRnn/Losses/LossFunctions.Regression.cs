namespace KerasLikeRnn.Losses;

// Losses of numbers.
public static partial class LossFunctions
{
    /// <summary>mean (y_pred - y_true)^2.</summary>
    [KerasExport("keras.losses.mean_squared_error", "keras.losses.mse", "keras.losses.MSE",
        "keras.metrics.mean_squared_error", "keras.metrics.mse", "keras.metrics.MSE"), Operation("keras.losses.mean_squared_error")]
    public static LossFunction mean_squared_error { get; } = Lifted("keras.losses.mean_squared_error", static (y_true, y_pred) =>
        Ops.Mean(Ops.Square(y_pred - Alignment.Targets(y_true, y_pred)), lastAxis));

    /// <summary>mean |y_pred - y_true|.</summary>
    [KerasExport("keras.losses.mean_absolute_error", "keras.losses.mae", "keras.losses.MAE",
        "keras.metrics.mean_absolute_error", "keras.metrics.mae", "keras.metrics.MAE"), Operation("keras.losses.mean_absolute_error")]
    public static LossFunction mean_absolute_error { get; } = Lifted("keras.losses.mean_absolute_error", static (y_true, y_pred) =>
        Ops.Mean(Ops.Abs(y_pred - Alignment.Targets(y_true, y_pred)), lastAxis));

    /// <summary>100 mean |(y_true - y_pred) / max(|y_true|, 1e-7)|.</summary>
    [KerasExport("keras.losses.mean_absolute_percentage_error", "keras.losses.mape", "keras.losses.MAPE",
        "keras.metrics.mean_absolute_percentage_error", "keras.metrics.mape", "keras.metrics.MAPE"),
        Operation("keras.losses.mean_absolute_percentage_error")]
    public static LossFunction mean_absolute_percentage_error { get; } = Lifted("keras.losses.mean_absolute_percentage_error",
        static (y_true, y_pred) =>
    {
        y_true = Alignment.Targets(y_true, y_pred);
        var size = Ops.Maximum(Ops.Abs(y_true), Ops.Constant(Epsilon, y_pred.DType));
        return 100.0 * Ops.Mean(Ops.Abs((y_true - y_pred) / size), lastAxis);
    });

    /// <summary>mean (ln(max(y_pred, 1e-7) + 1) - ln(max(y_true, 1e-7) + 1))^2.</summary>
    [KerasExport("keras.losses.mean_squared_logarithmic_error", "keras.losses.msle", "keras.losses.MSLE",
        "keras.metrics.mean_squared_logarithmic_error", "keras.metrics.msle", "keras.metrics.MSLE"),
        Operation("keras.losses.mean_squared_logarithmic_error")]
    public static LossFunction mean_squared_logarithmic_error { get; } = Lifted("keras.losses.mean_squared_logarithmic_error",
        static (y_true, y_pred) =>
    {
        y_true = Alignment.Targets(y_true, y_pred);
        var smallest = Ops.Constant(Epsilon, y_pred.DType);
        var difference = Ops.Log(Ops.Maximum(y_pred, smallest) + 1.0) - Ops.Log(Ops.Maximum(y_true, smallest) + 1.0);
        return Ops.Mean(Ops.Square(difference), lastAxis);
    });

    /// <summary>mean of e^2/2 where |e| &lt;= delta, else delta |e| - delta^2/2, with e = y_pred - y_true (Huber, 1964).</summary>
    [KerasExport("keras.losses.huber", Aliases = new[] { "keras.losses.huber_loss" }), Operation("keras.losses.huber")]
    public static HuberFunction huber { get; } = static (y_true, y_pred, delta) =>
    {
        if (IsStep(y_true, y_pred)) return Operation.Step("keras.losses.huber", y_true, y_pred, delta)[0];
        var error = y_pred - Alignment.Targets(y_true, y_pred);
        var size = Ops.Abs(error);
        var limit = Ops.Constant(delta, y_pred.DType);
        var line = limit * size - 0.5 * Ops.Square(limit);
        return Ops.Mean(Ops.Select(Ops.Compare(CompareOp.LessEqual, size, limit), 0.5 * Ops.Square(error), line), lastAxis);
    };

    /// <summary>mean ln cosh(y_pred - y_true), computed as x + softplus(-2x) - ln 2.</summary>
    [KerasExport("keras.losses.log_cosh", "keras.losses.logcosh", "keras.metrics.log_cosh", "keras.metrics.logcosh"),
        Operation("keras.losses.log_cosh")]
    public static LossFunction log_cosh { get; } = Lifted("keras.losses.log_cosh", static (y_true, y_pred) =>
    {
        var x = y_pred - Alignment.Targets(y_true, y_pred);
        return Ops.Mean(x + Ops.Softplus(-2.0 * x) - Math.Log(2), lastAxis);
    });

    /// <summary>mean (y_pred - y_true ln(y_pred + 1e-7)).</summary>
    [KerasExport("keras.losses.poisson", "keras.metrics.poisson"), Operation("keras.losses.poisson")]
    public static LossFunction poisson { get; } = Lifted("keras.losses.poisson", static (y_true, y_pred) =>
        Ops.Mean(y_pred - Alignment.Targets(y_true, y_pred) * Ops.Log(y_pred + Epsilon), lastAxis));

    /// <summary>-sum of the products of the two vectors, each scaled to length 1: -1 for equal directions, 1 for opposite ones.</summary>
    [KerasExport("keras.losses.cosine_similarity"), Operation("keras.losses.cosine_similarity")]
    public static SimilarityFunction cosine_similarity { get; } = static (y_true, y_pred, axis) =>
        IsStep(y_true, y_pred)
        ? Operation.Step("keras.losses.cosine_similarity", y_true, y_pred, axis)[0]
        : -CosineOf(y_true, y_pred, axis);

    /// <summary>The cosine of the angle between two vectors.</summary>
    internal static Tensor CosineOf(Tensor y_true, Tensor y_pred, int axis) =>
        Ops.Sum(Ops.L2Normalize(Alignment.Targets(y_true, y_pred), [axis]) * Ops.L2Normalize(y_pred, [axis]), [axis]);
}
