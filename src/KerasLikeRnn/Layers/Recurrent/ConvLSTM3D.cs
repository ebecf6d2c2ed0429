namespace KerasLikeRnn.Layers;

/// <summary>3D convolutional LSTM: an LSTM over sequences of volumes, whose products are convolutions.</summary>
/// <remarks>
/// Input (batch, timesteps, depth, rows, columns, channels), output (batch, new_depth, new_rows, new_columns, filters), with
/// return_sequences (batch, timesteps, ...); with return_state followed by both states. A masked step keeps the states and repeats the
/// output before it.
/// </remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.ConvLSTM3D")]
public partial class ConvLSTM3D(
    ConvLSTMArguments convolution, RecurrentArguments? arguments = null, SequenceArguments? sequence = null,
    RegularizerLike activity_regularizer = default, LayerOptions? options = null)
    : ConvLSTM(new ConvLSTMCell(3, convolution, arguments, ForCell(options)), sequence, activity_regularizer, options);
