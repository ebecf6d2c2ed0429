namespace KerasLikeRnn.Layers;

/// <summary>A recurrent layer that makes its own cell, and shows the cell's arguments as its own.</summary>
[KerasOrder("bias_regularizer", "activity_regularizer")]
public abstract partial class KernelRNN : RNN
{
    private protected KernelRNN(
        KernelCell cell, SequenceArguments? sequence, StepArguments? steps, RegularizerLike activity_regularizer, LayerOptions? options)
        : base(cell, sequence, steps, activity_regularizer, options) { }

    private RecurrentArguments Arguments => ((KernelCell)cell).Arguments;

    private protected static LayerOptions ForCell(LayerOptions? options) =>
        new(trainable: options?.trainable ?? true, dtype: options?.dtype);
}
