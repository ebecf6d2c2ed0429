using System.Numerics;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    protected override void RunMaxPool(Tensor x, SlidingWindow window, Tensor y) => Typed.Run(x.DType, new MaxPoolKernel(x, window, y));

    internal static void Slide<T, TRows>(Tensor x, SlidingWindow window, Tensor y, Tensor? aside = null)
        where T : unmanaged, INumber<T>
        where TRows : struct, IPoolingRows<T>
    {
        if (x.Length == 0 || y.Length == 0) return;
        var pooling = new Pooling<T, TRows>(
            x.Shape.Dims, y.Shape.Dims, window, Pointer<T>(x), Pointer<T>(y), aside is null ? null : Pointer<T>(aside));
        pooling.Run();
    }

    private readonly struct MaxPoolKernel(Tensor x, SlidingWindow window, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T> => Slide<T, Largest<T>>(x, window, y);
    }
}
