namespace KerasLikeRnn.Losses;

/// <summary>The mean of max(1 - y_true y_pred, 0) squared; targets are -1 and 1, or 0 and 1.</summary>
[KerasExport("keras.losses.SquaredHinge"), KerasDefault("name", "squared_hinge")]
public partial class SquaredHinge(LossOptions? options = null) : LossFunctionWrapper(LossFunctions.squared_hinge.Invoke, options);
