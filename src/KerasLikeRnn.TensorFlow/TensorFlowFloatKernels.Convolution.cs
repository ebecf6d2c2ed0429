using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// What TensorFlow has no operation for is left to the formulas of the engine's own kernels: products of matrices, tap by tap.
internal sealed partial class TensorFlowFloatKernels
{
    public override void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        if (Convolved.Of(x.Shape, kernel.Shape, y.Shape, options) is not { } form) base.Convolution(x, kernel, bias, options, y);
        else if (bias is null) Compute(y, () => form.Sums(x, kernel));
        else Compute(y, () => form.Sums(x, kernel) + Row(bias));
    }

    public override void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        if (Convolved.Of(dx.Shape, kernel.Shape, dy.Shape, options) is { } form) Compute(dx, () => form.InputGradient(dy, kernel));
        else base.ConvolutionInputGradient(dy, kernel, options, dx);
    }

    public override void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        if (Convolved.Of(x.Shape, dKernel.Shape, dy.Shape, options) is { } form) Compute(dKernel, () => form.KernelGradient(x, dy));
        else base.ConvolutionKernelGradient(x, dy, options, dKernel);
    }
}
