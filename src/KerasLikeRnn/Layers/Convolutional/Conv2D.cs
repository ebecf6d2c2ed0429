namespace KerasLikeRnn.Layers;

/// <summary>2D convolution, over images: activation(windows · kernel + bias).</summary>
/// <remarks>
/// Input (batch, rows, columns, channels), output (batch, new_rows, new_columns, filters). More axes before are batch axes too.
/// </remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv2D", "keras.layers.Convolution2D")]
public partial class Conv2D(
    int filters, WindowArguments windows, IntTuple dilation_rate = default, int groups = 1, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : Conv(2, filters, windows, dilation_rate, groups, output, arguments, options);
