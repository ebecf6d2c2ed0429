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

    /// <summary>Makes an operation on tensors, some of them symbolic, a step of the model.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="compute">Computes the outputs from tensors with numbers.</param>
    /// <returns>What the step will give.</returns>
    protected internal abstract Tensor[] Record(string operation, Tensor[] inputs, Func<Tensor[], Tensor[]> compute);
}

/// <summary>Operations that run at once on tensors with numbers, and become steps of a model on symbolic ones.</summary>
public static class Symbolic
{
    /// <summary>An operation with one output.</summary>
    /// <param name="operation">Its name: that of the step in a model, such as <c>tf.math.reduce_sum</c>.</param>
    /// <param name="inputs">The tensors it takes.</param>
    /// <param name="compute">Computes the output from tensors with numbers.</param>
    public static Tensor Lift(string operation, Tensor[] inputs, Func<Tensor[], Tensor> compute) =>
        FirstOf(inputs) is { } symbolic ? symbolic.Record(operation, inputs, tensors => [compute(tensors)])[0] : compute(inputs).Leased();

    /// <summary>An operation with several outputs.</summary>
    public static Tensor[] LiftAll(string operation, Tensor[] inputs, Func<Tensor[], Tensor[]> compute) =>
        FirstOf(inputs) is { } symbolic ? symbolic.Record(operation, inputs, compute) : Array.ConvertAll(compute(inputs), output => output.Leased());

    /// <summary>Whether one of the tensors has no numbers.</summary>
    public static bool IsAny(params Tensor[] tensors) => FirstOf(tensors) is not null;

    private static SymbolicTensor? FirstOf(Tensor[] inputs)
    {
        foreach (var input in inputs)
            if (input is SymbolicTensor symbolic) return symbolic;
        return null;
    }
}
