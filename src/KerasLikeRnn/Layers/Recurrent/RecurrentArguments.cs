namespace KerasLikeRnn.Layers;

/// <summary>What a recurrent cell takes, and the layer that runs it.</summary>
/// <param name="activation">
/// Function applied to the candidate for the new state, and in an LSTM to the carried state; tanh by default.
/// </param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">First values of the kernel, glorot_uniform by default.</param>
/// <param name="recurrent_initializer">First values of the recurrent kernel, orthogonal by default.</param>
/// <param name="bias_initializer">First values of the bias, zeros by default.</param>
/// <param name="kernel_regularizer">Penalty on the kernel.</param>
/// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
/// <param name="kernel_constraint">What is done to the kernel after every update.</param>
/// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
/// <param name="bias_constraint">What is done to the bias after every update.</param>
/// <param name="dropout">
/// Share of the inputs dropped in training (clamped to 0 .. 1): the same ones at every step, in LSTM and GRU other ones.
/// </param>
/// <param name="recurrent_dropout">
/// Share of the state dropped in training, the same at every step (clamped to 0 .. 1). It runs a layer cell by cell, which is slower.
/// </param>
[KerasKeywords]
public sealed class RecurrentArguments(
    ActivationLike activation = default, bool use_bias = true, InitializerLike kernel_initializer = default,
    InitializerLike recurrent_initializer = default, InitializerLike bias_initializer = default,
    RegularizerLike kernel_regularizer = default, RegularizerLike recurrent_regularizer = default,
    RegularizerLike bias_regularizer = default, ConstraintLike kernel_constraint = default,
    ConstraintLike recurrent_constraint = default, ConstraintLike bias_constraint = default, double dropout = 0.0,
    double recurrent_dropout = 0.0)
{
    public Activations.Activation activation { get; } = activation.Or("tanh");

    public bool use_bias { get; } = use_bias;

    public Initializer kernel_initializer { get; } = kernel_initializer.Or("glorot_uniform");

    public Initializer recurrent_initializer { get; } = recurrent_initializer.Or("orthogonal");

    public Initializer bias_initializer { get; } = bias_initializer.Or("zeros");

    public Regularizer? kernel_regularizer { get; } = kernel_regularizer.Value;

    public Regularizer? recurrent_regularizer { get; } = recurrent_regularizer.Value;

    public Regularizer? bias_regularizer { get; } = bias_regularizer.Value;

    public Constraint? kernel_constraint { get; } = kernel_constraint.Value;

    public Constraint? recurrent_constraint { get; } = recurrent_constraint.Value;

    public Constraint? bias_constraint { get; } = bias_constraint.Value;

    public double dropout { get; } = Math.Clamp(dropout, 0, 1);

    public double recurrent_dropout { get; } = Math.Clamp(recurrent_dropout, 0, 1);
}

/// <summary>What LSTM and GRU take besides, and their cells.</summary>
/// <param name="recurrent_activation">Function applied to the gates (i, f and o of an LSTM, z and r of a GRU); sigmoid by default.</param>
/// <param name="implementation">
/// 1: a product for each gate, 2: one for all; it matters for dropout masks only. 1 with recurrent_dropout.
/// </param>
[KerasKeywords, KerasOrder("activation", "recurrent_activation"), KerasOrder("zero_output_for_mask", "implementation")]
public sealed class GateArguments(ActivationLike recurrent_activation = default, int implementation = 2)
{
    public Activations.Activation recurrent_activation { get; } = recurrent_activation.Or("sigmoid");

    public int implementation { get; } = implementation;
}

/// <summary>How a layer goes through a sequence, and what it gives.</summary>
/// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
/// <param name="return_state">Whether to give the final states too.</param>
/// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
/// <param name="stateful">Whether the states a batch ends with are those the next one begins with.</param>
[KerasKeywords]
public sealed record SequenceArguments(
    bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false);

/// <summary>How the steps of a sequence are taken, which convolutional layers leave as it is.</summary>
/// <param name="unroll">Whether the steps are written out; here it only demands known timesteps, the result is the same.</param>
/// <param name="time_major">Whether input and output are (timesteps, batch, ...).</param>
/// <param name="zero_output_for_mask">Whether a masked step gives zeros instead of repeating the output before it.</param>
[KerasKeywords]
public sealed record StepArguments(bool unroll = false, bool time_major = false, bool zero_output_for_mask = false);
