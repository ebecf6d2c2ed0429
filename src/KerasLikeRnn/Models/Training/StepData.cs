namespace KerasLikeRnn.Models;

/// <summary>What a training or evaluation step gets: a batch of inputs, targets and sample weights.</summary>
/// <param name="X">Inputs.</param>
/// <param name="Y">Targets, null where there are none.</param>
/// <param name="SampleWeight">Weights of the samples, null where there are none.</param>
public sealed record StepData(Tensors X, Tensors? Y, Tensors? SampleWeight)
{
    /// <summary>Python's <c>x, y = data</c>.</summary>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public void Deconstruct(out Tensors x, out Tensors y) =>
        (x, y) = (X, Y ?? throw new InvalidOperationException("The step was given no targets: fit was called without `y`."));
}
