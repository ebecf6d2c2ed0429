namespace KerasLikeRnn.Layers;

/// <summary>2D convolutional LSTM: an LSTM over sequences of images, whose products are convolutions.</summary>
/// <remarks>
/// Input (batch, timesteps, rows, columns, channels), output (batch, new_rows, new_columns, filters), with return_sequences
/// (batch, timesteps, ...); with return_state followed by both states. A masked step keeps the states and repeats the output before it.
/// </remarks>
/// <param name="filters">Number of filters: channels of the output and of the states.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window on the inputs to the next, 1 by default.</param>
/// <param name="padding">"valid": windows on the inputs lie inside; "same": zeros around them. Those on the states are always "same".</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, timesteps, channels, ...). By default that of the backend.</param>
/// <param name="dilation_rate">Steps from one tap of the window on the inputs to the next, 1 by default. Strides above 1 go with 1 only.</param>
/// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
/// <param name="recurrent_activation">Function applied to the gates i, f and o; hard_sigmoid by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
/// <param name="return_state">Whether to give the final states too.</param>
/// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
/// <param name="stateful">Whether the states a batch ends with are those the next one begins with.</param>
/// <param name="dropout">Share of the inputs dropped in training (clamped to 0 .. 1).</param>
/// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1).</param>
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.ConvLSTM2D")]
public class ConvLSTM2D(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
    IntTuple dilation_rate = default, ActivationLike activation = default, ActivationLike recurrent_activation = default,
    bool use_bias = true, RecurrentInitializers? initializers = null, bool unit_forget_bias = true,
    RecurrentRegularizers? regularizers = null, RegularizerLike activity_regularizer = default, RecurrentConstraints? constraints = null,
    bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false, double dropout = 0.0,
    double recurrent_dropout = 0.0, LayerOptions? options = null)
    : ConvLSTM(
        new ConvLSTMCell(
            filters, new(2, kernel_size, strides, padding, data_format, dilation_rate), activation, recurrent_activation, use_bias,
            initializers, unit_forget_bias, regularizers, constraints, dropout, recurrent_dropout, ForCell(options)),
        return_sequences, return_state, go_backwards, stateful, options, activity_regularizer);
