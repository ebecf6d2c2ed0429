namespace KerasLikeRnn.Losses;

/// <summary>By how much the best wrong class comes within 1 of the true one; targets are 0 and 1.</summary>
[KerasExport("keras.losses.CategoricalHinge"), KerasDefault("name", "categorical_hinge")]
public partial class CategoricalHinge(LossOptions? options = null)
    : LossFunctionWrapper(LossFunctions.categorical_hinge.Invoke, options);
