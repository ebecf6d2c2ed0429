using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>
/// One time step of a recurrent layer: from an input (batch, features) and states to an output and new states. Subclass
/// it for a cell of your own and hand it to <see cref="RNN"/>.
/// </summary>
public abstract class RecurrentCell(LayerOptions? options = null) : Layer(options)
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

    /// <summary>Forgets the dropout masks: the next step draws new ones.</summary>
    protected internal virtual void ResetMasks() { }

    /// <summary>Number of dropout masks a step of that kind draws.</summary>
    protected internal virtual int CountMasks(CallContext context) => 0;
}
