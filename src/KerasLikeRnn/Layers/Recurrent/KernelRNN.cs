namespace KerasLikeRnn.Layers;

/// <summary>A recurrent layer that makes its own cell, and shows the cell's arguments as its own.</summary>
public abstract class KernelRNN : RNN
{
    private protected KernelRNN(
        KernelCell cell, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll, bool time_major,
        bool zero_output_for_mask, LayerOptions? options, RegularizerLike activity_regularizer)
        : base(
            cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options,
            activity_regularizer) { }

    public Activations.Activation activation => Cell.activation;

    public bool use_bias => Cell.use_bias;

    public Initializer kernel_initializer => Cell.kernel_initializer;

    public Initializer recurrent_initializer => Cell.recurrent_initializer;

    public Initializer bias_initializer => Cell.bias_initializer;

    public Regularizer? kernel_regularizer => Cell.kernel_regularizer;

    public Regularizer? recurrent_regularizer => Cell.recurrent_regularizer;

    public Regularizer? bias_regularizer => Cell.bias_regularizer;

    public Constraint? kernel_constraint => Cell.kernel_constraint;

    public Constraint? recurrent_constraint => Cell.recurrent_constraint;

    public Constraint? bias_constraint => Cell.bias_constraint;

    public double dropout => Cell.dropout;

    public double recurrent_dropout => Cell.recurrent_dropout;

    private KernelCell Cell => (KernelCell)cell;

    private protected static LayerOptions ForCell(LayerOptions? options) =>
        new(trainable: options?.trainable ?? true, dtype: options?.dtype);
}
