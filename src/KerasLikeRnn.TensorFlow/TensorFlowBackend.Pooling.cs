using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

internal sealed partial class TensorFlowBackend
{
    protected override void RunMaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        if (PooledImages.Of(x.Shape, window, y.Shape) is { } images) Compute(y, () => images.Largest(x));
        else base.RunMaxPool(x, window, y);
    }
}
