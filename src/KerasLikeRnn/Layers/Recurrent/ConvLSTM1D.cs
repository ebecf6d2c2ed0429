namespace KerasLikeRnn.Layers;

/// <summary>1D convolutional LSTM: an LSTM over sequences of sequences, whose products are convolutions.</summary>
/// <remarks>
/// Input (batch, timesteps, steps, channels), output (batch, new_steps, filters), with return_sequences
/// (batch, timesteps, ...); with return_state followed by both states. A masked step keeps the states and repeats the output before it.
/// </remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.ConvLSTM1D")]
public partial class ConvLSTM1D(
    ConvLSTMArguments convolution, RecurrentArguments? arguments = null, SequenceArguments? sequence = null,
    RegularizerLike activity_regularizer = default, LayerOptions? options = null)
    : ConvLSTM(new ConvLSTMCell(1, convolution, arguments, ForCell(options)), sequence, activity_regularizer, options);
