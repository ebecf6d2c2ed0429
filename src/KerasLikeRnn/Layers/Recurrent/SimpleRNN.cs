namespace KerasLikeRnn.Layers;

/// <summary>Fully connected recurrent layer whose output is fed back: h' = activation(x·kernel + bias + h·recurrent_kernel).</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final state (batch, units). The whole sequence is one fused operation; after an Embedding
/// the table is projected once instead of every position. Only recurrent_dropout and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.SimpleRNN")]
public partial class SimpleRNN(
    int units, RecurrentArguments? arguments = null, SequenceArguments? sequence = null, StepArguments? steps = null,
    RegularizerLike activity_regularizer = default, LayerOptions? options = null)
    : UnitsRNN<SimpleRNNCell>(
        new SimpleRNNCell(units, arguments, ForCell(options)), sequence, steps, activity_regularizer, options);
