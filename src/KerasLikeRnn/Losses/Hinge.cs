namespace KerasLikeRnn.Losses;

/// <summary>The mean of max(1 - y_true y_pred, 0); targets are -1 and 1, or 0 and 1.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.Hinge")]
public class Hinge(string reduction = Reduction.AUTO, string? name = "hinge")
    : LossFunctionWrapper(LossFunctions.hinge.Invoke, reduction, name);
