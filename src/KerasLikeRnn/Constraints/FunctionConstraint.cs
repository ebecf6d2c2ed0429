namespace KerasLikeRnn.Constraints;

/// <summary>A function from weight to weight, used as constraint. Like Keras it is saved by its name only.</summary>
internal sealed class FunctionConstraint(Func<Tensor, Tensor> function) : Constraint
{
    /// <summary>The function's name.</summary>
    public string Name => function.Method.Name.Contains('<') ? "<lambda>" : function.Method.Name;

    /// <inheritdoc/>
    public override Tensor call(Tensor w) => function(w);
}
