namespace KerasLikeRnn.Layers;

/// <summary>1D convolutional LSTM: an LSTM over sequences of sequences, whose products are convolutions.</summary>
/// <remarks>
/// Input (batch, timesteps, steps, channels), output (batch, new_steps, filters), with return_sequences
/// (batch, timesteps, ...); with return_state followed by both states. A masked step keeps the states and repeats the output before it.
/// </remarks>
[KerasExport("keras.layers.ConvLSTM1D")]
public sealed class ConvLSTM1D : ConvLSTM
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Number of filters: channels of the output and of the states.</param>
    /// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
    /// <param name="strides">Steps from one window on the inputs to the next, 1 by default.</param>
    /// <param name="padding">"valid": windows on the inputs lie inside; "same": zeros around them. Those on the states are always "same".</param>
    /// <param name="data_format">"channels_last", or "channels_first" for (batch, timesteps, channels, ...). By default that of the backend.</param>
    /// <param name="dilation_rate">Steps from one tap of the window on the inputs to the next, 1 by default. Strides above 1 go with 1 only.</param>
    /// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
    /// <param name="recurrent_activation">Function applied to the gates i, f and o; hard_sigmoid by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (sizes..., channels, 4 filters), glorot_uniform by default.</param>
    /// <param name="recurrent_initializer">First values of the recurrent kernel (sizes..., filters, 4 filters), orthogonal by default.</param>
    /// <param name="bias_initializer">First values of the bias (4 filters), zeros by default.</param>
    /// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
    /// <param name="return_state">Whether to give the final states too.</param>
    /// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
    /// <param name="stateful">Whether the states a batch ends with are those the next one begins with.</param>
    /// <param name="dropout">Share of the inputs dropped in training (clamped to 0 .. 1).</param>
    /// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1).</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
    public ConvLSTM1D(
        int filters,
        IntTuple kernel_size,
        IntTuple strides = default,
        string padding = "valid",
        string? data_format = null,
        IntTuple dilation_rate = default,
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
        bool return_sequences = false,
        bool return_state = false,
        bool go_backwards = false,
        bool stateful = false,
        double dropout = 0.0,
        double recurrent_dropout = 0.0,
        LayerOptions? options = null)
        : base(
            1,
            new ConvLSTMCell(
                1, filters, kernel_size, strides, padding, data_format, dilation_rate, activation, recurrent_activation, use_bias,
                kernel_initializer, recurrent_initializer, bias_initializer, unit_forget_bias, kernel_regularizer, recurrent_regularizer,
                bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout, options),
            return_sequences, return_state, go_backwards, stateful, options, activity_regularizer) { }
}
