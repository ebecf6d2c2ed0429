namespace KerasLikeRnn.Losses;

/// <summary>The mean of max(1 - y_true y_pred, 0); targets are -1 and 1, or 0 and 1.</summary>
[KerasExport("keras.losses.Hinge"), KerasDefault("name", "hinge")]
public partial class Hinge(LossOptions? options = null) : LossFunctionWrapper(LossFunctions.hinge.Invoke, options);
