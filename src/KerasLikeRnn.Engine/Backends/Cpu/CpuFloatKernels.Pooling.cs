using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// Pooling: what is done with a window's elements, for each kind of pooling; Pooling does the sliding.
internal sealed unsafe partial class CpuFloatKernels<T>
{
    public override void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places) =>
        CpuBackend.Slide<T, PlaceOfLargest<T>>(x, window, places, y);

    public override void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y) =>
        CpuBackend.Slide<T, Take<T>>(x, window, y, places);

    public override void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        Elements(x).Clear();
        CpuBackend.Slide<T, Put<T>>(x, window, y, places);
    }

    public override void AveragePool(Tensor x, SlidingWindow window, Tensor y) => CpuBackend.Slide<T, Average<T>>(x, window, y);

    public override void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        Elements(x).Clear();
        CpuBackend.Slide<T, Share<T>>(x, window, y);
    }
}
