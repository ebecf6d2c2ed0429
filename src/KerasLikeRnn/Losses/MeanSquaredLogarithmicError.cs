namespace KerasLikeRnn.Losses;

/// <summary>The mean of the squared differences of ln(1 + y).</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.MeanSquaredLogarithmicError")]
public class MeanSquaredLogarithmicError(string reduction = Reduction.AUTO, string? name = "mean_squared_logarithmic_error")
    : LossFunctionWrapper(LossFunctions.mean_squared_logarithmic_error.Invoke, reduction, name);
