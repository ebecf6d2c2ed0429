namespace KerasLikeRnn.Losses;

/// <summary>The mean of y_pred - y_true ln y_pred.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.Poisson")]
public class Poisson(string reduction = Reduction.AUTO, string? name = "poisson")
    : LossFunctionWrapper(LossFunctions.poisson.Invoke, reduction, name);
