namespace KerasLikeRnn.Losses;

/// <summary>The mean of the squared differences of ln(1 + y).</summary>
[KerasExport("keras.losses.MeanSquaredLogarithmicError"), KerasDefault("name", "mean_squared_logarithmic_error")]
public partial class MeanSquaredLogarithmicError(LossOptions? options = null)
    : LossFunctionWrapper(LossFunctions.mean_squared_logarithmic_error.Invoke, options);
