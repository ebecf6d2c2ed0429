using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>
/// One time step of a recurrent layer: from an input (batch, features) and states to an output and new states. Subclass
/// it for a cell of your own and hand it to <see cref="RNN"/>.
/// </summary>
public abstract class AbstractRNNCell(LayerOptions? options = null) : Layer(options)
{
    /// <summary>Shape of each state, without the batch axis.</summary>
    public abstract IReadOnlyList<Shape> state_size { get; }

    /// <summary>Shape of the output, without the batch axis; that of the first state by default.</summary>
    public virtual Shape output_size => state_size[0];

    /// <summary>One step.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="context">Whether it is training.</param>
    public abstract (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context);

    /// <summary>One step, given the inputs followed by the states; gives the output followed by the new states.</summary>
    public sealed override Tensors call(Tensors inputs, CallContext context)
    {
        var (output, states) = call(inputs[0], inputs.Skip(1).ToArray(), context);
        return (Tensor[])[output, .. states];
    }

    /// <summary>The states a sequence begins with: zeros.</summary>
    public virtual Tensors get_initial_state(int batch_size, DType dtype) =>
        state_size.Select(size => Ops.Zeros(Shape.Of(batch_size).Concat(size), dtype)).ToArray();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Shape.Of(input_shape.Dims[0]).Concat(output_size);

    /// <summary>Forgets the dropout masks: the next step draws new ones.</summary>
    protected internal virtual void ResetMasks() { }

    /// <summary>Number of dropout masks a step of that kind draws.</summary>
    protected internal virtual int CountMasks(CallContext context) => 0;

    /// <summary>Whether there is one operation for a whole sequence, so that no step needs to be called by itself.</summary>
    internal virtual bool IsFused(CallContext context) => false;

    /// <summary>The mask by which the inputs of a step are multiplied before <see cref="RunFused"/>, where there is one.</summary>
    internal virtual Tensor? InputMask(Tensor step, CallContext context) => null;

    /// <summary>The whole sequence as one operation; only where <see cref="IsFused"/>.</summary>
    /// <param name="x">Inputs (batch, timesteps, features), multiplied by their dropout masks.</param>
    /// <param name="mask">Truth values (batch, timesteps), or null.</param>
    /// <param name="states">The states before the first step.</param>
    /// <param name="run">How it runs.</param>
    /// <returns>The output of every step (batch, timesteps, ...) or of the last one, and the states after it.</returns>
    internal virtual (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors states, SequenceRun run) =>
        throw new NotSupportedException($"{GetType().Name} has no operation for a whole sequence; call it step by step.");
}

/// <summary>How a layer runs its cell over a sequence.</summary>
/// <param name="GoBackwards">From the last step to the first.</param>
/// <param name="ZeroOutputForMask">Masked steps give zeros instead of repeating the output before them.</param>
/// <param name="ReturnSequences">The output of every step is wanted.</param>
internal readonly record struct SequenceRun(bool GoBackwards, bool ZeroOutputForMask, bool ReturnSequences);
