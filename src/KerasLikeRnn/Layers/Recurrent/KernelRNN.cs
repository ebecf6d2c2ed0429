namespace KerasLikeRnn.Layers;

/// <summary>A recurrent layer that makes its own cell, and shows the cell's arguments as its own.</summary>
public abstract class KernelRNN<TCell> : RNN where TCell : KernelCell
{
    private protected KernelRNN(
        TCell cell, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll, bool time_major,
        bool zero_output_for_mask, LayerOptions? options, RegularizerLike activity_regularizer)
        : base(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, activity_regularizer) { }

    public int units => Inner.units;

    public Activations.Activation activation => Inner.activation;

    public bool use_bias => Inner.use_bias;

    public Initializer kernel_initializer => Inner.kernel_initializer;

    public Initializer recurrent_initializer => Inner.recurrent_initializer;

    public Initializer bias_initializer => Inner.bias_initializer;

    public Regularizer? kernel_regularizer => Inner.kernel_regularizer;

    public Regularizer? recurrent_regularizer => Inner.recurrent_regularizer;

    public Regularizer? bias_regularizer => Inner.bias_regularizer;

    public Constraint? kernel_constraint => Inner.kernel_constraint;

    public Constraint? recurrent_constraint => Inner.recurrent_constraint;

    public Constraint? bias_constraint => Inner.bias_constraint;

    public double dropout => Inner.dropout;

    public double recurrent_dropout => Inner.recurrent_dropout;

    private protected TCell Inner => (TCell)cell;

    /// <summary>The arguments common to all layers that go to the cell too.</summary>
    private protected static LayerOptions ForCell(LayerOptions? options) => new(trainable: options?.trainable ?? true, dtype: options?.dtype);
}
