using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        if (y.DType == DType.Float32) Run<float>();
        else if (y.DType == DType.Float64) Run<double>();
        else throw NoConvolution(y.DType);

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var shape = new ConvolutionShape(x.Shape, kernel.Shape, y.Shape, options);
            if (shape.IsDepthwise) DepthwiseConvolution.Forward(shape, Pointer<T>(x), Pointer<T>(kernel), OrNull<T>(bias), Pointer<T>(y));
            else Backends.Cpu.Kernels.Convolution.Forward(shape, Pointer<T>(x), Pointer<T>(kernel), OrNull<T>(bias), Pointer<T>(y));
        }
    }

    /// <inheritdoc/>
    public override void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        if (dx.DType == DType.Float32) Run<float>();
        else if (dx.DType == DType.Float64) Run<double>();
        else throw NoConvolution(dx.DType);

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var shape = new ConvolutionShape(dx.Shape, kernel.Shape, dy.Shape, options);
            if (shape.IsDepthwise) DepthwiseConvolution.InputGradient(shape, Pointer<T>(dy), Pointer<T>(kernel), Pointer<T>(dx));
            else Backends.Cpu.Kernels.Convolution.InputGradient(shape, Pointer<T>(dy), Pointer<T>(kernel), Pointer<T>(dx));
        }
    }

    /// <inheritdoc/>
    public override void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        if (dKernel.DType == DType.Float32) Run<float>();
        else if (dKernel.DType == DType.Float64) Run<double>();
        else throw NoConvolution(dKernel.DType);

        void Run<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var shape = new ConvolutionShape(x.Shape, dKernel.Shape, dy.Shape, options);
            if (shape.IsDepthwise) DepthwiseConvolution.KernelGradient(shape, Pointer<T>(x), Pointer<T>(dy), Pointer<T>(dKernel));
            else Backends.Cpu.Kernels.Convolution.KernelGradient(shape, Pointer<T>(x), Pointer<T>(dy), Pointer<T>(dKernel));
        }
    }

    private static NotSupportedException NoConvolution(DType dtype) =>
        new($"The convolution of {dtype.Name()} tensors is not defined. Cast to float32 first.");
}
