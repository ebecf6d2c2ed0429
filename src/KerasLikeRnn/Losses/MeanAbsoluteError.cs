namespace KerasLikeRnn.Losses;

/// <summary>The mean of the absolute errors.</summary>
[KerasExport("keras.losses.MeanAbsoluteError"), KerasDefault("name", "mean_absolute_error")]
public partial class MeanAbsoluteError(LossOptions? options = null)
    : LossFunctionWrapper(LossFunctions.mean_absolute_error.Invoke, options);
