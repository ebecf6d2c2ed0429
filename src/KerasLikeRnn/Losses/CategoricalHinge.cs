namespace KerasLikeRnn.Losses;

/// <summary>By how much the best wrong class comes within 1 of the true one; targets are 0 and 1.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.CategoricalHinge")]
public class CategoricalHinge(string reduction = Reduction.AUTO, string? name = "categorical_hinge")
    : LossFunctionWrapper(LossFunctions.categorical_hinge.Invoke, reduction, name);
