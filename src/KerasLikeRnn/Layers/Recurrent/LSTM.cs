namespace KerasLikeRnn.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997): a state that gates keep, add to and give out.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final states h and c (batch, units). <see cref="LSTMCell"/> has the formulas. The whole
/// sequence is one fused operation; after an Embedding the table is projected once instead of every position. Only
/// recurrent_dropout and uncommon activations go cell by cell.
/// </remarks>
[KerasExport("keras.layers.LSTM")]
public sealed class LSTM : GatedRNN<LSTMCell>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="units">Size of the state and of the output.</param>
    /// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
    /// <param name="recurrent_activation">Function applied to the gates i, f and o; sigmoid by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (features, 4 units).</param>
    /// <param name="recurrent_initializer">First values of the recurrent kernel (units, 4 units).</param>
    /// <param name="bias_initializer">First values of the bias (4 units).</param>
    /// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="dropout">Share of the inputs dropped in training, other ones at each step (clamped to 0 .. 1).</param>
    /// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1). It runs the layer cell by cell, which is slower.</param>
    /// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
    /// <param name="return_state">Whether to give the final states too.</param>
    /// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
    /// <param name="stateful">Whether the states a batch ends with are those the next begins with.</param>
    /// <param name="time_major">Whether input and output are (timesteps, batch, ...).</param>
    /// <param name="unroll">Whether the steps are written out; here it only demands known timesteps, the result is the same.</param>
    /// <param name="zero_output_for_mask">Whether a masked step gives zeros instead of repeating the output before it.</param>
    /// <param name="implementation">1: a product for each gate, 2: one for all; it matters for dropout masks only. 1 with recurrent_dropout.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">units is negative.</exception>
    public LSTM(
        int units,
        ActivationLike activation = default,
        ActivationLike recurrent_activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default,
        bool unit_forget_bias = true,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default,
        RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default,
        ConstraintLike bias_constraint = default,
        double dropout = 0.0,
        double recurrent_dropout = 0.0,
        bool return_sequences = false,
        bool return_state = false,
        bool go_backwards = false,
        bool stateful = false,
        bool time_major = false,
        bool unroll = false,
        bool zero_output_for_mask = false,
        int implementation = 2,
        LayerOptions? options = null)
        : base(
            new LSTMCell(
                units, activation, recurrent_activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, unit_forget_bias,
                kernel_regularizer, recurrent_regularizer, bias_regularizer,
                kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout, implementation, ForCell(options)),
            return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, activity_regularizer) { }

    public bool unit_forget_bias => Inner.unit_forget_bias;
}
