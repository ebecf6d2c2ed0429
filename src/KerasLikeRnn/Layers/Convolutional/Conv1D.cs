namespace KerasLikeRnn.Layers;

/// <summary>1D convolution, over sequences: activation(windows · kernel + bias).</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, filters). More axes before are batch axes too.</remarks>
/// <argument name="padding">
/// "valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input; "causal": zeros before,
/// so that no output sees a later input.
/// </argument>
/// <argument name="data_format">"channels_last", or "channels_first" for (batch, channels, timesteps).</argument>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv1D", "keras.layers.Convolution1D"), KerasDefault("data_format", "channels_last")]
public partial class Conv1D(
    int filters, WindowArguments windows, IntTuple dilation_rate = default, int groups = 1, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : Conv(1, filters, windows, dilation_rate, groups, output, arguments, options)
{
    private protected override bool AllowsCausalPadding => true;
}
