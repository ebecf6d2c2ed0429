namespace KerasLikeRnn.Engine;

// Images of another size, and warped ones.
public static partial class Ops
{
    /// <summary>
    /// Images (batch, rows, columns, channels) of another size, computed as TensorFlow's <c>tf.image.resize</c> does without
    /// antialiasing: rows first, then columns. Nearest keeps the type, the others give floats.
    /// </summary>
    public static Tensor Resize(Tensor x, int height, int width, Interpolation interpolation)
    {
        if (x.Rank != 4) throw new ValueError($"Images have the shape (batch, rows, columns, channels). Received: {x.Shape}", nameof(x));
        if (height < 1 || width < 1)
            throw new ValueError($"Images must have at least one row and column. Received: height={height}, width={width}", nameof(height));
        var floats = x.DType.IsFloating() ? x : Cast(x, interpolation == Interpolation.Nearest ? DType.Float64 : DType.Float32);
        var y = Resample(floats, 1, ResizeWeights.Axis(interpolation, x.Shape.Dims[1], height));
        y = Resample(y, 2, ResizeWeights.Axis(interpolation, x.Shape.Dims[2], width));
        return interpolation == Interpolation.Nearest ? Cast(y, x.DType) : y;
    }

    private static Tensor Resample(Tensor x, int axis, ResampledAxis resampled)
    {
        if (x.DType.IsHalf()) return Cast(Resample(Wide(x), axis, resampled), x.DType);
        var y = Tensor.Empty(x.Shape.With(axis, resampled.Elements.Count), x.DType);
        Backend.Resample(x, axis, resampled, y);
        return GradientTape.Record(y, (x, dy => Resample(dy, axis, resampled.Transposed())));
    }

    /// <summary>
    /// Images (batch, rows, columns, channels) under projective maps, as TensorFlow's <c>ImageProjectiveTransformV3</c> computes
    /// them. Each old element's gradient is what it counts in the new ones.
    /// </summary>
    /// <exception cref="ValueError">There is not one map for each image.</exception>
    public static Tensor Warp(Tensor x, ImageWarp warp)
    {
        if (x.Rank != 4 || warp.Transforms.Count != x.Shape.Dims[0] || warp.Transforms.Any(transform => transform.Length != 8))
            throw new ValueError(
                $"Images (batch, rows, columns, channels) need a map of 8 numbers each. Received: {x.Shape} and {warp.Transforms.Count} "
                + $"maps", nameof(warp));
        if (x.DType.IsHalf()) return Cast(Warp(Wide(x), warp), x.DType);
        var y = Tensor.Empty(x.Shape, x.DType);
        Backend.Warp(x, warp, y);
        return GradientTape.Record(y, (x, dy => WarpBack(dy, warp with { FillValue = 0 })));
    }

    private static Tensor WarpBack(Tensor y, ImageWarp warp)
    {
        var x = Tensor.Empty(y.Shape, y.DType);
        Backend.WarpBack(y, warp, x);
        return GradientTape.Record(x, (y, dx => Warp(dx, warp)));
    }
}
