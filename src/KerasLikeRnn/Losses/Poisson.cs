namespace KerasLikeRnn.Losses;

/// <summary>The mean of y_pred - y_true ln y_pred.</summary>
[KerasExport("keras.losses.Poisson"), KerasDefault("name", "poisson")]
public partial class Poisson(LossOptions? options = null) : LossFunctionWrapper(LossFunctions.poisson.Invoke, options);
