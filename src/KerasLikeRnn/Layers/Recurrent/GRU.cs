namespace KerasLikeRnn.Layers;

/// <summary>Gated recurrent unit (Cho et al., 2014): a state that one gate keeps and another one opens to the new.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final state (batch, units). <see cref="GRUCell"/> has the formulas. The whole sequence is
/// one fused operation; after an Embedding the table is projected once instead of every position. Only recurrent_dropout
/// and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <param name="activation">Function applied to the candidate; tanh by default.</param>
/// <param name="recurrent_activation">Function applied to the gates z and r; sigmoid by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="dropout">Share of the inputs dropped in training, other ones at each step (clamped to 0 .. 1).</param>
/// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1). It runs the layer cell by cell, which is slower.</param>
/// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
/// <param name="return_state">Whether to give the final state too.</param>
/// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
/// <param name="stateful">Whether the state a batch ends with is the one the next begins with.</param>
/// <param name="unroll">Whether the steps are written out; here it only demands known timesteps, the result is the same.</param>
/// <param name="time_major">Whether input and output are (timesteps, batch, ...).</param>
/// <param name="reset_after">Whether the reset gate comes after the product with the recurrent kernel (cuDNN's form), or before.</param>
/// <param name="zero_output_for_mask">Whether a masked step gives zeros instead of repeating the output before it.</param>
/// <param name="implementation">1: a product for each gate, 2: one for all; it matters for dropout masks only. 1 with recurrent_dropout.</param>
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.GRU")]
public class GRU(
    int units, ActivationLike activation = default, ActivationLike recurrent_activation = default, bool use_bias = true,
    RecurrentInitializers? initializers = null, RecurrentRegularizers? regularizers = null, RegularizerLike activity_regularizer = default,
    RecurrentConstraints? constraints = null, double dropout = 0.0, double recurrent_dropout = 0.0, bool return_sequences = false,
    bool return_state = false, bool go_backwards = false, bool stateful = false, bool unroll = false, bool time_major = false,
    bool reset_after = true, bool zero_output_for_mask = false, int implementation = 2, LayerOptions? options = null)
    : GatedRNN<GRUCell>(
        new GRUCell(
            units, activation, recurrent_activation, use_bias, initializers, regularizers, constraints, dropout, recurrent_dropout,
            reset_after, implementation, ForCell(options)),
        return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, activity_regularizer)
{
    public bool reset_after => Inner.reset_after;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        // Keras writes it last.
        config.Remove(nameof(reset_after));
        config[nameof(reset_after)] = reset_after;
        return config;
    }
}
