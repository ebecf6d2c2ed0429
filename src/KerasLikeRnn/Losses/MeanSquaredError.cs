namespace KerasLikeRnn.Losses;

/// <summary>The mean of the squared errors.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.MeanSquaredError")]
public class MeanSquaredError(string reduction = Reduction.AUTO, string? name = "mean_squared_error")
    : LossFunctionWrapper(LossFunctions.mean_squared_error.Invoke, reduction, name);
