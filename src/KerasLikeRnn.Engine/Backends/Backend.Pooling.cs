namespace KerasLikeRnn.Engine;

// Pooling: x is (batch, axes..., channels), y has an element for each window and channel. Every window holds elements of x.
public abstract partial class Backend
{
    /// <summary>y = the largest element of each window.</summary>
    public abstract void MaxPool(Tensor x, SlidingWindow window, Tensor y);

    /// <summary>
    /// For each window the place of its largest element y, the first of equals: counted row by row within the window, as a
    /// number of x's type.
    /// </summary>
    public abstract void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places);

    /// <summary>y = the element of each window that stands at its place.</summary>
    public abstract void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y);

    /// <summary>x = the sum of what the windows have for each element, at their places: the way back of <see cref="PoolTake"/>.</summary>
    public abstract void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x);

    /// <summary>y = the mean of the elements in each window.</summary>
    public abstract void AveragePool(Tensor x, SlidingWindow window, Tensor y);

    /// <summary>x = the sum over the windows of each element's share of their means: the way back of <see cref="AveragePool"/>.</summary>
    public abstract void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x);
}
