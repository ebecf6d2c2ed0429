namespace KerasLikeRnn.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997): a state that gates keep, add to and give out.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final states h and c (batch, units). <see cref="LSTMCell"/> has the formulas. The whole
/// sequence is one fused operation; after an Embedding the table is projected once instead of every position. Only
/// recurrent_dropout and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
/// <param name="recurrent_activation">Function applied to the gates i, f and o; sigmoid by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
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
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.LSTM")]
public class LSTM(
    int units, ActivationLike activation = default, ActivationLike recurrent_activation = default, bool use_bias = true,
    RecurrentInitializers? initializers = null, bool unit_forget_bias = true, RecurrentRegularizers? regularizers = null,
    RegularizerLike activity_regularizer = default, RecurrentConstraints? constraints = null, double dropout = 0.0,
    double recurrent_dropout = 0.0, bool return_sequences = false, bool return_state = false, bool go_backwards = false,
    bool stateful = false, bool time_major = false, bool unroll = false, bool zero_output_for_mask = false, int implementation = 2,
    LayerOptions? options = null)
    : GatedRNN<LSTMCell>(
        new LSTMCell(
            units, activation, recurrent_activation, use_bias, initializers, unit_forget_bias, regularizers, constraints, dropout,
            recurrent_dropout, implementation, ForCell(options)),
        return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, activity_regularizer)
{
    public bool unit_forget_bias => Inner.unit_forget_bias;
}
