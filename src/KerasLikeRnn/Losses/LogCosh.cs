namespace KerasLikeRnn.Losses;

/// <summary>The mean of ln cosh of the errors.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.LogCosh")]
public class LogCosh(string reduction = Reduction.AUTO, string? name = "log_cosh")
    : LossFunctionWrapper(LossFunctions.log_cosh.Invoke, reduction, name);
