using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        var shape = new ConvolutionShape(x.Shape, kernel.Shape, y.Shape, options);
        if (shape.IsDepthwise) DepthwiseConvolution.Forward(shape, At(x), At(kernel), At(bias), At(y));
        else Backends.Cpu.Kernels.Convolution.Forward(shape, At(x), At(kernel), At(bias), At(y));
    }

    public override void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        var shape = new ConvolutionShape(dx.Shape, kernel.Shape, dy.Shape, options);
        if (shape.IsDepthwise) DepthwiseConvolution.InputGradient(shape, At(dy), At(kernel), At(dx));
        else Backends.Cpu.Kernels.Convolution.InputGradient(shape, At(dy), At(kernel), At(dx));
    }

    public override void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        var shape = new ConvolutionShape(x.Shape, dKernel.Shape, dy.Shape, options);
        if (shape.IsDepthwise) DepthwiseConvolution.KernelGradient(shape, At(x), At(dy), At(dKernel));
        else Backends.Cpu.Kernels.Convolution.KernelGradient(shape, At(x), At(dy), At(dKernel));
    }
}
