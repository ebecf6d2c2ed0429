namespace KerasLikeRnn.Regularizers;

/// <summary>A function from tensor to scalar, used as regularizer.</summary>
internal sealed class FunctionRegularizer(string name, Func<Tensor, Tensor> function) : Regularizer, INamedFunction
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public override Tensor call(Tensor x) => function(x);
}
