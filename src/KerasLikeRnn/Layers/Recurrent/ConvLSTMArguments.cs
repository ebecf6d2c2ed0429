namespace KerasLikeRnn.Layers;

/// <summary>What convolutional LSTMs take besides those of other recurrent layers, for any number of spatial axes.</summary>
/// <param name="filters">Number of filters: channels of the output and of the states.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window on the inputs to the next, 1 by default.</param>
/// <param name="padding">
/// "valid": windows on the inputs lie inside; "same": zeros around them. Those on the states are always "same".
/// </param>
/// <param name="data_format">
/// "channels_last", or "channels_first" for (batch, timesteps, channels, ...). By default that of the backend.
/// </param>
/// <param name="dilation_rate">
/// Steps from one tap of the window on the inputs to the next, 1 by default. Strides above 1 go with 1 only.
/// </param>
/// <param name="recurrent_activation">Function applied to the gates i, f and o; hard_sigmoid by default.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones.</param>
[KerasKeywords, KerasOrder("activation", "recurrent_activation"), KerasOrder("bias_initializer", "unit_forget_bias")]
public sealed class ConvLSTMArguments(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
    IntTuple dilation_rate = default, ActivationLike recurrent_activation = default, bool unit_forget_bias = true)
{
    internal readonly IntTuple kernel_size = kernel_size;
    internal readonly IntTuple strides = strides;
    internal readonly string padding = padding;
    internal readonly string? data_format = data_format;
    internal readonly IntTuple dilation_rate = dilation_rate;

    public int filters { get; } = CheckedArgument.Filters(filters);

    public Activations.Activation recurrent_activation { get; } = recurrent_activation.Or("hard_sigmoid");

    public bool unit_forget_bias { get; } = unit_forget_bias;
}
