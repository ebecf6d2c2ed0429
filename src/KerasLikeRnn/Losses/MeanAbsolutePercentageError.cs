namespace KerasLikeRnn.Losses;

/// <summary>The mean of the absolute errors in percent of the targets.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.MeanAbsolutePercentageError")]
public class MeanAbsolutePercentageError(string reduction = Reduction.AUTO, string? name = "mean_absolute_percentage_error")
    : LossFunctionWrapper(LossFunctions.mean_absolute_percentage_error.Invoke, reduction, name);
