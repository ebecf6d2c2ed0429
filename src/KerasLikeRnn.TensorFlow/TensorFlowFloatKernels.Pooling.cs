using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Of one or two axes; three are left to the formulas of the engine's own kernels, as TensorFlow has them of float32 only.
internal sealed partial class TensorFlowFloatKernels
{
    public override void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places)
    {
        if (PooledImages.Of(x.Shape, window, y.Shape) is { } images) Compute(places, () => images.Places(x));
        else base.MaxPoolPlaces(x, y, window, places);
    }

    public override void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        if (PooledImages.Of(x.Shape, window, y.Shape) is { } images) Compute(x, () => images.Put(y, places));
        else base.PoolPut(y, places, window, x);
    }

    public override void AveragePool(Tensor x, SlidingWindow window, Tensor y)
    {
        if (PooledImages.Of(x.Shape, window, y.Shape) is { } images) Compute(y, () => images.Mean(x));
        else base.AveragePool(x, window, y);
    }

    public override void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        if (PooledImages.Of(x.Shape, window, y.Shape) is { } images) Compute(x, () => images.Share(y));
        else base.AveragePoolShare(y, window, x);
    }
}
