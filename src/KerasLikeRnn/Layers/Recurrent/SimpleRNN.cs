namespace KerasLikeRnn.Layers;

/// <summary>Fully connected recurrent layer whose output is fed back: h' = activation(x·kernel + bias + h·recurrent_kernel).</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final state (batch, units). The whole sequence is one fused operation; after an Embedding
/// the table is projected once instead of every position. Only recurrent_dropout and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <param name="activation">Function applied to the sum; tanh by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="dropout">Share of the inputs dropped in training, the same ones at every step (clamped to 0 .. 1).</param>
/// <param name="recurrent_dropout">Share of the state dropped in training, the same at every step (clamped to 0 .. 1).</param>
/// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
/// <param name="return_state">Whether to give the final state too.</param>
/// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
/// <param name="stateful">Whether the state a batch ends with is the one the next begins with.</param>
/// <param name="unroll">Whether the steps are written out; here it only demands known timesteps, the result is the same.</param>
/// <param name="time_major">Whether input and output are (timesteps, batch, ...).</param>
/// <param name="zero_output_for_mask">Whether a masked step gives zeros instead of repeating the output before it.</param>
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.SimpleRNN")]
public class SimpleRNN(
    int units, ActivationLike activation = default, bool use_bias = true, RecurrentInitializers? initializers = null,
    RecurrentRegularizers? regularizers = null, RegularizerLike activity_regularizer = default, RecurrentConstraints? constraints = null,
    double dropout = 0.0, double recurrent_dropout = 0.0, bool return_sequences = false, bool return_state = false,
    bool go_backwards = false, bool stateful = false, bool unroll = false, bool time_major = false, bool zero_output_for_mask = false,
    LayerOptions? options = null)
    : UnitsRNN<SimpleRNNCell>(
        new SimpleRNNCell(
            units, activation, use_bias, initializers, regularizers, constraints, dropout, recurrent_dropout, ForCell(options)),
        return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, activity_regularizer);
