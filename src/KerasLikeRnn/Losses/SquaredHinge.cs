namespace KerasLikeRnn.Losses;

/// <summary>The mean of max(1 - y_true y_pred, 0) squared; targets are -1 and 1, or 0 and 1.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.SquaredHinge")]
public class SquaredHinge(string reduction = Reduction.AUTO, string? name = "squared_hinge")
    : LossFunctionWrapper(LossFunctions.squared_hinge.Invoke, reduction, name);
