namespace KerasLikeRnn.Losses;

/// <summary>A loss object made of a function of targets and predictions.</summary>
public partial class LossFunctionWrapper : Loss
{
    private readonly Func<Tensor, Tensor, Tensor> function;

    /// <summary>Wraps a function.</summary>
    /// <param name="fn">From targets and predictions to the samples' losses, made of differentiable operations.</param>
    public LossFunctionWrapper(Func<Tensor, Tensor, Tensor> fn, LossOptions? options = null) : base(options)
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
