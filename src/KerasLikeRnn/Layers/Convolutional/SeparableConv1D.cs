namespace KerasLikeRnn.Layers;

/// <summary>Separable 1D convolution, over sequences: a depthwise one, then a pointwise one that mixes the channels.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, filters).</remarks>
/// <argument name="padding">
/// "valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input; "causal": zeros before,
/// so that no output sees a later input.
/// </argument>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.SeparableConv1D", "keras.layers.SeparableConvolution1D")]
public partial class SeparableConv1D(
    int filters, WindowArguments windows, IntTuple dilation_rate = default, int depth_multiplier = 1, OutputArguments? output = null,
    SeparableArguments? arguments = null, LayerOptions? options = null)
    : SeparableConv(1, filters, windows, dilation_rate, depth_multiplier, output, arguments, options)
{
    private protected override bool AllowsCausalPadding => true;
}
