namespace KerasLikeRnn.Regularizers;

/// <summary>A function from tensor to scalar, used as regularizer. Like Keras it is saved by its name only.</summary>
internal sealed class FunctionRegularizer(Func<Tensor, Tensor> function) : Regularizer
{
    /// <summary>The function's name.</summary>
    public string Name => function.Method.Name.Contains('<') ? "<lambda>" : function.Method.Name;

    /// <inheritdoc/>
    public override Tensor call(Tensor x) => function(x);
}
