namespace KerasLikeRnn.Constraints;

/// <summary>A function from weight to weight, used as constraint.</summary>
internal sealed class FunctionConstraint(string name, Func<Tensor, Tensor> function) : Constraint, INamedFunction
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public override Tensor call(Tensor w) => function(w);
}
