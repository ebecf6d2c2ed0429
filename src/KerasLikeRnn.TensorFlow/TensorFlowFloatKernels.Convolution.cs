using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        if (IsEmpty(x, kernel, y)) base.Convolution(x, kernel, bias, options, y);
        else Compute(y, () =>
        {
            var sums = new Convolved(x.Shape, kernel.Shape, y.Shape, options).Sums(x, kernel);
            return bias is null ? sums : sums + Row(bias);
        });
    }

    public override void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        if (IsEmpty(dx, kernel, dy)) base.ConvolutionInputGradient(dy, kernel, options, dx);
        else Compute(dx, () => new Convolved(dx.Shape, kernel.Shape, dy.Shape, options).InputGradient(dy, kernel));
    }

    public override void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        if (IsEmpty(x, dKernel, dy)) base.ConvolutionKernelGradient(x, dy, options, dKernel);
        else Compute(dKernel, () => new Convolved(x.Shape, dKernel.Shape, dy.Shape, options).KernelGradient(x, dy));
    }

    private static bool IsEmpty(Tensor x, Tensor kernel, Tensor y) => x.Length == 0 || kernel.Length == 0 || y.Length == 0;
}
