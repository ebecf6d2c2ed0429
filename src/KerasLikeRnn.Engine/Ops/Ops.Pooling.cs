namespace KerasLikeRnn.Engine;

// Pooling over the middle axes of (batch, axes..., channels).
public static partial class Ops
{
    /// <summary>The largest element of each window. Its gradient goes to that element, the first of equals.</summary>
    /// <exception cref="ValueError">The sizes do not fit the axes, or a window could lie outside the tensor.</exception>
    public static Tensor MaxPool(
        Tensor x, IReadOnlyList<int> sizes, IReadOnlyList<int> strides, IReadOnlyList<(int Before, int After)> paddings)
    {
        var (window, pooled) = Windows(x, sizes, strides, paddings);
        if (x.DType.IsHalf()) return Cast(MaxPool(Wide(x), sizes, strides, paddings), x.DType);
        var y = Tensor.Empty(pooled, x.DType);
        Backend.MaxPool(x, window, y);
        return GradientTape.Record(y, (x, dy =>
        {
            var places = Tensor.Empty(pooled, x.DType);
            Backend.MaxPoolPlaces(x, y, window, places);
            return PoolPut(dy, places, window, x.Shape);
        }
        ));
    }

    /// <summary>The mean of each window's elements. They share the gradient.</summary>
    /// <exception cref="ValueError">The sizes do not fit the axes, or a window could lie outside the tensor.</exception>
    public static Tensor AveragePool(
        Tensor x, IReadOnlyList<int> sizes, IReadOnlyList<int> strides, IReadOnlyList<(int Before, int After)> paddings)
    {
        if (!x.DType.IsFloating())
            throw new NotSupportedException($"The average pooling of {x.DType.Name()} tensors is not defined. Cast to float32 first.");
        var (window, pooled) = Windows(x, sizes, strides, paddings);
        return AveragePool(x, window, pooled);
    }

    private static Tensor AveragePool(Tensor x, SlidingWindow window, Shape pooled)
    {
        if (x.DType.IsHalf()) return Cast(AveragePool(Wide(x), window, pooled), x.DType);
        var y = Tensor.Empty(pooled, x.DType);
        Backend.AveragePool(x, window, y);
        return GradientTape.Record(y, (x, dy => AveragePoolShare(dy, window, x.Shape)));
    }

    private static Tensor AveragePoolShare(Tensor y, SlidingWindow window, Shape shape)
    {
        var x = Tensor.Empty(shape, y.DType);
        Backend.AveragePoolShare(y, window, x);
        return GradientTape.Record(x, (y, dx => AveragePool(dx, window, y.Shape)));
    }

    private static Tensor PoolPut(Tensor y, Tensor places, SlidingWindow window, Shape shape)
    {
        var x = Tensor.Empty(shape, y.DType);
        Backend.PoolPut(y, places, window, x);
        return GradientTape.Record(x, (y, dx => PoolTake(dx, places, window)));
    }

    private static Tensor PoolTake(Tensor x, Tensor places, SlidingWindow window)
    {
        var y = Tensor.Empty(places.Shape, x.DType);
        Backend.PoolTake(x, places, window, y);
        return GradientTape.Record(y, (x, dy => PoolPut(dy, places, window, x.Shape)));
    }

    private static (SlidingWindow Window, Shape Pooled) Windows(
        Tensor x, IReadOnlyList<int> sizes, IReadOnlyList<int> strides, IReadOnlyList<(int Before, int After)> paddings)
    {
        var axes = x.Rank - 2;
        if (axes is < 1 or > 3 || sizes.Count != axes || strides.Count != axes || paddings.Count != axes)
            throw new ValueError(
                $"Pooling of {x.Shape} needs (batch, 1 to 3 axes, channels), and a size, a stride and a padding for each axis.",
                nameof(sizes));
        var pooled = x.Shape;
        for (var i = 0; i < axes; i++)
        {
            var (before, after) = paddings[i];
            if (sizes[i] < 1 || strides[i] < 1 || before < 0 || after < 0 || Math.Max(before, after) >= sizes[i])
                throw new ValueError($"A window of size {sizes[i]}, stride {strides[i]} and padding ({before}, {after}) is no pooling: "
                    + $"size and stride must be positive, the padding smaller than the size.", nameof(sizes));
            var room = (long)x.Shape.Dims[i + 1] + before + after - sizes[i];
            pooled = pooled.With(i + 1, room < 0 || x.Shape.Dims[i + 1] == 0 ? 0 : Shape.Size(room / strides[i] + 1));
        }
        return (new SlidingWindow(sizes, strides, [.. paddings.Select(padding => padding.Before)]), pooled);
    }
}
