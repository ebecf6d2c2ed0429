namespace KerasLikeRnn.Losses;

/// <summary>A loss object made of a function of targets and predictions.</summary>
public class LossFunctionWrapper : Loss
{
    private readonly Func<Tensor, Tensor, Tensor> function;

    /// <summary>Wraps a function.</summary>
    /// <param name="fn">From targets and predictions to the samples' losses, made of differentiable operations.</param>
    /// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
    /// <param name="name">Name of the loss.</param>
    public LossFunctionWrapper(Func<Tensor, Tensor, Tensor> fn, string reduction = Reduction.AUTO, string? name = null) : base(reduction, name)
    {
        Required.NotNull(fn);
        function = fn;
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        (y_true, y_pred) = Alignment.Squeeze(y_true, y_pred);
        return function(y_true, y_pred);
    }
}
