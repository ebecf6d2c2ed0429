namespace KerasLikeRnn.Losses;

/// <summary>The Kullback-Leibler divergence, sum y_true ln(y_true / y_pred).</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.KLDivergence")]
public class KLDivergence(string reduction = Reduction.AUTO, string? name = "kl_divergence")
    : LossFunctionWrapper(LossFunctions.kl_divergence.Invoke, reduction, name);
