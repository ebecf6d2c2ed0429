namespace KerasLikeRnn.Layers;

/// <summary>3D convolution, over volumes: activation(windows · kernel + bias).</summary>
/// <remarks>
/// Input (batch, depth, rows, columns, channels), output (batch, new_depth, new_rows, new_columns, filters). More axes before are batch
/// axes too.
/// </remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv3D", "keras.layers.Convolution3D")]
public partial class Conv3D(
    int filters, WindowArguments windows, IntTuple dilation_rate = default, int groups = 1, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : Conv(3, filters, windows, dilation_rate, groups, output, arguments, options);
