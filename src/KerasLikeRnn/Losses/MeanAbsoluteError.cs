namespace KerasLikeRnn.Losses;

/// <summary>The mean of the absolute errors.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.MeanAbsoluteError")]
public class MeanAbsoluteError(string reduction = Reduction.AUTO, string? name = "mean_absolute_error")
    : LossFunctionWrapper(LossFunctions.mean_absolute_error.Invoke, reduction, name);
