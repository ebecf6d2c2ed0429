using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    protected override void RunMaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: Slide<float, Largest<float>>(x, window, y); break;
            case DType.Float64: Slide<double, Largest<double>>(x, window, y); break;
            case DType.Int32: Slide<int, Largest<int>>(x, window, y); break;
            default: Slide<long, Largest<long>>(x, window, y); break;
        }
    }

    internal static void Slide<T, TRows>(Tensor x, SlidingWindow window, Tensor y, Tensor? aside = null)
        where T : unmanaged, INumber<T>
        where TRows : struct, IPoolingRows<T>
    {
        if (x.Length == 0 || y.Length == 0) return;
        var pooling = new Pooling<T, TRows>(x.Shape.Dims, y.Shape.Dims, window, Pointer<T>(x), Pointer<T>(y), aside is null ? null : Pointer<T>(aside));
        pooling.Run();
    }
}
