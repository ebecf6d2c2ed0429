namespace KerasLikeRnn.Losses;

/// <summary>The mean of the absolute errors in percent of the targets.</summary>
[KerasExport("keras.losses.MeanAbsolutePercentageError"), KerasDefault("name", "mean_absolute_percentage_error")]
public partial class MeanAbsolutePercentageError(LossOptions? options = null)
    : LossFunctionWrapper(LossFunctions.mean_absolute_percentage_error.Invoke, options);
