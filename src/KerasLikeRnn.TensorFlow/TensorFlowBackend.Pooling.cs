using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowBackend
{
    protected override void RunMaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        using var host = new Host(TensorFlowFloatKernels.NotTranslated, nameof(MaxPool));
        Host.Cpu.MaxPool(host.In(x), window, host.Out(y));
    }
}
