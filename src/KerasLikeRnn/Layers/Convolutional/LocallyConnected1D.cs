namespace KerasLikeRnn.Layers;

/// <summary>1D layer like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>Input (batch, timesteps, channels) of known sizes, output (batch, new_timesteps, filters).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.LocallyConnected1D")]
public partial class LocallyConnected1D(
    int filters, WindowArguments windows, OutputArguments? output = null, KernelArguments? arguments = null, int implementation = 1,
    LayerOptions? options = null)
    : LocallyConnected(1, filters, windows, output, arguments, implementation, options)
{
    private protected override string UnknownSizes(Shape input_shape) =>
        $"Axis 2 of input should be fully-defined. Found shape: {input_shape}";
}
