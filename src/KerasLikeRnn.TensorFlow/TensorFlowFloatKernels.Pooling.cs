using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowFloatKernels
{
    public override void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.MaxPoolPlaces(host.In(x), host.In(y), window, host.Out(places));
    }

    public override void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.PoolTake(host.In(x), host.In(places), window, host.Out(y));
    }

    public override void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.PoolPut(host.In(y), host.In(places), window, host.Out(x));
    }

    public override void AveragePool(Tensor x, SlidingWindow window, Tensor y)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.AveragePool(host.In(x), window, host.Out(y));
    }

    public override void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        using var host = new Host(NotTranslated);
        Host.Cpu.AveragePoolShare(host.In(y), window, host.Out(x));
    }
}
