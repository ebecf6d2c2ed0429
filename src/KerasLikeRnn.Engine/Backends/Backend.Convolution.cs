namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>y[n, o, f] = bias[f] + sum over taps t and channels c of x[n, o·stride - before + t·dilation, c] · kernel[t, c, f].</summary>
    /// <param name="x">Inputs (batch, lengths..., channels).</param>
    /// <param name="kernel">The kernel (sizes..., channels / groups, filters).</param>
    /// <param name="bias">The bias (filters), or null.</param>
    /// <param name="options">How the windows lie.</param>
    /// <param name="y">Outputs (batch, windows..., filters).</param>
    public abstract void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y);

    /// <summary>The gradient of a convolution with respect to its inputs, from that of its outputs.</summary>
    public abstract void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx);

    /// <summary>The gradient of a convolution with respect to its kernel, from that of its outputs.</summary>
    public abstract void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel);
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
        var free = length + Paddings[axis].Before + Paddings[axis].After - ((size - 1) * Dilations[axis] + 1);
        return free < 0 ? 0 : free / Strides[axis] + 1;
    }

    /// <summary>Whether every window is one element and every element has one.</summary>
    internal bool IsPointwise(Shape kernel)
    {
        for (var axis = 0; axis < Strides.Count; axis++)
            if (kernel.Dims[axis] != 1 || Strides[axis] != 1 || Paddings[axis] != (0, 0)) return false;
        return Groups == 1;
    }
}
