using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.Convolution(host.In(x), host.In(kernel), host.In(bias), options, host.Out(y));
    }

    public override void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ConvolutionInputGradient(host.In(dy), host.In(kernel), options, host.Out(dx));
    }

    public override void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.ConvolutionKernelGradient(host.In(x), host.In(dy), options, host.Out(dKernel));
    }
}
