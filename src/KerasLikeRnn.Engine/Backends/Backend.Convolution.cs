using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>
    /// y[n, o, f] = bias[f] + sum over taps t and channels c of x[n, o·stride - before + t·dilation, c] · kernel[t, c, f].
    /// </summary>
    /// <param name="x">Inputs (batch, lengths..., channels).</param>
    /// <param name="kernel">The kernel (sizes..., channels / groups, filters).</param>
    /// <param name="bias">The bias (filters), or null.</param>
    /// <param name="options">How the windows lie.</param>
    /// <param name="y">Outputs (batch, windows..., filters).</param>
    public void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        NeedConvolution(x, kernel, options, y);
        Need(bias, y.DType, y.Shape.Dim(-1));
        Floats(y).Convolution(x, kernel, bias, options, y);
        KeepAlive(x, kernel, bias, y);
    }

    /// <summary>The gradient of a convolution with respect to its inputs, from that of its outputs.</summary>
    public void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        NeedConvolution(dx, kernel, options, dy);
        Floats(dx).ConvolutionInputGradient(dy, kernel, options, dx);
        KeepAlive(dy, kernel, dx);
    }

    /// <summary>The gradient of a convolution with respect to its kernel, from that of its outputs.</summary>
    public void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        NeedConvolution(x, dKernel, options, dy);
        Floats(dKernel).ConvolutionKernelGradient(x, dy, options, dKernel);
        KeepAlive(x, dy, dKernel);
    }

    private static void NeedConvolution(
        Tensor x, Tensor kernel, ConvolutionOptions options, Tensor y, [CallerMemberName] string caller = "")
    {
        var axes = x.Rank - 2;
        Demand(
            axes is >= 1 and <= 3 && kernel.Rank == x.Rank && y.Rank == x.Rank && options.Groups > 0, "one to three spatial axes", caller);
        Demand(
            options.Strides.Count == axes && options.Dilations.Count == axes && options.Paddings.Count == axes, "options for each axis",
            caller);
        var (channels, filters) = (x.Shape.Dims[^1], y.Shape.Dims[^1]);
        Demand(channels == (long)kernel.Shape.Dims[^2] * options.Groups, "channels that fit the kernel", caller);
        Demand(filters == kernel.Shape.Dims[^1] && filters % options.Groups == 0, "filters that fit the kernel", caller);
        Demand(x.Shape.Dims[0] == y.Shape.Dims[0], "one batch", caller);
        for (var axis = 0; axis < axes; axis++)
        {
            Demand(options.Strides[axis] > 0 && options.Dilations[axis] > 0, "positive strides and dilations", caller);
            var windows = options.Windows(axis, x.Shape.Dims[axis + 1], kernel.Shape.Dims[axis]);
            Demand(windows == y.Shape.Dims[axis + 1], "an output for each window", caller);
        }
        Need(x, y.DType, x.Length, "the inputs", caller);
        Need(kernel, y.DType, kernel.Length, "the kernel", caller);
        Need(y, y.DType, y.Length, "the outputs", caller);
    }
}

/// <summary>How the windows of a convolution lie, each list with one entry for each of one to three spatial axes.</summary>
/// <param name="Strides">Steps from one window to the next.</param>
/// <param name="Dilations">Steps from one tap of a window to the next.</param>
/// <param name="Paddings">Zeros before and after each axis.</param>
/// <param name="Groups">Groups of channels: each filter sees those of its own group only.</param>
public sealed record ConvolutionOptions(
    IReadOnlyList<int> Strides, IReadOnlyList<int> Dilations, IReadOnlyList<(int Before, int After)> Paddings, int Groups = 1)
{
    /// <summary>Number of windows on an axis.</summary>
    public int Windows(int axis, int length, int size)
    {
        var free = (long)length + Paddings[axis].Before + Paddings[axis].After - ((size - 1L) * Dilations[axis] + 1);
        return free < 0 ? 0 : Shape.Size(free / Strides[axis] + 1);
    }

    /// <summary>Whether every window is one element and every element has one.</summary>
    internal bool IsPointwise(Shape kernel)
    {
        for (var axis = 0; axis < Strides.Count; axis++)
            if (kernel.Dims[axis] != 1 || Strides[axis] != 1 || Paddings[axis] != (0, 0)) return false;
        return Groups == 1;
    }
}
