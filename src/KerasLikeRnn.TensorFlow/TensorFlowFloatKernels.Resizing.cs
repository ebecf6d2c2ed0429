using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.Resample(host.In(x), axis, resampled, host.Out(y));
    }

    public override void Warp(Tensor x, ImageWarp warp, Tensor y)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.Warp(host.In(x), warp, host.Out(y));
    }

    public override void WarpBack(Tensor y, ImageWarp warp, Tensor x)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.WarpBack(host.In(y), warp, host.Out(x));
    }
}
