namespace KerasLikeRnn.Losses;

/// <summary>The Kullback-Leibler divergence, sum y_true ln(y_true / y_pred).</summary>
[KerasExport("keras.losses.KLDivergence"), KerasDefault("name", "kl_divergence")]
public partial class KLDivergence(LossOptions? options = null) : LossFunctionWrapper(LossFunctions.kl_divergence.Invoke, options);
