namespace KerasLikeRnn.Losses;

/// <summary>The mean of the squared errors.</summary>
[KerasExport("keras.losses.MeanSquaredError"), KerasDefault("name", "mean_squared_error")]
public partial class MeanSquaredError(LossOptions? options = null)
    : LossFunctionWrapper(LossFunctions.mean_squared_error.Invoke, options);
