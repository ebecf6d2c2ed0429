namespace KerasLikeRnn.Engine;

/// <summary>
/// A tensor without numbers: it stands for what a step of a model will give once the model runs. Axes may be of unknown size.
/// </summary>
public abstract class SymbolicTensor : Tensor
{
    /// <summary>Creates the placeholder.</summary>
    protected SymbolicTensor(Shape shape, DType dtype) : base(shape, dtype, () => throw new InvalidOperationException(
        $"A symbolic tensor of shape {shape} has no numbers: it describes a step of a model. Make a model of it and call that on data."))
    { }

    /// <summary>Makes a call of an operation, this tensor among its arguments, a step of the model.</summary>
    /// <param name="operation">Its name, such as <c>math.reduce_sum</c>.</param>
    /// <param name="arguments">Tensors and attributes in the order of the operation's parameters; later ones may be left out.</param>
    /// <returns>What the step will give.</returns>
    protected internal abstract Tensor[] Apply(string operation, params object?[] arguments);

    /// <summary>The first tensor without numbers; null where there is none.</summary>
    internal static SymbolicTensor? Among(Tensor a, Tensor b) => a as SymbolicTensor ?? b as SymbolicTensor;
}
