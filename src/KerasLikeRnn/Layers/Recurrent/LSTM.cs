namespace KerasLikeRnn.Layers;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber, 1997): a state that gates keep, add to and give out.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final states h and c (batch, units). <see cref="LSTMCell"/> has the formulas. The whole
/// sequence is one fused operation; after an Embedding the table is projected once instead of every position. Only
/// recurrent_dropout and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.LSTM"), KerasOrder("bias_initializer", "unit_forget_bias"), KerasOrder("time_major", "unroll")]
public partial class LSTM(
    int units, RecurrentArguments? arguments = null, GateArguments? gates = null, bool unit_forget_bias = true,
    SequenceArguments? sequence = null, StepArguments? steps = null, RegularizerLike activity_regularizer = default,
    LayerOptions? options = null)
    : GatedRNN<LSTMCell>(
        new LSTMCell(units, arguments, gates, unit_forget_bias, ForCell(options)), sequence, steps, activity_regularizer, options)
{
    public bool unit_forget_bias => Inner.unit_forget_bias;
}
