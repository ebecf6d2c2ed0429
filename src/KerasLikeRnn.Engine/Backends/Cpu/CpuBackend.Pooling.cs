using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

// Pooling: what is done with a window's elements, for each kind of pooling; Pooling does the sliding.
public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public override void MaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: Slide<float, Largest<float>>(x, window, y); break;
            case DType.Float64: Slide<double, Largest<double>>(x, window, y); break;
            case DType.Int32: Slide<int, Largest<int>>(x, window, y); break;
            case DType.Int64: Slide<long, Largest<long>>(x, window, y); break;
            default: throw NoNumbers("The max pooling");
        }
    }

    /// <inheritdoc/>
    public override void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places)
    {
        if (x.DType == DType.Float32) Slide<float, PlaceOfLargest<float>>(x, window, places, y);
        else Slide<double, PlaceOfLargest<double>>(x, window, places, y);
    }

    /// <inheritdoc/>
    public override void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y)
    {
        if (x.DType == DType.Float32) Slide<float, Take<float>>(x, window, y, places);
        else Slide<double, Take<double>>(x, window, y, places);
    }

    /// <inheritdoc/>
    public override void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        Fill(x, 0);
        if (x.DType == DType.Float32) Slide<float, Put<float>>(x, window, y, places);
        else Slide<double, Put<double>>(x, window, y, places);
    }

    /// <inheritdoc/>
    public override void AveragePool(Tensor x, SlidingWindow window, Tensor y)
    {
        if (x.DType == DType.Float32) Slide<float, Average<float>>(x, window, y);
        else Slide<double, Average<double>>(x, window, y);
    }

    /// <inheritdoc/>
    public override void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        Fill(x, 0);
        if (x.DType == DType.Float32) Slide<float, Share<float>>(x, window, y);
        else Slide<double, Share<double>>(x, window, y);
    }

    private static void Slide<T, TRows>(Tensor x, SlidingWindow window, Tensor y, Tensor? aside = null)
        where T : unmanaged, INumber<T>
        where TRows : struct, IPoolingRows<T>
    {
        if (x.Length == 0 || y.Length == 0) return;
        var pooling = new Pooling<T, TRows>(x.Shape.Dims, y.Shape.Dims, window, Pointer<T>(x), Pointer<T>(y), aside is null ? null : Pointer<T>(aside));
        pooling.Run();
    }
}
