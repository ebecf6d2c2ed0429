namespace KerasLikeRnn.Layers;

/// <summary>How the windows of a convolution lie, in Keras's words. Each list has one entry for each spatial axis.</summary>
/// <param name="Strides">Steps from one window to the next.</param>
/// <param name="Padding">"valid", "same" or "causal".</param>
/// <param name="DataFormat">Where the channels are.</param>
/// <param name="Dilations">Steps from one tap of a window to the next.</param>
internal sealed record ConvolutionWindows(IReadOnlyList<int> Strides, string Padding, string DataFormat, IReadOnlyList<int> Dilations);

/// <summary>Convolutions in Keras's words on tensors of either data format: what layers and backend functions share.</summary>
internal static class Convolutions
{
    /// <summary>A convolution. A kernel for fewer channels than there are makes groups of them.</summary>
    /// <param name="x">Inputs: (batch, lengths..., channels), or (batch, channels, lengths...).</param>
    /// <param name="kernel">The kernel (sizes..., channels of a group, filters).</param>
    /// <param name="bias">The bias (filters), or null.</param>
    /// <param name="windows">How the windows lie.</param>
    public static Tensor Convolve(Tensor x, Tensor kernel, Tensor? bias, ConvolutionWindows windows)
    {
        var inputs = ChannelsLast(Required.NotNull(x, "inputs"), windows.DataFormat);
        var groups = Math.Max(1, inputs.Shape.Dim(-1) / Math.Max(1, Required.NotNull(kernel).Shape.Dim(-2)));
        var options = Options(Lengths(inputs.Shape), Lengths(kernel.Shape, first: 0), windows, groups);
        return FromChannelsLast(Ops.Convolution(inputs, kernel, bias, options), windows.DataFormat);
    }

    /// <summary>A convolution in which each channel has filters of its own.</summary>
    /// <param name="x">Inputs: (batch, lengths..., channels), or (batch, channels, lengths...).</param>
    /// <param name="kernel">The kernel (sizes..., channels, filters of each).</param>
    /// <param name="bias">The bias (channels · filters of each), or null.</param>
    /// <param name="windows">How the windows lie.</param>
    public static Tensor Depthwise(Tensor x, Tensor kernel, Tensor? bias, ConvolutionWindows windows)
    {
        int channels = kernel.Shape.Dim(-2), multiplier = kernel.Shape.Dim(-1);
        return Convolve(x, Ops.Reshape(kernel, kernel.Shape.With(-2, 1).With(-1, channels * multiplier)), bias, windows);
    }

    /// <summary>The transposed convolution: what a convolution makes of its gradient on the way back.</summary>
    /// <param name="x">Inputs: (batch, lengths..., channels), or (batch, channels, lengths...).</param>
    /// <param name="kernel">The kernel (sizes..., filters, channels).</param>
    /// <param name="lengths">Lengths of the output's spatial axes.</param>
    /// <param name="windows">How the windows lie on the output.</param>
    public static Tensor Transpose(Tensor x, Tensor kernel, IReadOnlyList<int> lengths, ConvolutionWindows windows)
    {
        var options = Options(lengths, Lengths(kernel.Shape, first: 0), windows, groups: 1);
        return FromChannelsLast(
            Ops.ConvolutionTranspose(ChannelsLast(x, windows.DataFormat), kernel, lengths, options), windows.DataFormat);
    }

    /// <summary>Adds a bias (filters) to every place.</summary>
    public static Tensor AddBias(Tensor x, Tensor? bias, string dataFormat)
    {
        if (bias is null) return x;
        if (dataFormat == DataFormat.ChannelsFirst) bias = Ops.Reshape(bias, Shape.Of([-1, .. Enumerable.Repeat(1, x.Rank - 2)]));
        return Ops.Add(x, bias);
    }

    private static ConvolutionOptions Options(IReadOnlyList<int> lengths, int[] sizes, ConvolutionWindows windows, int groups) => new(
        windows.Strides, windows.Dilations,
        [.. lengths.Select(
            (length, axis) => Window.Ends(length, sizes[axis], windows.Padding, windows.Strides[axis], windows.Dilations[axis]))], groups);

    private static int[] Lengths(Shape shape, int first = 1) => shape.Range(first, first + shape.Rank - 2).Dims.ToArray();

    private static Tensor ChannelsLast(Tensor x, string dataFormat) =>
        dataFormat == DataFormat.ChannelsLast ? x : Ops.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]);

    private static Tensor FromChannelsLast(Tensor x, string dataFormat) =>
        dataFormat == DataFormat.ChannelsLast ? x : Ops.Transpose(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);
}
