namespace KerasLikeRnn.Layers;

/// <summary>Gated recurrent unit (Cho et al., 2014): a state that one gate keeps and another one opens to the new.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units), with
/// return_state followed by the final state (batch, units). <see cref="GRUCell"/> has the formulas. The whole sequence is
/// one fused operation; after an Embedding the table is projected once instead of every position. Only recurrent_dropout
/// and uncommon activations go cell by cell.
/// </remarks>
/// <param name="units">Size of the state and of the output.</param>
/// <param name="reset_after">Whether the reset gate comes after the product with the recurrent kernel (cuDNN's form), or before.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.GRU"), KerasOrder("time_major", "reset_after")]
public partial class GRU(
    int units, RecurrentArguments? arguments = null, GateArguments? gates = null, bool reset_after = true,
    SequenceArguments? sequence = null, StepArguments? steps = null, RegularizerLike activity_regularizer = default,
    LayerOptions? options = null)
    : GatedRNN<GRUCell>(
        new GRUCell(units, arguments, reset_after, gates, ForCell(options)), sequence, steps, activity_regularizer, options)
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
