namespace KerasLikeRnn.Layers;

/// <summary>2D layer like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>Input (batch, rows, columns, channels) of known sizes, output (batch, new_rows, new_columns, filters).</remarks>
/// <param name="filters">Number of filters: size of the output's channel axis.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">"valid": windows lie inside; "same", with implementations 2 and 3: those at the edges are cut.</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="implementation">How the weights are kept: 1 window by window, 2 one for every pair of input and output, 3 the connected ones in a row.</param>
/// <param name="arguments">The arguments of kernel and bias.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.LocallyConnected2D")]
public sealed partial class LocallyConnected2D(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
    ActivationLike activation = default, bool use_bias = true, KernelArguments? arguments = null, int implementation = 1,
    LayerOptions? options = null)
    : LocallyConnected(
        filters, new(2, kernel_size, strides, padding, data_format), activation, use_bias, arguments, implementation, options)
{
    private protected override string UnknownSizes(Shape input_shape) =>
        $"The spatial dimensions of the inputs to  a LocallyConnected2D layer should be fully-defined, but layer received the inputs shape {input_shape}";
}
