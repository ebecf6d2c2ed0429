namespace KerasLikeRnn.Layers;

/// <summary>What LSTM and GRU share as layers.</summary>
public abstract class GatedRNN<TCell> : UnitsRNN<TCell> where TCell : GatedCell
{
    private protected GatedRNN(
        TCell cell, SequenceArguments? sequence, StepArguments? steps, RegularizerLike activity_regularizer, LayerOptions? options)
        : base(cell, sequence, steps, activity_regularizer, options) { }

    public Activations.Activation recurrent_activation => Inner.recurrent_activation;

    public int implementation => Inner.implementation;

    /// <summary>Whether Keras would run its fast implementation, which draws the dropout masks of all steps at once.</summary>
    private bool IsFastInKeras =>
        activation.Name == "tanh" && recurrent_activation.Name == "sigmoid" && recurrent_dropout == 0 && !unroll && use_bias
            && Inner.HasFastForm;

    /// <inheritdoc/>
    private protected override (Tensor Output, Tensors States) Run(Tensor x, Tensor? mask, Tensors initial, CallContext context) =>
        context.training && dropout > 0 && IsFastInKeras
            ? base.Run(Ops.Multiply(x, DropoutMasks(Inner, x, context)), mask, initial, context with { training = false })
            : base.Run(x, mask, initial, context);

    /// <inheritdoc/>
    private protected override Tensor DropoutMasks(AbstractRNNCell cell, Tensor x, CallContext context) =>
        IsFastInKeras ? Inner.SequenceMask(x.Shape, x.DType) : base.DropoutMasks(cell, x, context);
}
