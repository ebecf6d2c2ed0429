namespace KerasLikeRnn.Layers;

/// <summary>2D layer like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>Input (batch, rows, columns, channels) of known sizes, output (batch, new_rows, new_columns, filters).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.LocallyConnected2D")]
public partial class LocallyConnected2D(
    int filters, WindowArguments windows, OutputArguments? output = null, KernelArguments? arguments = null, int implementation = 1,
    LayerOptions? options = null)
    : LocallyConnected(2, filters, windows, output, arguments, implementation, options)
{
    private protected override string UnknownSizes(Shape input_shape) =>
        $"The spatial dimensions of the inputs to  a LocallyConnected2D layer should be fully-defined, but layer received the inputs "
        + $"shape {input_shape}";
}
