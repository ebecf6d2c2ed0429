using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// Pooling: x is (batch, axes..., channels), y has an element for each window and channel. Every window holds elements of x.
public abstract partial class Backend
{
    /// <summary>y = the largest element of each window.</summary>
    public void MaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        NeedWide(x);
        NeedWindows(x, window, y);
        if (x.DType == DType.Bool)
            throw new NotSupportedException("The max pooling of truth values is not defined. Cast to int32 or float32 first.");
        RunMaxPool(x, window, y);
        KeepAlive(x, y);
    }

    /// <summary>
    /// For each window the place of its largest element y, the first of equals: counted row by row within the window, as a
    /// number of x's type.
    /// </summary>
    public void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places)
    {
        NeedWindows(x, window, y);
        Need(places, x.DType, y.Shape.Dims);
        Floats(x).MaxPoolPlaces(x, y, window, places);
        KeepAlive(x, y, places);
    }

    /// <summary>y = the element of each window that stands at its place.</summary>
    public void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y)
    {
        NeedWindows(x, window, y);
        Need(places, x.DType, y.Shape.Dims);
        Floats(x).PoolTake(x, places, window, y);
        KeepAlive(x, places, y);
    }

    /// <summary>x = the sum of what the windows have for each element, at their places: the way back of <see cref="PoolTake"/>.</summary>
    public void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x)
    {
        NeedWindows(x, window, y);
        Need(places, x.DType, y.Shape.Dims);
        Floats(x).PoolPut(y, places, window, x);
        KeepAlive(y, places, x);
    }

    /// <summary>y = the mean of the elements in each window.</summary>
    public void AveragePool(Tensor x, SlidingWindow window, Tensor y)
    {
        NeedWindows(x, window, y);
        Floats(x).AveragePool(x, window, y);
        KeepAlive(x, y);
    }

    /// <summary>x = the sum over the windows of each element's share of their means: the way back of <see cref="AveragePool"/>.</summary>
    public void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x)
    {
        NeedWindows(x, window, y);
        Floats(x).AveragePoolShare(y, window, x);
        KeepAlive(x, y);
    }

    protected virtual void RunMaxPool(Tensor x, SlidingWindow window, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var given = new Term(this, x);
        var taps = Taps.Of(this, window, x.Shape, y.Shape);
        var lowest = x.DType.IsFloating() ? double.NegativeInfinity : x.DType == DType.Int32 ? int.MinValue : long.MinValue;
        var padded = taps.Holds(given).Choose(taps.Padded(given), given.Number(lowest));
        var largest = given.Filled(y.Shape, lowest);
        for (var tap = 0; tap < taps.Count; tap++) largest = largest.With(BinaryOp.Maximum, taps.At(padded, tap));
        largest.To(y);
    }

    private static void NeedWindows(Tensor x, SlidingWindow window, Tensor y, [CallerMemberName] string kernel = "")
    {
        var axes = x.Rank - 2;
        Demand(
            axes is >= 1 and <= 3 && y.Rank == x.Rank && window.Sizes.Count == axes && window.Strides.Count == axes
            && window.Before.Count == axes,
            "one to three spatial axes", kernel);
        Demand(x.Shape.Dims[0] == y.Shape.Dims[0] && x.Shape.Dims[^1] == y.Shape.Dims[^1], "one batch and as many channels", kernel);
        for (var axis = 0; axis < axes; axis++)
        {
            int size = window.Sizes[axis], stride = window.Strides[axis], before = window.Before[axis], windows = y.Shape.Dims[axis + 1];
            Demand(
                stride > 0 && before >= 0 && before < size && (windows == 0 || (windows - 1L) * stride - before < x.Shape.Dims[axis + 1]),
                "windows that hold elements of x", kernel);
        }
        Need(x, x.DType, x.Length, nameof(x), kernel);
        Need(y, x.DType, y.Length, nameof(y), kernel);
    }
}
